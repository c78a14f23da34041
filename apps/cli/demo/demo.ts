import { grouped } from '../text-table.js';
import type { BudgetLineOnWire, ClockOnWire, Page } from '../wire.js';
import { registerCast, type Cast } from './cast.js';
import { closingStatement } from './closing-statement.js';
import { DemoDiffers, type Desk, type Play, playOn, type PlaySettings } from './play.js';
import type { Act, Scenario } from './scenario.js';
import { eliteLeader } from './scenarios/elite-leader.js';
import { incubator } from './scenarios/incubator.js';
import { innovationLeader } from './scenarios/innovation-leader.js';
import { overseasEngineer } from './scenarios/overseas-engineer.js';
import { postdoc } from './scenarios/postdoc.js';
import { returnAndRecovery } from './scenarios/return-and-recovery.js';

/** Played for the first time, the demo needs what is left of its first fiscal year: publicity, a payment, a return. */
const LAST_START = '2024-12-15';
const CLOSING_DAY = '2026-12-31';

const APPROPRIATIONS = [
  { on: '2024-01-03', year: 2024, line: 'JX-ELITE-LEADER', amountYuan: '3500000.00' },
  { on: '2024-01-03', year: 2024, line: 'JX-OVERSEAS-ENGINEER', amountYuan: '600000.00' },
  { on: '2024-01-03', year: 2024, line: 'JX-POSTDOC', amountYuan: '700000.00' },
  { on: '2024-01-03', year: 2024, line: 'JX-INCUBATOR', amountYuan: '1200000.00' },
  { on: '2025-01-06', year: 2025, line: 'JX-ELITE-LEADER', amountYuan: '2600000.00' },
  { on: '2025-01-06', year: 2025, line: 'JX-OVERSEAS-ENGINEER', amountYuan: '600000.00' },
  { on: '2025-01-06', year: 2025, line: 'JX-POSTDOC', amountYuan: '500000.00' },
  { on: '2026-01-05', year: 2026, line: 'JX-ELITE-LEADER', amountYuan: '2000000.00' },
  { on: '2026-01-05', year: 2026, line: 'JX-INCUBATOR', amountYuan: '600000.00' },
  { on: '2026-01-05', year: 2026, line: 'PH-OVERSEAS-ENGINEER', amountYuan: '500000.00' },
] as const;

const documentOf = ({ line, year }: { readonly line: string; readonly year: number }): string =>
  `演示财〔${year}〕${line}`;

export interface Played {
  /** Commands carried out for the first time; zero when the demo was played before. */
  readonly carriedOut: number;
}

/**
 * Three fiscal years on real figures, through the public API only. Every command has a fixed key, so playing again gets
 * the same answers and changes nothing.
 * @throws DemoDiffers naming the figure that is not what the policy says.
 */
export const playDemo = async (settings: PlaySettings): Promise<Played> => {
  const play = playOn(settings);
  await checkBeginning(play);
  play.print(
    play.text({
      zh: '演示：2024–2026 三个预算年度，全部通过公开 API',
      en: 'Demonstration: three fiscal years, 2024 to 2026, through the public API',
    }),
  );
  const scenarios = [
    eliteLeader(),
    innovationLeader(),
    overseasEngineer(),
    postdoc(),
    incubator(),
    returnAndRecovery(),
  ];
  await playDays(play, scenarios);
  await play.on(CLOSING_DAY);
  await closingStatement(play);
  const carriedOut = play.carriedOut();
  play.print('');
  play.print(
    carriedOut === 0
      ? play.text({
          zh: '幂等重放：所有命令此前已办理，本次没有产生任何变更。',
          en: 'Idempotent replay: every command had been carried out before; nothing changed.',
        })
      : play.text({
          zh: `本次办理 ${carriedOut} 条命令；再次运行只会重放，不产生变更。`,
          en: `Carried out ${carriedOut} commands; run it again and it replays without changing anything.`,
        }),
  );
  return { carriedOut };
};

/** Acts of all scenarios by day; on one day in the order of the scenarios. */
const playDays = async (play: Play, scenarios: readonly Scenario[]): Promise<void> => {
  let cast: Cast | undefined;
  const programme = scenarios.flatMap(({ title, acts }) => acts.map((act) => ({ ...act, title })));
  const openings = [...new Set(APPROPRIATIONS.map(({ on }) => on))].map(
    (on): Act & Pick<Scenario, 'title'> => ({
      on,
      title: { zh: `${on.slice(0, 4)} 年预算`, en: `Budget of ${on.slice(0, 4)}` },
      play: (stage) => appropriate(stage, on),
    }),
  );
  const acts = [...openings, ...programme].toSorted((one, other) => one.on.localeCompare(other.on));
  let day: string | undefined;
  for (const act of acts) {
    if (act.on !== day) await play.on(act.on);
    day = act.on;
    play.heading(act.title);
    cast ??= await introduce(play);
    await act.play(play, cast);
  }
};

const introduce = (play: Play): Promise<Cast> => {
  play.note({ zh: '人物与单位均为虚构', en: 'all people and firms are fictitious' });
  return registerCast(play);
};

const appropriate = async (play: Play, on: string): Promise<void> => {
  for (const { line, year, amountYuan } of APPROPRIATIONS.filter((one) => one.on === on)) {
    await play.as('maker').do({
      key: `budget/${line}/${year}`,
      path: `/v1/budget-lines/${line}/${year}/appropriations`,
      body: { amountYuan, documentNumber: documentOf({ line, year }) },
      what: { zh: `下达 ${year} 年指标 ${line}`, en: `appropriate ${line} ${year}` },
      shows: () => grouped(amountYuan) ?? '',
    });
  }
};

/** Stops where the demo could only fail later: in production, or when its first year is over before it began. */
const checkBeginning = async (play: Play): Promise<void> => {
  const auditor = play.as('auditor');
  const { businessDate, production } = await auditor.see<ClockOnWire>('/v1/clock');
  if (production)
    throw new DemoDiffers(
      play.text({ zh: '生产环境不能运行演示', en: 'The demo does not run in production' }),
    );
  if (businessDate <= LAST_START || (await wasPlayedBefore(auditor))) return;
  throw new DemoDiffers(
    play.text({
      zh: `业务日期已是 ${businessDate}，演示须从 2024 年开始。请先停止服务，运行 npm run reset，再运行 npm start。`,
      en: `The business date is ${businessDate} and the demo begins in 2024. Stop the service, run npm run reset, then npm start.`,
    }),
  );
};

const wasPlayedBefore = async (auditor: Desk): Promise<boolean> => {
  const { items } = await auditor.see<Page<BudgetLineOnWire>>('/v1/budget-lines?year=2024');
  const document = documentOf(APPROPRIATIONS[0]);
  return items.some(({ documents }) => documents.some(({ documentNumber }) => documentNumber === document));
};
