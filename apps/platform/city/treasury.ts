import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { yearOf } from '#kernel/business-date.js';
import { type Fen, yuan } from '#kernel/money.js';
import { type Desk, MAKER, type Moment } from './desk.js';

/** The line that runs out in one year, so that tranches wait for the next. */
export interface ShortLine {
  readonly line: string;
  readonly year: number;
}

const FIRST_YUAN = 200_000;
const SHORT_YUAN = 60_000;

/** The first money of a year for every line. */
export const appropriate = (
  desk: Desk,
  lines: readonly string[],
  awards: number,
  short: ShortLine,
  at: Moment,
): readonly (() => Promise<unknown>)[] => {
  const year = yearOf(at.day);
  return lines.map((line) => () => {
    const isShort = line === short.line && year === short.year;
    const amountFen = yuan(isShort ? SHORT_YUAN : FIRST_YUAN) * BigInt(Math.max(1, Math.ceil(awards / 20)));
    return give(desk, { line, year, amountFen, documentNumber: `嘉财预〔${year}〕1号-${line}` }, at);
  });
};

/** More for whoever waits, except where the year has no more. */
export const supplement = (
  desk: Desk,
  queuedFen: ReadonlyMap<string, Fen>,
  short: ShortLine,
  at: Moment,
): readonly (() => Promise<unknown>)[] => {
  const year = yearOf(at.day);
  return [...queuedFen].flatMap(([stream, fen]) => {
    const line = stream.slice('budget-'.length, -'-2024'.length);
    const isThisYear = stream === budgetStream(line, year);
    if (!isThisYear || (line === short.line && year === short.year)) return [];
    // Half as much again as is waited for, in round figures.
    const amountFen = ((fen * 3n) / 2n / yuan(10_000) + 1n) * yuan(10_000);
    const documentNumber = `嘉财预追〔${year}〕${at.day.slice(5)}-${line}`;
    return [() => give(desk, { line, year, amountFen, documentNumber }, at)];
  });
};

interface Appropriation {
  readonly line: string;
  readonly year: number;
  readonly amountFen: Fen;
  readonly documentNumber: string;
}

const give = (desk: Desk, appropriation: Appropriation, at: Moment) =>
  desk.order(
    budgetDecider,
    budgetStream(appropriation.line, appropriation.year),
    { type: 'AppropriateBudget', ...appropriation },
    MAKER,
    at,
    appropriation.documentNumber,
  );
