import { yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { readAmount } from './bank-amount.js';
import {
  type BankAnswer,
  type BankAnswerEntry,
  type BankOutcome,
  orNull,
  readDay,
  sharedValue,
} from './bank-answer.js';
import {
  type CsvRow,
  type CsvTable,
  fromFormulaSafe,
  readCsvTable,
  renderCsv,
  toFormulaSafe,
} from './csv-table.js';
import { brief, refusable, rowPlace, stop, stopAt } from './place.js';
import { decodeTable, encodeText, type TextEncoding } from './text-encoding.js';

type AnswerField =
  'endToEndId' | 'amount' | 'status' | 'bankReference' | 'date' | 'reason' | 'reasonCode' | 'messageId';

/** Headers that banks use, in lower case without spaces; other columns are the bank's own and are passed over. */
const FIELD_OF: Readonly<Record<string, AnswerField>> = {
  端到端标识: 'endToEndId',
  endtoendid: 'endToEndId',
  金额: 'amount',
  amount: 'amount',
  状态: 'status',
  status: 'status',
  银行流水号: 'bankReference',
  bankreference: 'bankReference',
  日期: 'date',
  date: 'date',
  原因: 'reason',
  reason: 'reason',
  原因代码: 'reasonCode',
  reasoncode: 'reasonCode',
  批次号: 'messageId',
  messageid: 'messageId',
};

const REQUIRED: readonly (readonly [AnswerField, string])[] = [
  ['endToEndId', '端到端标识 / endToEndId'],
  ['amount', '金额 / amount'],
  ['status', '状态 / status'],
];

const OUTCOME_OF: Readonly<Record<string, BankOutcome>> = {
  已受理: 'accepted',
  accepted: 'accepted',
  成功: 'settled',
  settled: 'settled',
  success: 'settled',
  失败: 'rejected',
  rejected: 'rejected',
  failed: 'rejected',
  退票: 'returned',
  returned: 'returned',
};

const KNOWN_STATUSES = Object.keys(OUTCOME_OF).join(' ');

type Columns = ReadonlyMap<AnswerField, { readonly index: number; readonly header: string }>;

const readColumns = ({ header }: CsvTable): Columns => {
  const columns = new Map<AnswerField, { index: number; header: string }>();
  for (const [index, name] of header.entries()) {
    const key = name.toLowerCase().replaceAll(/[\s_-]/g, '');
    const field = Object.hasOwn(FIELD_OF, key) ? FIELD_OF[key] : undefined;
    if (!field) continue;
    if (columns.has(field))
      stopAt(rowPlace(1, name), 'bank-file.csv-header', '该列出现两次', 'the column occurs twice');
    columns.set(field, { index, header: name });
  }
  const missing = REQUIRED.find(([field]) => !columns.has(field));
  return missing
    ? stop(
        refuse(
          'bank-file.csv-header',
          `第 1 行：表头缺少“${missing[1]}”列`,
          `row 1: the header has no column ${missing[1]}`,
          {
            facts: { row: 1, column: missing[1] },
          },
        ),
      )
    : columns;
};

/** Bank exports guard ids with a tab or an apostrophe; neither belongs to the value. */
const cellAt = (columns: Columns, { cells }: CsvRow, field: AnswerField): string | null => {
  const column = columns.get(field);
  return column ? orNull(fromFormulaSafe(cells[column.index]?.trim() ?? '')) : null;
};

const CODE_IN_FRONT = /^([A-Z]{2}\d{2})(?![A-Za-z0-9])/;

const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

const readEntry = (columns: Columns, row: CsvRow, entryNo: number): BankAnswerEntry => {
  const cell = (field: AnswerField): string | null => cellAt(columns, row, field);
  const place = (field: AnswerField) => rowPlace(row.row, columns.get(field)?.header);
  const status = cell('status')?.toLowerCase() ?? '';
  const outcome = Object.hasOwn(OUTCOME_OF, status) ? OUTCOME_OF[status] : undefined;
  const amount = cell('amount');
  const date = cell('date');
  const reason = cell('reason');
  return {
    entryNo,
    endToEndId: cell('endToEndId'),
    outcome:
      outcome ??
      stopAt(
        place('status'),
        'bank-answer.status',
        `不认识状态“${brief(status)}”，可用：${KNOWN_STATUSES}`,
        `unknown status "${brief(status)}", known: ${KNOWN_STATUSES}`,
      ),
    amountFen:
      amount === null
        ? null
        : readAmount(THOUSANDS.test(amount) ? amount.replaceAll(',', '') : amount, place('amount')),
    bankReference: cell('bankReference'),
    happenedOn: date === null ? null : readDay(date, place('date')),
    // Banks without a column for the code write it before the sentence: "AC04 账户已销户".
    reasonCode: columns.has('reasonCode')
      ? cell('reasonCode')
      : (CODE_IN_FRONT.exec(reason ?? '')?.[1] ?? null),
    reason,
  };
};

export const readAnswerCsv = (bytes: Uint8Array): BankAnswer => {
  const table = readCsvTable(decodeTable(bytes));
  const columns = readColumns(table);
  return {
    format: 'csv',
    messageId: sharedValue(table.rows.map((row) => cellAt(columns, row, 'messageId'))),
    entries: table.rows.map((row, index) => readEntry(columns, row, index + 1)),
  };
};

/** Reads a bank's result table, in UTF-8 or GB18030, with Chinese or English headers. */
export const parseAnswerCsv = (bytes: Uint8Array): BankAnswer | Refusal =>
  refusable(() => readAnswerCsv(bytes));

const HEADER = ['端到端标识', '金额', '状态', '银行流水号', '日期', '原因', '原因代码', '批次号'];

const STATUS_OF: Readonly<Record<BankOutcome, string>> = {
  accepted: '已受理',
  settled: '成功',
  rejected: '失败',
  returned: '退票',
};

const recordOf = (entry: BankAnswerEntry, messageId: string | null): string[] =>
  [
    entry.endToEndId,
    entry.amountFen === null ? null : yuanOf(entry.amountFen),
    STATUS_OF[entry.outcome],
    entry.bankReference,
    entry.happenedOn,
    entry.reason,
    entry.reasonCode,
    messageId,
  ].map((cell) => toFormulaSafe(cell ?? ''));

/** Renders an answer as a bank would; for demonstrations, tests and bank simulators. */
export const renderAnswerCsv = (answer: BankAnswer, encoding: TextEncoding = 'gb18030'): Buffer =>
  encodeText(
    renderCsv([HEADER, ...answer.entries.map((entry) => recordOf(entry, answer.messageId))]),
    encoding,
  );
