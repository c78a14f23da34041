import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { refuse } from '#kernel/refusal.js';
import { brief, rowPlace, stop, stopAt } from './place.js';

/** One record holds one payment; longer ones are an unclosed quote or an attack. */
const MAX_RECORD_CHARACTERS = 65_536;
const MAX_COLUMNS = 64;
const MAX_ROWS = 50_000;

export interface CsvRow {
  /** As a spreadsheet numbers it: the header is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

const stopAtLongLine = (text: string): void => {
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    if (line.length <= MAX_RECORD_CHARACTERS) continue;
    const row = [...text.slice(0, index).matchAll(/\r\n?|\n/g)].length + 1;
    const limit = MAX_RECORD_CHARACTERS;
    stopAt(rowPlace(row), 'bank-file.csv', `超过 ${limit} 个字符`, `more than ${limit} characters`);
  }
};

const stopIfTooWide = (cells: string[], row: number): string[] =>
  cells.length <= MAX_COLUMNS
    ? cells
    : stopAt(rowPlace(row), 'bank-file.csv', `超过 ${MAX_COLUMNS} 列`, `more than ${MAX_COLUMNS} columns`);

const parseRecords = (text: string, delimiter: string): string[][] => {
  // The parser's own limit counts the text of a record but not its commas.
  stopAtLongLine(text);
  try {
    return parse(text, {
      bom: true,
      delimiter,
      // Rows of another width are refused by readCsvTable, with their row.
      relax_column_count: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      to: MAX_ROWS + 2,
      on_record: (cells: string[], { records }) => stopIfTooWide(cells, records),
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const why = brief(error.message);
    return stop(
      refuse('bank-file.csv', `不是合格的 CSV：${why}`, `not a well-formed CSV: ${why}`, {
        facts: { reason: error.code },
      }),
    );
  }
};

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Reads a table that may be hostile. Blank rows are passed over but keep their numbers. */
export const readCsvTable = (text: string, delimiter = ','): CsvTable => {
  const [header = [], ...records] = parseRecords(text, delimiter);
  if (isBlank(header)) stopAt(rowPlace(1), 'bank-file.csv', '缺少表头', 'the header is missing');
  if (records.length > MAX_ROWS) {
    stopAt(
      rowPlace(MAX_ROWS + 2),
      'bank-file.csv',
      `超过 ${MAX_ROWS} 行数据`,
      `more than ${MAX_ROWS} rows of data`,
    );
  }
  const rows = records
    .map((cells, index) => ({ row: index + 2, cells }))
    .filter(({ cells }) => !isBlank(cells));
  for (const { row, cells } of rows) {
    if (cells.length === header.length) continue;
    stopAt(
      rowPlace(row),
      'bank-file.csv-columns',
      `有 ${cells.length} 列，表头有 ${header.length} 列`,
      `${cells.length} columns, the header has ${header.length}`,
    );
  }
  return { header: header.map((name) => name.trim()), rows };
};

/** CRLF, and quotes only where RFC 4180 needs them: several banks' importers split at commas. */
export const renderCsv = (records: readonly (readonly string[])[], delimiter = ','): string =>
  stringify(
    records.map((record) => [...record]),
    { record_delimiter: 'windows', delimiter },
  );

const FORMULA = /^['=+\-@\t\r＝＋－＠]/;

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe in front. So does one that begins with an
 * apostrophe, so that `fromFormulaSafe` always gives back what was written.
 */
export const toFormulaSafe = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export const fromFormulaSafe = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);
