import { mask } from '#kernel/chinese-identifiers/mask.js';
import { cellName, type TableRow } from './tables/table-row.js';

/** Why a row is not taken over, or what somebody should look at. */
export interface RowFault {
  readonly sheet: string;
  readonly row: number;
  /** `C17`; null when it is about the row as a whole. */
  readonly cell: string | null;
  /** Code of the rule. */
  readonly rule: string;
  readonly zh: string;
  readonly en: string;
  /** As in the file; masked when it is personal. */
  readonly value: string | null;
}

interface Rule {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

const SHOWN_CHARACTERS = 60;

export const shown = (value: string, isPersonal: boolean): string =>
  isPersonal ? mask(value.slice(0, SHOWN_CHARACTERS)) : value.slice(0, SHOWN_CHARACTERS);

export const faultAt = (
  { sheet, row }: Pick<TableRow, 'sheet' | 'row'>,
  column: number | null,
  { code, zh, en }: Rule,
  value: string | null = null,
): RowFault => ({
  sheet,
  row,
  cell: column === null ? null : cellName(column, row),
  rule: code,
  zh,
  en,
  value,
});

export const rule = (code: string, zh: string, en: string): Rule => ({ code, zh, en });
