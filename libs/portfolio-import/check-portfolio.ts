import type { Books } from './books.js';
import { type Judged, RowJudge } from './judge-rows.js';
import type { RowFault } from './row-fault.js';
import { type SheetKind } from './sheets.js';
import { isHeader, readStatedRows } from './stated-rows.js';
import { stopFile } from './tables/table-refusals.js';
import type { OpenTable, TableRow } from './tables/table-row.js';

export interface SheetCount {
  readonly rows: number;
  readonly badRows: number;
}

/** What a dry run found. Values in it are masked where they are personal. */
export interface CheckReport {
  readonly rows: number;
  readonly badRows: number;
  readonly warnings: number;
  readonly sheets: Readonly<Partial<Record<SheetKind, SheetCount>>>;
  /** Awards whose payments in the file do not sum to what they say was paid. */
  readonly incompleteAwards: number;
  /** The first of them; the file of bad rows has all. */
  readonly faults: readonly RowFault[];
  readonly notes: readonly RowFault[];
}

/** More than anybody reads on a screen. */
const LISTED = 500;

export interface Watching {
  readonly signal?: AbortSignal;
  readonly onProgress?: (rows: number) => void;
}

/** Every row with its verdict, header rows before those of their sheet. */
export async function* judgeRows(
  table: OpenTable,
  judge: RowJudge,
  signal?: AbortSignal,
): AsyncGenerator<Judged | { readonly header: TableRow }> {
  for await (const row of readStatedRows(table, signal)) yield isHeader(row) ? row : await judge.judge(row);
}

const PROGRESS_ROWS = 1_000;

/** The dry run: reads all of the file and writes nothing. @throws RefusalError when the file as a whole cannot be used. */
export const checkPortfolio = async (
  table: OpenTable,
  books: Books,
  { signal, onProgress }: Watching = {},
): Promise<CheckReport> => {
  const judge = new RowJudge(books);
  const sheets: Partial<Record<SheetKind, SheetCount>> = {};
  const faults: RowFault[] = [];
  const notes: RowFault[] = [];
  const count = { rows: 0, badRows: 0, warnings: 0 };
  for await (const judged of judgeRows(table, judge, signal)) {
    if ('header' in judged) continue;
    const bad = judged.act === null ? 1 : 0;
    count.rows += 1;
    count.badRows += bad;
    count.warnings += judged.warnings.length;
    const before = sheets[judged.row.kind] ?? { rows: 0, badRows: 0 };
    sheets[judged.row.kind] = { rows: before.rows + 1, badRows: before.badRows + bad };
    if (faults.length < LISTED) faults.push(...judged.faults);
    if (notes.length < LISTED) notes.push(...judged.warnings);
    if (count.rows % PROGRESS_ROWS === 0) onProgress?.(count.rows);
  }
  if (count.rows === 0) stopFile('no-rows', { zh: '没有数据行', en: 'there are no rows' });
  return { ...count, sheets, incompleteAwards: judge.incompleteAwards(), faults, notes };
};
