import { apply, approve, type AwardInPlay, type PublicAward, claim, claimAndRelease, pay } from '../life.js';
import type { Play } from '../play.js';
import { expectPaid } from '../expect-paid.js';
import { known, type Scenario } from '../scenario.js';

const CITY = 'overseas-engineer';
const PINGHU = 'overseas-engineer-pinghu';

const CITY_FACTS = {
  contractFrom: '2022-01-01',
  contractTo: '2023-12-31',
  employerForm: 'enterprise',
  foreigner: true,
  talentTier: 'high-end',
};

const PINGHU_FACTS = {
  contractFrom: '2024-01-01',
  contractTo: '2025-12-31',
  employerForm: 'enterprise',
  selectionLevel: 'municipal',
  employerCounty: 'pinghu',
};

/** JX24-4.1 and PH03-1: 30 % of the pay, 500,000 a year; three years per engineer over employers and both places. */
export const overseasEngineer = (): Scenario => {
  let cityAward: PublicAward | undefined;
  let pinghuAward: PublicAward | undefined;

  return {
    title: { zh: '③ 海外工程师：三年随人走', en: '③ Overseas engineer: three years that follow the person' },
    acts: [
      {
        on: '2024-01-08',
        play: async (play, { engineer, nanhuPrecision }) => {
          cityAward = await apply(play, CITY, {
            title: { zh: '海外工程师（嘉兴）', en: 'overseas engineer (Jiaxing)' },
            measure: 'JX24-4.1',
            parties: { person: engineer, employer: nanhuPrecision },
            facts: CITY_FACTS,
          });
        },
      },
      { on: '2024-01-15', play: async (play) => void (await approve(play, known(cityAward, CITY))) },
      {
        on: '2024-01-22',
        play: (play) =>
          payYear(play, known(cityAward, CITY), 1, evidence(2022, '1500000.00', 'border-record')),
      },
      {
        on: '2025-02-20',
        play: async (play) => {
          await payYear(play, known(cityAward, CITY), 2, evidence(2023, '1800000.00', 'border-record'));
          await expectPaid(play, known(cityAward, CITY), ['450000.00', '500000.00']);
        },
      },
      {
        on: '2026-03-02',
        play: async (play, { engineer, pinghuMotors }) => {
          pinghuAward = await apply(play, PINGHU, {
            title: { zh: '海外工程师（平湖）', en: 'overseas engineer (Pinghu)' },
            measure: 'PH03-1',
            jurisdiction: 'pinghu',
            parties: { person: engineer, employer: pinghuMotors },
            facts: PINGHU_FACTS,
          });
        },
      },
      { on: '2026-03-09', play: async (play) => void (await approve(play, known(pinghuAward, PINGHU))) },
      {
        on: '2026-03-16',
        play: async (play) => {
          await payYear(
            play,
            known(pinghuAward, PINGHU),
            1,
            evidence(2024, '1400000.00', 'selection-notice'),
          );
          await expectPaid(play, known(pinghuAward, PINGHU), ['420000.00']);
        },
      },
      {
        on: '2026-12-21',
        play: (play) =>
          fourthYear(play, known(pinghuAward, PINGHU), evidence(2025, '1400000.00', 'selection-notice')),
      },
    ],
  };
};

/** The pay of a year is proven in the January after it. */
const evidence = (payYear: number, paidSalaryYuan: string, third: string) => ({
  documents: ['contract', 'iit-proof', third],
  issuedOn: `${payYear + 1}-01-15`,
  facts: { payYear, paidSalaryYuan },
});

const payYear = async (
  play: Play,
  award: AwardInPlay,
  trancheNo: number,
  stated: ReturnType<typeof evidence>,
): Promise<void> => {
  await claimAndRelease(play, award, trancheNo, stated);
  const year = stated.facts.payYear;
  const title = { zh: `海外工程师 ${year} 年度`, en: `overseas engineer, ${year}` };
  await pay(play, {
    key: `${award.key}/pay-${trancheNo}`,
    title,
    tranches: [{ award: award.award, trancheNo }],
  });
};

/** Two years at the first employer and one at the second are three; the refusal says which counter is used up. */
const fourthYear = async (
  play: Play,
  award: AwardInPlay,
  stated: Parameters<typeof claim>[3],
): Promise<void> => {
  await claim(play, award, 2, stated);
  const problem = await play.as('maker').refused(
    {
      key: `${award.key}/2/release-1`,
      path: `/v1/awards/${award.award}/tranches/2/release`,
      what: { zh: '申请拨付第四个年度', en: 'release the fourth year' },
    },
    'cap.years-used-up',
  );
  const names = { zh: '拒绝理由写明计数项', en: 'the refusal names the counter' };
  play.expect(
    names,
    ['单个海外工程师资助年限', 'Years of support for one overseas engineer'].some((title) =>
      problem.detail.includes(title),
    ),
    true,
  );
};
