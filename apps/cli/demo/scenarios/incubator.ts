import type { Cast } from '../cast.js';
import { expectPaid } from '../expect-paid.js';
import {
  apply,
  approve,
  type AwardInPlay,
  claimAndRelease,
  type EvidenceOnPaper,
  pay,
  type PublicAward,
  submit,
} from '../life.js';
import type { Play } from '../play.js';
import { known, type Scenario } from '../scenario.js';

const BUILDING = 'incubator';
const YEAR_2024 = 'incubator-year-2024';
const YEAR_2025 = 'incubator-year-2025';

/** JX24-13.1 and 13.2: the grant for an incubator abroad, and the award for the best fifth of a year. */
export const incubator = (): Scenario => {
  let building: PublicAward | undefined;
  let yearly: PublicAward | undefined;
  const recognition = { documents: ['city-recognition'], issuedOn: '2023-12-28' };
  const assessment = { documents: ['assessment-notice', 'agreement'], issuedOn: '2026-02-27' };
  return {
    title: {
      zh: '⑤ 市外孵化器：建设补助与年度奖励',
      en: '⑤ Out-of-city incubator: building grant and yearly award',
    },
    acts: [
      { on: '2024-01-08', play: async (play, cast) => void (building = await applyForBuilding(play, cast)) },
      { on: '2024-01-15', play: async (play) => void (await approve(play, known(building, BUILDING))) },
      {
        on: '2024-01-22',
        play: (play) => payOnce(play, known(building, BUILDING), recognition, '1000000.00'),
      },
      { on: '2025-02-10', play: refusedYear },
      { on: '2026-03-02', play: async (play, cast) => void (yearly = await applyForYear(play, cast)) },
      { on: '2026-03-09', play: async (play) => void (await approve(play, known(yearly, YEAR_2025))) },
      { on: '2026-03-16', play: (play) => payOnce(play, known(yearly, YEAR_2025), assessment, '500000.00') },
    ],
  };
};

const applyForBuilding = (play: Play, cast: Cast): Promise<PublicAward> =>
  apply(play, BUILDING, {
    title: { zh: '离岸孵化器', en: 'incubator abroad' },
    measure: 'JX24-13.2',
    parties: { host: cast.incubator },
    facts: { location: 'abroad', builtOn: '2023-09-28', cityLevel: true },
  });

/** A score of 86 is enough and the place is not: twelve assessed have two places in the top 20 %. */
const refusedYear = async (play: Play, cast: Cast): Promise<void> => {
  play.note({
    zh: '得分 86，12 家中第 5 名，不在前 20 %',
    en: 'a score of 86, 5th of 12, outside the top 20 %',
  });
  const { award } = await submit(play, YEAR_2024, {
    title: { zh: '年度考核奖励', en: 'yearly award' },
    measure: 'JX24-13.1',
    parties: { incubator: cast.incubator },
    facts: { assessmentYear: 2024, score: 86, rank: 5, assessedCount: 12 },
  });
  const what = { zh: '受理申报', en: 'accept' };
  const step = { key: `${YEAR_2024}/accept`, path: `/v1/awards/${award}/accept`, what };
  await play.as('officer').refused(step, 'grade.outside-top-share');
};

const applyForYear = (play: Play, cast: Cast): Promise<PublicAward> => {
  play.note({
    zh: '得分 91，12 家中第 2 名，在前 20 % 之内',
    en: 'a score of 91, 2nd of 12, inside the top 20 %',
  });
  return apply(play, YEAR_2025, {
    title: { zh: '年度考核奖励', en: 'yearly award' },
    measure: 'JX24-13.1',
    parties: { incubator: cast.incubator },
    facts: { assessmentYear: 2025, score: 91, rank: 2, assessedCount: 12 },
  });
};

const payOnce = async (
  play: Play,
  award: AwardInPlay,
  evidence: EvidenceOnPaper,
  yuan: string,
): Promise<void> => {
  await claimAndRelease(play, award, 1, evidence);
  const title = { zh: '市外孵化器', en: 'out-of-city incubator' };
  await pay(play, { key: `${award.key}/pay-1`, title, tranches: [{ award: award.award, trancheNo: 1 }] });
  await expectPaid(play, award, [yuan]);
};
