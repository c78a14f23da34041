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

/** Rows at a time: enough for the log to write them together, few enough to be forgotten quickly. */
const CHUNK_ROWS = 256;
const CHECKPOINT_CHUNKS = 8;

/**
 * Takes over the good rows of a file, a chunk at a time and never two sheets in one, because what is referred to has to be there.
 * Starting again, after a kill or with the same rows in another file, finds what is done and changes nothing.
 */
export const takeOverPortfolio = async (table: OpenTable, books: Books, run: Run): Promise<Progress> => {
  const judge = new RowJudge(books);
  let progress = run.from ?? NO_PROGRESS;
  const { ordinal: doneBefore } = progress;
  let chunk: Judged[] = [];
  let chunks = 0;
  let kind: SheetKind | undefined;
  const flush = async (): Promise<void> => {
    if (chunk.length === 0) return;
    progress = await carryOutChunk(chunk, progress, run);
    chunk = [];
    chunks += 1;
    run.onProgress?.(progress.ordinal);
    if (chunks % CHECKPOINT_CHUNKS === 0) await run.onCheckpoint?.(progress);
  };
  for await (const judged of judgeRows(table, judge, run.signal)) {
    if ('header' in judged || judged.row.ordinal <= doneBefore) continue;
    if (judged.row.kind !== kind || chunk.length === CHUNK_ROWS) await flush();
    kind = judged.row.kind;
    chunk.push(judged);
  }
  await flush();
  return progress;
};

const carryOutChunk = async (chunk: readonly Judged[], before: Progress, run: Run): Promise<Progress> => {
  const counts = { taken: 0, unchanged: 0, refused: 0 };
  await Promise.all(
    chunk.map(async ({ row, act }) => {
      const outcome = act && (await carryOutRow(act, row, run.order, run.tools));
      if (outcome === null) return;
      if (isRefusal(outcome)) {
        counts.refused += 1;
        run.onRefused?.(faultAt(row.source, null, outcome));
      } else counts[outcome] += 1;
    }),
  );
  return {
    ordinal: chunk.at(-1)?.row.ordinal ?? before.ordinal,
    taken: before.taken + counts.taken,
    unchanged: before.unchanged + counts.unchanged,
    refused: before.refused + counts.refused,
  };
};
