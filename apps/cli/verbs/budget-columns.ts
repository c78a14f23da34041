import { say } from '../speech.js';
import { type Column, grouped } from '../text-table.js';
import type { BudgetLineOnWire } from '../wire.js';

const money = (title: string, value: (line: BudgetLineOnWire) => string): Column<BudgetLineOnWire> => ({
  title,
  value: (line) => grouped(value(line)),
  align: 'right',
});

export const BUDGET_COLUMNS: readonly Column<BudgetLineOnWire>[] = [
  { title: say('column.budgetLine'), value: ({ line }) => line },
  { title: say('column.year'), value: ({ year }) => year },
  money(say('column.appropriated'), ({ appropriatedYuan }) => appropriatedYuan),
  money(say('column.committed'), ({ committedYuan }) => committedYuan),
  money(say('column.paid'), ({ disbursedYuan }) => disbursedYuan),
  money(say('column.open'), ({ openYuan }) => openYuan),
  money(say('column.free'), ({ freeYuan }) => freeYuan),
  money(say('column.promised'), ({ forwardYuan }) => forwardYuan),
  money(say('column.queued'), ({ queuedYuan }) => queuedYuan),
];
