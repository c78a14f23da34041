import { assert } from '#kernel/assert.js';
import { yuanOf } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { readAmount } from './bank-amount.js';
import {
  checkCreditTransfer,
  checkCreditTransferFile,
  checkEndToEndIds,
  type CreditTransfer,
  type CreditTransferFile,
  refuseLine,
} from './credit-transfer.js';
import { type CsvRow, fromFormulaSafe, readCsvTable, renderCsv, toFormulaSafe } from './csv-table.js';
import { refusable, rowPlace, stop, stopAt } from './place.js';
import { decodeTable, encodeText, survivesGb18030 } from './text-encoding.js';

/** What a column of a bank's batch template may hold. */
export type BankCsvField =
  | 'lineNo'
  | 'endToEndId'
  | 'creditorAccount'
  | 'creditorName'
  | 'creditorBankName'
  | 'creditorBankCode'
  | 'amountYuan'
  | 'purpose'
  | 'remark'
  | 'executeOn'
  | 'debtorAccount'
  | 'debtorName'
  | 'contentHash';

/** One bank's batch template. */
export interface BankCsvTemplate {
  /** Header → field, in the order of the columns. */
  readonly columns: Readonly<Record<string, BankCsvField>>;
  /**
   * Written after accounts, ids and bank codes to stop spreadsheets from turning them into numbers. Only for banks whose
   * importer is known to strip it; the rest take digits as they are, because nothing legal in CSV prevents it.
   */
  readonly digitsMark?: '\t';
  /** Small banks take a limited number of transfers in one file; a larger batch is refused, not split. */
  readonly maxTransfers?: number;
}

export const COMMON_TEMPLATE: BankCsvTemplate = {
  columns: {
    序号: 'lineNo',
    端到端标识: 'endToEndId',
    收款账号: 'creditorAccount',
    收款户名: 'creditorName',
    收款行名称: 'creditorBankName',
    联行号: 'creditorBankCode',
    金额: 'amountYuan',
    用途: 'purpose',
    附言: 'remark',
  },
};

/** Without these columns a file could not be checked against the approved batch. */
const REQUIRED: readonly BankCsvField[] = [
  'endToEndId',
  'creditorAccount',
  'creditorName',
  'creditorBankName',
  'creditorBankCode',
  'amountYuan',
  'purpose',
];

const assertTemplate = (template: BankCsvTemplate): void => {
  const fields = Object.values(template.columns);
  assert(new Set(fields).size === fields.length, 'A bank template has two columns for one field');
  for (const field of REQUIRED) assert(fields.includes(field), `A bank template lacks a column for ${field}`);
};

/** Enough of the hash to recognise the batch, short enough for the 60 bytes that banks give 附言. */
const HASH_START_LENGTH = 16;

const remarkOf = (file: CreditTransferFile): string =>
  `${file.messageId} ${file.contentHash.slice(0, HASH_START_LENGTH)}`;

const cellsOf = (
  file: CreditTransferFile,
  transfer: CreditTransfer,
  line: number,
  digitsMark: string,
): Readonly<Record<BankCsvField, string>> => ({
  lineNo: String(line),
  endToEndId: transfer.endToEndId + digitsMark,
  creditorAccount: transfer.creditor.account + digitsMark,
  creditorName: toFormulaSafe(transfer.creditor.name),
  creditorBankName: toFormulaSafe(transfer.creditor.bankName),
  creditorBankCode: transfer.creditor.bankCode + digitsMark,
  amountYuan: yuanOf(transfer.amountFen),
  purpose: toFormulaSafe(transfer.purpose),
  remark: remarkOf(file),
  executeOn: file.executeOn,
  debtorAccount: file.debtor.account + digitsMark,
  debtorName: toFormulaSafe(file.debtor.name),
  contentHash: file.contentHash,
});

const checkEncodable = (file: CreditTransferFile): Refusal | undefined => {
  const texts = [
    { line: 0, field: 'debtor/name', text: file.debtor.name },
    ...file.transfers.flatMap(({ creditor, purpose }, index) => [
      { line: index + 1, field: 'creditor/name', text: creditor.name },
      { line: index + 1, field: 'creditor/bankName', text: creditor.bankName },
      { line: index + 1, field: 'purpose', text: purpose },
    ]),
  ];
  const lost = texts.find(({ text }) => !survivesGb18030(text));
  return (
    lost &&
    refuseLine(
      lost.line,
      lost.field,
      'bank-file.not-encodable',
      'GB18030 无法无损表示其中的字符',
      'GB18030 cannot carry one of its characters without loss',
    )
  );
};

const checkCount = (file: CreditTransferFile, template: BankCsvTemplate): Refusal | undefined => {
  const limit = template.maxTransfers ?? Number.POSITIVE_INFINITY;
  return file.transfers.length <= limit
    ? undefined
    : refuseLine(
        0,
        'transfers',
        'bank-file.too-many',
        `共 ${file.transfers.length} 笔，该银行模板每个文件最多 ${limit} 笔`,
        `${file.transfers.length} transfers, this bank takes ${limit} in a file`,
      );
};

/**
 * Renders the file as a bank's batch table in GB18030 with CRLF. GBK would lose rare characters in names. Text that a
 * spreadsheet would run as a formula is neutralised; a name that GB18030 cannot carry is refused with its line.
 */
export const renderBankCsv = (
  file: CreditTransferFile,
  template: BankCsvTemplate = COMMON_TEMPLATE,
): Buffer | Refusal => {
  assertTemplate(template);
  const refusal = checkCreditTransferFile(file) ?? checkCount(file, template) ?? checkEncodable(file);
  if (refusal) return refusal;
  const fields = Object.values(template.columns);
  const records = file.transfers.map((transfer, index) => {
    const cells = cellsOf(file, transfer, index + 1, template.digitsMark ?? '');
    return fields.map((field) => cells[field]);
  });
  return encodeText(renderCsv([Object.keys(template.columns), ...records]), 'gb18030');
};

/** What a bank table still says of its batch; the head of the file stays behind. */
export interface ParsedBankCsv {
  /** From 附言, null when the template has no such column. */
  readonly messageId: string | null;
  /** The first sixteen digits of the content hash, from 附言. */
  readonly contentHashStart: string | null;
  readonly transfers: readonly CreditTransfer[];
}

const cellReader =
  (template: BankCsvTemplate, { row, cells }: CsvRow) =>
  (field: BankCsvField): string => {
    const column = Object.values(template.columns).indexOf(field);
    return (
      cells[column] ?? stopAt(rowPlace(row), 'bank-file.csv-columns', `缺少 ${field}`, `${field} is missing`)
    );
  };

const columnOf = (template: BankCsvTemplate, field: BankCsvField): string | undefined =>
  Object.keys(template.columns).find((header) => template.columns[header] === field);

const readTransfer = (template: BankCsvTemplate, row: CsvRow, line: number): CreditTransfer => {
  const cell = cellReader(template, row);
  const transfer: CreditTransfer = {
    endToEndId: cell('endToEndId').trim(),
    amountFen: readAmount(cell('amountYuan'), rowPlace(row.row, columnOf(template, 'amountYuan'))),
    creditor: {
      name: fromFormulaSafe(cell('creditorName')),
      account: cell('creditorAccount').trim(),
      bankCode: cell('creditorBankCode').trim(),
      bankName: fromFormulaSafe(cell('creditorBankName')),
    },
    purpose: fromFormulaSafe(cell('purpose')),
  };
  const refusal = checkCreditTransfer(transfer, line);
  return refusal ? stop(refusal) : transfer;
};

const readRemarks = (
  template: BankCsvTemplate,
  rows: readonly CsvRow[],
): Omit<ParsedBankCsv, 'transfers'> => {
  const column = columnOf(template, 'remark');
  if (column === undefined) return { messageId: null, contentHashStart: null };
  const remarks = rows.map((row) => cellReader(template, row)('remark'));
  const other = rows.find((_row, index) => remarks[index] !== remarks[0]);
  if (other)
    stopAt(
      rowPlace(other.row, column),
      'bank-file.mixed-batches',
      '与首行不是同一批次',
      'not of the same batch as the first row',
    );
  const [messageId = null, contentHashStart = null] = remarks[0]?.split(' ') ?? [];
  return { messageId, contentHashStart };
};

/** Reads a table that `renderBankCsv` wrote with the same template; its header must be the template's. */
export const parseBankCsv = (
  bytes: Uint8Array,
  template: BankCsvTemplate = COMMON_TEMPLATE,
): ParsedBankCsv | Refusal => {
  assertTemplate(template);
  return refusable(() => {
    const { header, rows } = readCsvTable(decodeTable(bytes));
    const expected = Object.keys(template.columns);
    if (header.join() !== expected.join()) {
      stopAt(
        rowPlace(1),
        'bank-file.csv-header',
        `表头应为：${expected.join('，')}`,
        `expected the header: ${expected.join(', ')}`,
      );
    }
    const transfers = rows.map((row, index) => readTransfer(template, row, index + 1));
    const repeated = checkEndToEndIds(transfers);
    return repeated ? stop(repeated) : { ...readRemarks(template, rows), transfers };
  });
};
