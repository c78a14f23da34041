import { apply, approve, assess, type AwardInPlay, claimAndRelease, pay } from '../life.js';
import type { Play } from '../play.js';
import { known, type Scenario } from '../scenario.js';
import { expectPaid } from '../expect-paid.js';

const KEY = 'elite-leader';

/** JX24-1.2 class B with the youth uplift of JX24-5.1: 3,000,000 + 5 %, in 40 / 30 / 30. */
export const eliteLeader = (): Scenario => {
  let award: AwardInPlay | undefined;
  const inPlay = (): AwardInPlay => known(award, KEY);

  const payTranche = async (play: Play, trancheNo: number, documents: readonly string[], issuedOn: string): Promise<void> => {
    await claimAndRelease(play, inPlay(), trancheNo, { documents, issuedOn });
    const title = { zh: `创业项目第 ${trancheNo} 期`, en: `start-up project, tranche ${trancheNo}` };
    await pay(play, { key: `${KEY}/pay-${trancheNo}`, title, tranches: [{ award: inPlay().award, trancheNo }] });
  };

  return {
    title: { zh: '① 精英引领计划 B 类创业项目', en: '① Elite leader, start-up project of class B' },
    acts: [
      {
        on: '2024-01-08',
        play: async (play, { lin, qingyun }) => {
          play.note({ zh: '创始人入选时 35 周岁：300 万元上浮 5 %', en: 'the founder was 35 when selected: 3,000,000 + 5 %' });
          award = await apply(play, KEY, { zh: '创业 B 类', en: 'start-up, class B' }, {
            measure: 'JX24-1.2',
            parties: { person: lin, enterprise: qingyun },
            facts: { class: 'B', selectedOn: '2023-12-15', projectName: '示例传感器' },
          });
        },
      },
      {
        on: '2024-01-15',
        play: async (play) => {
          const { totalYuan, trancheList } = await approve(play, inPlay());
          play.expectYuan({ zh: '资助总额', en: 'total of the award' }, totalYuan, '3150000.00');
          for (const [index, yuan] of ['1260000.00', '945000.00', '945000.00'].entries()) {
            play.expectYuan({ zh: `第 ${index + 1} 期`, en: `tranche ${index + 1}` }, trancheList[index]?.plannedYuan, yuan);
          }
        },
      },
      { on: '2024-01-22', play: (play) => payTranche(play, 1, ['business-registration', 'capital-report'], '2024-01-10') },
      {
        on: '2025-03-10',
        play: async (play) => {
          const failed = { gate: 'midterm', outcome: 'failed', score: 52, assessedOn: '2025-03-07', rectifyBy: '2025-06-30' } as const;
          const { status } = await assess(play, inPlay(), failed);
          play.expect({ zh: '中期评估未通过，资助暂停', en: 'the failed review suspends the award' }, status, 'suspended');
        },
      },
      {
        on: '2025-06-20',
        play: async (play) => {
          const { status } = await assess(play, inPlay(), { gate: 'midterm', outcome: 'passed', score: 78, assessedOn: '2025-06-18' });
          play.expect({ zh: '整改后通过，资助恢复', en: 'rectified and passed, the award resumes' }, status, 'active');
          await payTranche(play, 2, ['fund-use-statement'], '2025-06-16');
        },
      },
      {
        on: '2026-06-15',
        play: async (play) => {
          await assess(play, inPlay(), { gate: 'final-acceptance', outcome: 'passed', score: 86, assessedOn: '2026-06-11' });
          await payTranche(play, 3, ['audit-report'], '2026-06-12');
          await expectPaid(play, inPlay(), ['1260000.00', '945000.00', '945000.00']);
        },
      },
    ],
  };
};
