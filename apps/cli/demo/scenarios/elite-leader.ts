import type { AwardViewOnWire } from '../../wire.js';
import type { Cast } from '../cast.js';
import { expectPaid } from '../expect-paid.js';
import { apply, approve, assess, type AwardInPlay, claimAndRelease, pay, type PublicAward } from '../life.js';
import type { Play } from '../play.js';
import { known, type Scenario } from '../scenario.js';

const KEY = 'elite-leader';
const TRANCHES_YUAN = ['1260000.00', '945000.00', '945000.00'];

/** JX24-1.2 class B with the youth uplift of JX24-5.1: 3,000,000 + 5 %, in 40 / 30 / 30. */
export const eliteLeader = (): Scenario => {
  let award: PublicAward | undefined;
  const inPlay = (): PublicAward => known(award, KEY);
  return {
    title: { zh: '① 精英引领计划 B 类创业项目', en: '① Elite leader, start-up project of class B' },
    acts: [
      { on: '2024-01-08', play: async (play, cast) => void (award = await applyFor(play, cast)) },
      { on: '2024-01-15', play: async (play) => expectSplit(play, await approve(play, inPlay())) },
      {
        on: '2024-01-22',
        play: (play) =>
          payTranche(play, inPlay(), 1, ['business-registration', 'capital-report'], '2024-01-10'),
      },
      { on: '2025-03-10', play: (play) => failMidterm(play, inPlay()) },
      { on: '2025-06-20', play: (play) => passMidterm(play, inPlay()) },
      { on: '2026-06-15', play: (play) => passFinal(play, inPlay()) },
    ],
  };
};

const applyFor = (play: Play, { lin, qingyun }: Cast): Promise<PublicAward> => {
  play.note({
    zh: '创始人入选时 35 周岁：300 万元上浮 5 %',
    en: 'the founder was 35 when selected: 3,000,000 + 5 %',
  });
  return apply(play, KEY, {
    title: { zh: '创业 B 类', en: 'start-up, class B' },
    measure: 'JX24-1.2',
    parties: { person: lin, enterprise: qingyun },
    facts: { class: 'B', selectedOn: '2023-12-15', projectName: '示例传感器' },
  });
};

const expectSplit = (play: Play, { totalYuan, trancheList }: AwardViewOnWire): void => {
  play.expectYuan({ zh: '资助总额', en: 'total of the award' }, totalYuan, '3150000.00');
  for (const [index, yuan] of TRANCHES_YUAN.entries()) {
    const which = { zh: `第 ${index + 1} 期`, en: `tranche ${index + 1}` };
    play.expectYuan(which, trancheList[index]?.plannedYuan, yuan);
  }
};

const payTranche = async (
  play: Play,
  award: AwardInPlay,
  trancheNo: number,
  documents: readonly string[],
  issuedOn: string,
): Promise<void> => {
  await claimAndRelease(play, award, trancheNo, { documents, issuedOn });
  const title = { zh: `创业项目第 ${trancheNo} 期`, en: `start-up project, tranche ${trancheNo}` };
  await pay(play, { key: `${KEY}/pay-${trancheNo}`, title, tranches: [{ award: award.award, trancheNo }] });
};

const failMidterm = async (play: Play, award: AwardInPlay): Promise<void> => {
  const { status } = await assess(play, award, {
    gate: 'midterm',
    outcome: 'failed',
    score: 52,
    assessedOn: '2025-03-07',
    rectifyBy: '2025-06-30',
  });
  const suspended = { zh: '中期评估未通过，资助暂停', en: 'the failed review suspends the award' };
  play.expect(suspended, status, 'suspended');
};

const passMidterm = async (play: Play, award: AwardInPlay): Promise<void> => {
  const passed = { gate: 'midterm', outcome: 'passed', score: 78, assessedOn: '2025-06-18' } as const;
  const { status } = await assess(play, award, passed);
  play.expect(
    { zh: '整改后通过，资助恢复', en: 'rectified and passed, the award resumes' },
    status,
    'active',
  );
  await payTranche(play, award, 2, ['fund-use-statement'], '2025-06-16');
};

const passFinal = async (play: Play, award: AwardInPlay): Promise<void> => {
  const passed = {
    gate: 'final-acceptance',
    outcome: 'passed',
    score: 86,
    assessedOn: '2026-06-11',
  } as const;
  await assess(play, award, passed);
  await payTranche(play, award, 3, ['audit-report'], '2026-06-12');
  await expectPaid(play, award, TRANCHES_YUAN);
};
