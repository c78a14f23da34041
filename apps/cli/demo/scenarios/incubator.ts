import { apply, approve, type AwardInPlay, claimAndRelease, pay, submit } from '../life.js';
import type { Play } from '../play.js';
import { expectPaid } from '../expect-paid.js';
import { known, type Scenario } from '../scenario.js';

const BUILDING = 'incubator';
const YEAR_2024 = 'incubator-year-2024';
const YEAR_2025 = 'incubator-year-2025';

/** JX24-13.1 and 13.2: the grant for an incubator abroad, and the award for the best fifth of a year. */
export const incubator = (): Scenario => {
  let building: AwardInPlay | undefined;
  let yearly: AwardInPlay | undefined;
  return {
    title: { zh: '⑤ 市外孵化器：建设补助与年度奖励', en: '⑤ Out-of-city incubator: building grant and yearly award' },
    acts: [
      {
        on: '2024-01-08',
        play: async (play, cast) => {
          building = await apply(play, BUILDING, { zh: '离岸孵化器', en: 'incubator abroad' }, {
            measure: 'JX24-13.2',
            parties: { host: cast.incubator },
            facts: { location: 'abroad', builtOn: '2023-09-28', cityLevel: true },
          });
        },
      },
      { on: '2024-01-15', play: async (play) => void (await approve(play, known(building, BUILDING))) },
      { on: '2024-01-22', play: (play) => payOnce(play, known(building, BUILDING), ['city-recognition'], '2023-12-28', '1000000.00') },
      {
        on: '2025-02-10',
        play: async (play, cast) => {
          play.note({ zh: '得分 86，12 家中第 5 名，不在前 20 %', en: 'a score of 86, 5th of 12, outside the top 20 %' });
          const { award } = await submit(play, YEAR_2024, { zh: '年度考核奖励', en: 'yearly award' }, {
            measure: 'JX24-13.1',
            parties: { incubator: cast.incubator },
            facts: { assessmentYear: 2024, score: 86, rank: 5, assessedCount: 12 },
          });
          const step = { key: `${YEAR_2024}/accept`, path: `/v1/awards/${award}/accept`, what: { zh: '受理申报', en: 'accept' } };
          await play.as('officer').refused(step, 'grade.outside-top-share');
        },
      },
      {
        on: '2026-03-02',
        play: async (play, cast) => {
          play.note({ zh: '得分 91，12 家中第 2 名，在前 20 % 之内', en: 'a score of 91, 2nd of 12, inside the top 20 %' });
          yearly = await apply(play, YEAR_2025, { zh: '年度考核奖励', en: 'yearly award' }, {
            measure: 'JX24-13.1',
            parties: { incubator: cast.incubator },
            facts: { assessmentYear: 2025, score: 91, rank: 2, assessedCount: 12 },
          });
        },
      },
      { on: '2026-03-09', play: async (play) => void (await approve(play, known(yearly, YEAR_2025))) },
      { on: '2026-03-16', play: (play) => payOnce(play, known(yearly, YEAR_2025), ['assessment-notice', 'agreement'], '2026-02-27', '500000.00') },
    ],
  };
};

const payOnce = async (play: Play, award: AwardInPlay, documents: readonly string[], issuedOn: string, yuan: string): Promise<void> => {
  await claimAndRelease(play, award, 1, { documents, issuedOn });
  const title = { zh: '市外孵化器', en: 'out-of-city incubator' };
  await pay(play, { key: `${award.key}/pay-1`, title, tranches: [{ award: award.award, trancheNo: 1 }] });
  await expectPaid(play, award, [yuan]);
};
