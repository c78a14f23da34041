import { isRefusal } from '#kernel/refusal.js';
import type { Books } from './books.js';
import { carryOutRow, type Order, type Tools } from './carry-out-row.js';
import { judgeRows, type Watching } from './check-portfolio.js';
import { type Judged, RowJudge } from './judge-rows.js';
import { faultAt, type RowFault } from './row-fault.js';
import type { SheetKind } from './sheets.js';
import type { OpenTable } from './tables/table-row.js';

/** How far a run has come. Rows up to `ordinal` are done with. */
export interface Progress {
  readonly ordinal: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: number;
}

export const NO_PROGRESS: Progress = { ordinal: 0, taken: 0, unchanged: 0, refused: 0 };

export interface Run extends Watching {
  readonly order: Order;
  readonly tools: Tools;
  /** Where an earlier run of this file stopped. */
  readonly from?: Progress;
  /** Called when everything up to there is in the log. */
  readonly onCheckpoint?: (progress: Progress) => Promise<void>;
  /** A row that passed the check and was refused all the same, because something changed since. */
  readonly onRefused?: (fault: RowFault) => void;
}

/** Enough for the log to write rows together on all its connections, few enough to be forgotten quickly. */
const ROWS_AT_ONCE = 512;
const CHECKPOINT_ROWS = 2_048;
const PROGRESS_ROWS = 100;

/**
 * Takes over the good rows of a file, many under way at once while the next are read, and never of two sheets, because what is referred
 * to has to be there. Starting again, after a kill or with the same rows in another file, finds what is done and changes nothing.
 */
export const takeOverPortfolio = async (table: OpenTable, books: Books, run: Run): Promise<Progress> => {
  const judge = new RowJudge(books);
  const window = openWindow(ROWS_AT_ONCE);
  const fresh = new Set<string>();
  let progress = run.from ?? NO_PROGRESS;
  const { ordinal: doneBefore } = progress;
  const counts = { taken: progress.taken, unchanged: progress.unchanged, refused: progress.refused };
  let ordinal = doneBefore;
  let kind: SheetKind | undefined;
  const checkpoint = async (): Promise<void> => {
    await window.empty();
    if (ordinal === progress.ordinal) return;
    progress = { ordinal, ...counts };
    await run.onCheckpoint?.(progress);
  };
  for await (const judged of judgeRows(table, judge, run.signal)) {
    if ('header' in judged || judged.row.ordinal <= doneBefore) continue;
    if (judged.row.kind !== kind || ordinal - progress.ordinal >= CHECKPOINT_ROWS) await checkpoint();
    ({ kind, ordinal } = judged.row);
    await window.add(() => carryOut(judged, run, counts, fresh));
    if (ordinal % PROGRESS_ROWS === 0) run.onProgress?.(ordinal);
  }
  await window.empty();
  run.onProgress?.(ordinal);
  return { ordinal, ...counts };
};

const carryOut = async (
  { row, act }: Judged,
  { order, tools, onRefused }: Run,
  counts: Record<'taken' | 'unchanged' | 'refused', number>,
  fresh: Set<string>,
): Promise<void> => {
  if (!act) return;
  const outcome = await carryOutRow(act, row, order, { ...tools, fresh });
  if (isRefusal(outcome)) {
    counts.refused += 1;
    onRefused?.(faultAt(row.source, null, outcome));
  } else counts[outcome] += 1;
};

interface Window {
  /** Starts some work, as soon as there is room for it. @throws what earlier work has thrown. */
  add(work: () => Promise<void>): Promise<void>;
  /** Waits until all of it has ended. */
  empty(): Promise<void>;
}

const openWindow = (most: number): Window => {
  let underWay = 0;
  let failure: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) await new Promise<void>((ended) => (wake = ended));
    if (failure) throw failure.error;
  };
  const start = async (work: () => Promise<void>): Promise<void> => {
    underWay += 1;
    try {
      await work();
    } catch (error) {
      failure ??= { error };
    }
    underWay -= 1;
    wake?.();
  };
  return {
    add: async (work) => {
      await until(() => underWay < most);
      void start(work);
    },
    empty: () => until(() => underWay === 0),
  };
};
