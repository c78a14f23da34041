import { isRefusal } from '#kernel/refusal.js';
import { readCell } from './cell-values.js';
import { faultAt, type RowFault, rule, shown } from './row-fault.js';
import {
  type Column,
  MEASURE_COLUMN,
  SHEET_KINDS,
  type SheetDefinition,
  type SheetKind,
  SHEETS,
} from './sheets.js';
import { stopFile } from './tables/table-refusals.js';
import { cellName, type OpenTable, type TableCell, type TableRow } from './tables/table-row.js';

/** A row with its cells read by the types of their columns; what the columns of a measure mean, the measure says. */
export interface StatedRow {
  readonly kind: SheetKind;
  readonly source: TableRow;
  /** The number of the row in the whole file, from 1, header rows not counted. */
  readonly ordinal: number;
  /** By field; empty cells are absent. */
  readonly values: Readonly<Record<string, string>>;
  /** By name of the column, `role:employer`. */
  readonly ofMeasure: Readonly<Record<string, TableCell>>;
  readonly columnOf: (field: string) => number | null;
  readonly faults: readonly RowFault[];
}

/** A header row, met before the rows of its sheet. */
export interface HeaderRow {
  readonly kind: SheetKind;
  readonly header: TableRow;
}

export const isHeader = (row: StatedRow | HeaderRow): row is HeaderRow => 'header' in row;

interface Layout {
  readonly definition: SheetDefinition;
  readonly columns: ReadonlyMap<number, Column>;
  readonly ofMeasure: ReadonlyMap<number, string>;
  readonly places: ReadonlyMap<string, number>;
  /** The column that says why, in a file of bad rows that comes back. */
  readonly reasons: number;
}

/** Reads a file row by row. Headers that are unknown, twice or missing refuse the file, because whole columns would be lost. */
export async function* readStatedRows(
  table: OpenTable,
  signal?: AbortSignal,
): AsyncGenerator<StatedRow | HeaderRow> {
  let sheet: string | undefined;
  let layout: Layout | undefined;
  let ordinal = 0;
  for await (const row of table.rows(signal)) {
    if (row.cells.length === 0) continue;
    if (sheet !== row.sheet || !layout) {
      const next = layoutOf(row, table.format === 'csv');
      refuseDisorder(layout, next, row);
      [sheet, layout] = [row.sheet, next];
      yield { kind: next.definition.kind, header: row };
      continue;
    }
    ordinal += 1;
    yield statedRow(row, layout, ordinal, table.daysFrom1904);
  }
}

const refuseDisorder = (before: Layout | undefined, next: Layout, { sheet }: TableRow): void => {
  if (!before || SHEET_KINDS.indexOf(before.definition.kind) < SHEET_KINDS.indexOf(next.definition.kind))
    return;
  const order = SHEET_KINDS.map((kind) => SHEETS[kind]);
  stopFile(
    'sheet-order',
    {
      zh: `工作表应按此顺序各出现一次：${order.map(({ zh }) => zh).join('、')}`,
      en: `the sheets stand in this order, each once: ${order.map(({ en }) => en).join(', ')}`,
    },
    { sheet },
  );
};

const namesIn = (header: string): readonly string[] =>
  header
    .normalize('NFKC')
    .split('/')
    .map((part) => part.replace(/[*＊]/g, '').trim().toLowerCase())
    .filter((part) => part !== '');

const definitionOf = (header: TableRow, isCsv: boolean): SheetDefinition => {
  const all = SHEET_KINDS.map((kind) => SHEETS[kind]);
  const named = isCsv
    ? all.find(({ columns }) => columns.every((column) => !column.required || header.cells.some(has(column))))
    : all.find(({ zh, en }) =>
        namesIn(header.sheet).some((name) => name === zh || name === en.toLowerCase()),
      );
  if (named) return named;
  const known = all.map(({ zh, en }) => `${zh} / ${en}`).join('、');
  return isCsv
    ? stopFile(
        'unknown-columns',
        { zh: `表头不属于任何一种表：${known}`, en: `the header is of none of these tables: ${known}` },
        { row: header.row },
      )
    : stopFile(
        'unknown-sheet',
        { zh: `工作表名称应为：${known}`, en: `a sheet is called one of these: ${known}` },
        { sheet: header.sheet },
      );
};

const has =
  (column: Column) =>
  ({ text }: TableCell): boolean =>
    namesIn(text).some(
      (name) => name === column.zh.normalize('NFKC').toLowerCase() || name === column.en.toLowerCase(),
    );

/** Header of the column that `bad-rows-file.ts` adds. */
export const REASONS = '原因 / Reasons';

const isReasons = ({ text }: TableCell): boolean => namesIn(text).includes('reasons');

const layoutOf = (header: TableRow, isCsv: boolean): Layout => {
  const definition = definitionOf(header, isCsv);
  const columns = new Map<number, Column>();
  const ofMeasure = new Map<number, string>();
  const places = new Map<string, number>();
  let reasons = -1;
  for (const cell of header.cells) {
    if (isReasons(cell)) {
      reasons = cell.column;
      continue;
    }
    const column = definition.columns.find((one) => has(one)(cell));
    const measureColumn = cell.text.split('/')[0]?.trim() ?? '';
    const name =
      column?.field ?? (definition.byMeasure && MEASURE_COLUMN.test(measureColumn) ? measureColumn : null);
    if (name === null || places.has(name)) return stopAtHeader(header, cell, name !== null);
    places.set(name, cell.column);
    if (column) columns.set(cell.column, column);
    else ofMeasure.set(cell.column, name);
  }
  const missing = definition.columns.find(({ field, required }) => required && !places.has(field));
  if (missing) {
    stopFile(
      'missing-column',
      { zh: `缺少列“${missing.zh}”`, en: `the column "${missing.en}" is missing` },
      { sheet: header.sheet, row: header.row },
    );
  }
  return { definition, columns, ofMeasure, places, reasons };
};

const stopAtHeader = ({ sheet, row }: TableRow, { column, text }: TableCell, isTwice: boolean): never =>
  stopFile(
    isTwice ? 'column-twice' : 'unknown-column',
    isTwice
      ? { zh: '该列重复', en: 'this column is there twice' }
      : { zh: '没有这样的列；列名见模板', en: 'there is no such column; the template has the names' },
    { sheet, cell: cellName(column, row) },
    { value: text.slice(0, 60) },
  );

const statedRow = (source: TableRow, layout: Layout, ordinal: number, daysFrom1904: boolean): StatedRow => {
  const { definition, columns, places } = layout;
  const values: Record<string, string> = {};
  const ofMeasure: Record<string, TableCell> = {};
  const faults: RowFault[] = [];
  for (const cell of source.cells) {
    if (cell.column === layout.reasons) continue;
    const column = columns.get(cell.column);
    const name = layout.ofMeasure.get(cell.column);
    if (name !== undefined) ofMeasure[name] = cell;
    if (!column) {
      if (name === undefined) faults.push(faultAt(source, cell.column, NO_COLUMN));
      continue;
    }
    const value = readCell(column, cell, daysFrom1904);
    if (isRefusal(value))
      faults.push(faultAt(source, cell.column, value, shown(cell.text, column.personal === true)));
    else values[column.field] = value;
  }
  for (const { field, required, zh, en } of definition.columns) {
    const place = places.get(field);
    if (!required || place === undefined || source.cells.some(({ column }) => column === place)) continue;
    faults.push(faultAt(source, place, rule('import-cell.missing', `缺少${zh}`, `${en} is missing`)));
  }
  const columnOf = (field: string): number | null => places.get(field) ?? null;
  return { kind: definition.kind, source, ordinal, values, ofMeasure, columnOf, faults };
};

const NO_COLUMN = rule('import-cell.no-column', '该列没有表头', 'This column has no header');
