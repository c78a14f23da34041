import type { Books } from './books.js';
import { judgeRows } from './check-portfolio.js';
import { RowJudge } from './judge-rows.js';
import { REASONS } from './stated-rows.js';
import type { OpenTable, TableCell } from './tables/table-row.js';
import type { TableWriter } from './write-table.js';

/**
 * Writes the rows that cannot be taken over, as they are in the file, with the reasons in the last column; corrected, it is a file to
 * import. @returns how many there are.
 */
export const writeBadRows = async (
  table: OpenTable,
  books: Books,
  writer: TableWriter,
  signal?: AbortSignal,
): Promise<number> => {
  const judge = new RowJudge(books);
  let width = 0;
  let header: { readonly sheet: string; readonly cells: readonly string[] } | undefined;
  let badRows = 0;
  for await (const judged of judgeRows(table, judge, signal)) {
    if ('header' in judged) {
      const { sheet, cells } = judged.header;
      const kept = cells.filter(({ text }) => text !== REASONS);
      width = (kept.at(-1)?.column ?? -1) + 1;
      header = { sheet, cells: [...inPlaces(kept, width), REASONS] };
      continue;
    }
    if (judged.faults.length === 0) continue;
    if (header) await writer.row(header.sheet, header.cells);
    header = undefined;
    const { sheet, cells } = judged.row.source;
    const reasons = judged.faults.map(({ cell, zh, en }) => `${cell ?? ''} ${zh} / ${en}`.trim()).join('; ');
    await writer.row(sheet, [...inPlaces(cells, width), reasons]);
    badRows += 1;
  }
  await writer.close();
  return badRows;
};

const inPlaces = (cells: readonly TableCell[], width: number): string[] => {
  const places = Array.from({ length: width }, () => '');
  for (const { column, text } of cells) if (column < width) places[column] = text;
  return places;
};
