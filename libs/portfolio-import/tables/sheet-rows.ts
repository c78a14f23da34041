import type { SharedTexts } from './shared-texts.js';
import { type CellKind, cellName, type TableCell, type TableRow } from './table-row.js';
import type { TableLimits } from './table-limits.js';
import { stopAtLimit, stopFile } from './table-refusals.js';
import type { XmlHandlers } from './xml-part.js';

/** Shared by the sheets of one workbook. */
export interface RowCount {
  rows: number;
}

const CELL = /^([A-Z]{1,8})([1-9]\d{0,9})$/;

const columnOf = (letters: string): number => {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
};

/** Puts the elements of one sheet together to rows. */
export class SheetRows {
  #complete: TableRow[] = [];
  #cells: TableCell[] = [];
  #row = 0;
  #column = -1;
  #type = '';
  #value = '';
  #collecting = false;
  #inReading = false;

  constructor(
    private readonly sheet: string,
    private readonly texts: SharedTexts,
    private readonly limits: TableLimits,
    private readonly count: RowCount,
  ) {}

  /** Hands over the rows that are complete. */
  taken(): readonly TableRow[] {
    const rows = this.#complete;
    this.#complete = [];
    return rows;
  }

  readonly handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (name === 'row') this.#startRow(attributes.r);
      if (name === 'c') this.#startCell(attributes.r, attributes.t);
      if (name === 'f') this.#stopAtFormula();
      if (name === 'rPh') this.#inReading = true;
      this.#collecting = (name === 'v' || name === 't') && !this.#inReading;
    },
    text: (more) => {
      if (!this.#collecting) return;
      this.#value += more;
      if (this.#value.length > this.limits.cellCharacters) this.#stopAtLongCell();
    },
    close: (name) => {
      this.#collecting = false;
      if (name === 'rPh') this.#inReading = false;
      if (name === 'c') this.#endCell();
      if (name === 'row') this.#complete.push({ sheet: this.sheet, row: this.#row, cells: this.#cells });
    },
  };

  #startRow(stated: string | undefined): void {
    const { sheet, limits, count } = this;
    const row = stated === undefined ? this.#row + 1 : Number(stated);
    if (!Number.isInteger(row) || row <= this.#row) {
      const place = { sheet, row: this.#row + 1 };
      stopFile('broken-sheet', { zh: '行号混乱', en: 'its rows are out of order' }, place);
    }
    this.#row = row;
    this.#column = -1;
    this.#cells = [];
    count.rows += 1;
    if (count.rows > limits.rows)
      stopAtLimit('too-many-rows', limits.rows, { zh: '行', en: 'rows' }, { sheet, row });
  }

  #startCell(stated: string | undefined, type = 'n'): void {
    const match = CELL.exec(stated ?? cellName(this.#column + 1, this.#row));
    const column = columnOf(match?.[1] ?? '');
    const place = { sheet: this.sheet, row: this.#row };
    if (column <= this.#column || Number(match?.[2]) !== this.#row)
      stopFile('broken-sheet', { zh: '单元格次序混乱', en: 'its cells are out of order' }, place);
    if (column >= this.limits.columns)
      stopAtLimit('too-many-columns', this.limits.columns, { zh: '列', en: 'columns' }, place);
    this.#column = column;
    this.#type = type;
    this.#value = '';
  }

  #endCell(): void {
    const cell = cellOf(this.#column, this.#type, this.#value, this.texts);
    if (cell.text.length > this.limits.cellCharacters) this.#stopAtLongCell();
    if (cell.text.trim() !== '') this.#cells.push(cell);
  }

  #place(): { readonly sheet: string; readonly cell: string } {
    return { sheet: this.sheet, cell: cellName(this.#column, this.#row) };
  }

  #stopAtFormula(): never {
    const words = { zh: '含有公式；请粘贴为数值', en: 'has a formula; paste its value instead' };
    return stopFile('formula', words, this.#place());
  }

  #stopAtLongCell(): never {
    const limit = this.limits.cellCharacters;
    return stopAtLimit('cell-too-long', limit, { zh: '个字符', en: 'characters' }, this.#place());
  }
}

const KINDS: Readonly<Record<string, CellKind>> = { n: 'number', b: 'boolean', e: 'error' };

const cellOf = (column: number, type: string, value: string, texts: SharedTexts): TableCell => {
  if (type === 's') return { column, kind: 'text', text: texts.at(Number(value || 'none')) ?? '' };
  const kind = KINDS[type] ?? 'text';
  return { column, kind, text: kind === 'number' ? shortest(value) : value };
};

/** Spreadsheets store 1.1 as 1.1000000000000001; the shortest decimal of the same number is what was typed. */
const shortest = (value: string): string => (value.trim() === '' ? '' : String(Number(value)));
