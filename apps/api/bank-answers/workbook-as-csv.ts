import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, businessDate } from '#kernel/business-date.js';
import { isRefusal, type Refusal, RefusalError, refuse } from '#kernel/refusal.js';
import { renderCsv } from '#payments/bank-files/csv-table.js';
import { openTable } from '#portfolio-import/tables/open-table.js';
import { cellName, type OpenTable, type TableCell } from '#portfolio-import/tables/table-row.js';

/** A ZIP archive, or what workbooks were before they became one. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
  ].some((magic) => magic.every((byte, place) => bytes[place] === byte));

/**
 * The first sheet of a workbook as the table that a bank would have sent as CSV, so that one reader decides about both. Days may be
 * numbers there; a number of more than fifteen digits has lost some already, and is refused.
 */
export const workbookAsCsv = async (bytes: Uint8Array): Promise<Uint8Array | Refusal> => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-answer-'));
  try {
    const path = join(folder, 'answer.xlsx');
    await writeFile(path, bytes, { mode: 0o600 });
    const rows = await rowsOf(await openTable(path, 'answer.xlsx'));
    return isRefusal(rows) ? rows : Buffer.from(renderCsv(rows), 'utf8');
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const DAY_HEADER = /^(日期|date)$/i;
const SAFE_DIGITS = 15;

const rowsOf = async (table: OpenTable): Promise<readonly (readonly string[])[] | Refusal> => {
  const rows: string[][] = [];
  let header: readonly string[] = [];
  let sheet: string | undefined;
  for await (const { sheet: name, row, cells } of table.rows()) {
    sheet ??= name;
    if (name !== sheet) break;
    const isFirst = rows.length === 0;
    // Rows without a cell are not told; they keep their numbers.
    while (!isFirst && rows.length < row - 1) rows.push(header.map(() => ''));
    const width = Math.max(header.length, ...cells.map(({ column }) => column + 1));
    const texts = Array.from({ length: width }, () => '');
    for (const cell of cells) {
      const isDay = !isFirst && DAY_HEADER.test(header[cell.column] ?? '');
      const text = textOf(cell, isDay, table.daysFrom1904);
      if (text === undefined) return digitsLost(cellName(cell.column, row));
      texts[cell.column] = text;
    }
    rows.push(texts);
    if (isFirst) header = texts;
  }
  return rows;
};

/** Undefined for a number that no longer has all its digits. */
const textOf = ({ kind, text }: TableCell, isDay: boolean, daysFrom1904: boolean): string | undefined => {
  if (kind !== 'number') return text;
  if (/e\+/i.test(text) || text.replace(/\D/g, '').length > SAFE_DIGITS) return undefined;
  if (!isDay || !/^\d{4,5}$/.test(text)) return text;
  return addDays(businessDate(daysFrom1904 ? '1904-01-01' : '1899-12-30'), Number(text));
};

const digitsLost = (cell: string): Refusal =>
  refuse(
    'bank-answer.digits-lost',
    `单元格 ${cell} 是超过 ${SAFE_DIGITS} 位的数字，末位已丢失；请银行以文本格式重发`,
    `Cell ${cell} is a number of more than ${SAFE_DIGITS} digits, which has lost some; ask for the file with that column as text`,
    { facts: { cell } },
  );
