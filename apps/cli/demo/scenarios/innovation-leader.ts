import { apply, approve, type PublicAward, claimAndRelease, pay } from '../life.js';
import type { Play } from '../play.js';
import { expectPaid } from '../expect-paid.js';
import { known, type Scenario } from '../scenario.js';

const KEY = 'innovation-leader';

/** JX24-1.3 class A, a person past 35: 70 % of the salary paid in each calendar year, 1,000,000 at most. */
export const innovationLeader = (): Scenario => {
  let award: PublicAward | undefined;
  const inPlay = (): PublicAward => known(award, KEY);

  const payYear = async (
    play: Play,
    trancheNo: number,
    payYear: number,
    paidSalaryYuan: string,
  ): Promise<void> => {
    const issuedOn = `${payYear + 1}-01-20`;
    await claimAndRelease(play, inPlay(), trancheNo, {
      documents: ['contract', 'iit-proof'],
      issuedOn,
      facts: { payYear, paidSalaryYuan },
    });
    const title = { zh: `创新项目 ${payYear} 年度`, en: `innovation project, ${payYear}` };
    await pay(play, {
      key: `${KEY}/pay-${trancheNo}`,
      title,
      tranches: [{ award: inPlay().award, trancheNo }],
      format: 'csv',
    });
  };

  return {
    title: {
      zh: '② 精英引领计划 A 类创新长期项目',
      en: '② Elite leader, long-term innovation project of class A',
    },
    acts: [
      {
        on: '2024-01-08',
        play: async (play, { tang, baihe }) => {
          award = await apply(play, KEY, {
            title: { zh: '创新长期 A 类', en: 'innovation, class A' },
            measure: 'JX24-1.3',
            parties: { person: tang, enterprise: baihe },
            facts: { class: 'A', selectedOn: '2023-06-30' },
          });
        },
      },
      { on: '2024-01-15', play: async (play) => void (await approve(play, inPlay())) },
      { on: '2024-01-22', play: (play) => payYear(play, 1, 2023, '1200000.00') },
      { on: '2025-02-20', play: (play) => payYear(play, 2, 2024, '1500000.00') },
      {
        on: '2026-03-16',
        play: async (play) => {
          await payYear(play, 3, 2025, '1600000.00');
          await expectPaid(play, inPlay(), ['840000.00', '1000000.00', '1000000.00']);
        },
      },
    ],
  };
};
