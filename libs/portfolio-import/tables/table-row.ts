/** What the file says the cell is; a CSV file only knows texts. */
export type CellKind = 'text' | 'number' | 'boolean' | 'error';

export interface TableCell {
  /** From 0. */
  readonly column: number;
  readonly kind: CellKind;
  /** As a person would read it; a number in its shortest decimal form. */
  readonly text: string;
}

/** One row of a sheet with its cells that are not empty, by column. */
export interface TableRow {
  readonly sheet: string;
  /** As a spreadsheet numbers it, from 1. */
  readonly row: number;
  readonly cells: readonly TableCell[];
}

/** A file that was looked at and not yet read; reading it again starts from the beginning. */
export interface OpenTable {
  readonly format: 'xlsx' | 'csv';
  readonly sha256: string;
  readonly bytes: number;
  /** Days of a workbook are numbers counted from 1900 or, in old files of another system, from 1904. */
  readonly daysFrom1904: boolean;
  rows(signal?: AbortSignal): AsyncIterable<TableRow>;
}

/** 0 → `A`, 27 → `AB`. */
export const columnLetters = (column: number): string => {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
};

/** `C17`. */
export const cellName = (column: number, row: number): string => `${columnLetters(column)}${row}`;
