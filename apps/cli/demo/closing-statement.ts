import { fenOf, sumFen, yuanOf } from '#kernel/money.js';
import { grouped, padEnd, padStart } from '../text-table.js';
import type { BatchLineOnWire, BatchOnWire, Page, StatementOnWire } from '../wire.js';
import { DemoDiffers, type Desk, type Play } from './play.js';

/** What three years of the demo come to when nobody else used the service. */
const EXPECTED = {
  committedYuan: '10720000.00',
  paidYuan: '10720000.00',
  recoveredYuan: '300000.00',
  settledYuan: '10420000.00',
} as const;

/** The statement of the service, and its last figure added up again from every single bank line. */
export const closingStatement = async (play: Play): Promise<void> => {
  const auditor = play.as('auditor');
  const { totals, checks } = await auditor.see<StatementOnWire>('/v1/statement');
  const settledFen = await settledBankLines(auditor);
  play.heading({ zh: '⑦ 三年决算', en: '⑦ Closing statement of three years' });
  const rows: readonly (readonly [zh: string, en: string, yuan: string])[] = [
    ['指标下达', 'appropriated', totals.appropriatedYuan],
    ['已承诺', 'committed', totals.committedYuan],
    ['可用', 'free', totals.freeYuan],
    ['已拨付（含抵扣）', 'paid, set-off included', totals.paidYuan],
    ['未拨付', 'open', totals.openYuan],
    ['已追回', 'recovered', totals.recoveredYuan],
    ['其中现金退回', 'of it repaid in cash', totals.repaidYuan],
    ['应退还多收款', 'owed back to debtors', totals.overpaidYuan],
    ['已退还多收款', 'paid back to debtors', totals.paidBackYuan],
    ['银行结清明细合计（逐笔相加）', 'settled bank lines, added one by one', yuanOf(settledFen)],
  ];
  for (const [zh, en, yuan] of rows)
    play.print(
      `  ${padEnd(play.text({ zh, en }), LABEL_COLUMNS)}${padStart(grouped(yuan) ?? '', AMOUNT_COLUMNS)}`,
    );

  const fen = (name: keyof typeof totals): bigint => fenOf(totals[name]);
  identity(
    play,
    '指标下达 = 已承诺 + 可用',
    'appropriated = committed + free',
    fen('appropriatedYuan'),
    fen('committedYuan') + fen('freeYuan'),
  );
  identity(
    play,
    '已承诺 = 已拨付 + 未拨付',
    'committed = paid + open',
    fen('committedYuan'),
    fen('paidYuan') + fen('openYuan'),
  );
  const netFen = settledFen - fen('repaidYuan') + fen('paidBackYuan') + fen('overpaidYuan');
  identity(
    play,
    '已拨付 − 已追回 = 银行结清 − 现金退回 + 已退还多收 + 应退多收',
    'paid − recovered = settled − repaid + paid back + owed back',
    fen('paidYuan') - fen('recoveredYuan'),
    netFen,
  );
  const broken = checks.find(({ holds }) => !holds);
  if (broken) throw new DemoDiffers(`${play.text(broken.rule)}: ${broken.leftYuan} ≠ ${broken.rightYuan}`);
  if (!(await isAlone(auditor))) return;
  for (const [name, yuan] of Object.entries(EXPECTED)) {
    play.expect({ zh: name, en: name }, totals[name as keyof typeof EXPECTED], yuan);
  }
};

/** Whoever has tried the service out has other totals; the identities hold for them as well. */
const isAlone = async (auditor: Desk): Promise<boolean> => {
  const { items } = await auditor.see<Page<unknown>>('/v1/awards?limit=200');
  return items.length === AWARDS_IN_DEMO;
};

const AWARDS_IN_DEMO = 12;
const LABEL_COLUMNS = 42;
const AMOUNT_COLUMNS = 16;

const identity = (play: Play, zh: string, en: string, leftFen: bigint, rightFen: bigint): void => {
  play.print(
    `  ${leftFen === rightFen ? '✔' : '✖'} ${padEnd(play.text({ zh, en }), LABEL_COLUMNS - 2)}${padStart(grouped(yuanOf(leftFen)) ?? '', AMOUNT_COLUMNS)}`,
  );
  if (leftFen !== rightFen)
    throw new DemoDiffers(`${play.text({ zh, en })}: ${yuanOf(leftFen)} ≠ ${yuanOf(rightFen)}`);
};

const settledBankLines = async (auditor: Desk): Promise<bigint> => {
  let settledFen = 0n;
  let cursor: string | null = null;
  do {
    const page: Page<BatchOnWire> = await auditor.see(
      `/v1/batches?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    for (const { batch } of page.items) settledFen += await settledIn(auditor, batch);
    cursor = page.nextCursor;
  } while (cursor);
  return settledFen;
};

const settledIn = async (auditor: Desk, batch: string): Promise<bigint> => {
  const { lines } = await auditor.see<{ readonly lines: readonly BatchLineOnWire[] }>(`/v1/batches/${batch}`);
  return sumFen(lines.filter(({ outcome }) => outcome === 'settled').map(({ netYuan }) => fenOf(netYuan)));
};
