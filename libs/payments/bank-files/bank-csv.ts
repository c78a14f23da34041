import { type Fen, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import { readAmount } from './bank-amount.js';
import {
  type BankCsvField,
  type BankCsvTemplate,
  COMMON_TEMPLATE,
  type SummaryField,
} from './bank-template.js';
import {
  checkCreditTransfer,
  checkCreditTransferFile,
  checkEndToEndIds,
  type CreditTransfer,
  type CreditTransferFile,
  refuseLine,
  totalOf,
} from './credit-transfer.js';
import {
  type CsvRow,
  type CsvTable,
  fromFormulaSafe,
  readCsvTable,
  renderCsv,
  toFormulaSafe,
} from './csv-table.js';
import { refusable, rowPlace, stop, stopAt } from './place.js';
import { decodeTable, encodeText, survivesGb18030 } from './text-encoding.js';

/** Enough of the hash to recognise the batch, short enough for the 60 bytes that banks give 附言. */
const HASH_START_LENGTH = 16;

const remarkOf = (file: CreditTransferFile): string =>
  `${file.messageId} ${file.contentHash.slice(0, HASH_START_LENGTH)}`;

const amountText = (amountFen: Fen, unit: BankCsvTemplate['amountUnit']): string =>
  unit === 'fen' ? String(amountFen) : yuanOf(amountFen);

const cellsOf = (
  file: CreditTransferFile,
  transfer: CreditTransfer,
  line: number,
  template: BankCsvTemplate,
): Readonly<Record<BankCsvField, string>> => {
  const digitsMark: string = template.digitsMark ?? '';
  return {
    lineNo: String(line),
    endToEndId: transfer.endToEndId + digitsMark,
    creditorAccount: transfer.creditor.account + digitsMark,
    creditorName: toFormulaSafe(transfer.creditor.name),
    creditorBankName: toFormulaSafe(transfer.creditor.bankName),
    creditorBankCode: transfer.creditor.bankCode + digitsMark,
    amountYuan: amountText(transfer.amountFen, template.amountUnit),
    purpose: toFormulaSafe(transfer.purpose),
    remark: remarkOf(file),
    executeOn: file.executeOn,
    debtorAccount: file.debtor.account + digitsMark,
    debtorName: toFormulaSafe(file.debtor.name),
    contentHash: file.contentHash,
  };
};

const checkEncodable = (file: CreditTransferFile, { encoding }: BankCsvTemplate): Refusal | undefined => {
  if (encoding === 'utf-8') return undefined;
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

const summaryOf = (
  file: CreditTransferFile,
  template: BankCsvTemplate,
): Readonly<Record<SummaryField, string>> => ({
  messageId: file.messageId,
  count: String(file.transfers.length),
  total: amountText(totalOf(file), template.amountUnit),
  executeOn: file.executeOn,
  debtorAccount: file.debtor.account,
  debtorName: toFormulaSafe(file.debtor.name),
  contentHash: file.contentHash,
});

const renderPart = (
  file: CreditTransferFile,
  template: BankCsvTemplate,
  transfers: readonly CreditTransfer[],
  from: number,
): Buffer => {
  const { head, foot, columns, encoding, delimiter } = template;
  const fields = Object.values(columns);
  const rows = transfers.map((transfer, index) => {
    const cells = cellsOf(file, transfer, from + index + 1, template);
    return fields.map((field) => cells[field]);
  });
  const said = summaryOf({ ...file, transfers }, template);
  const summaryRow = (some: readonly SummaryField[] | undefined): string[][] =>
    some ? [some.map((field) => said[field])] : [];
  const records = [...summaryRow(head), Object.keys(columns), ...rows, ...summaryRow(foot)];
  return encodeText(renderCsv(records, delimiter), encoding);
};

/**
 * Renders the file as a bank's batch tables with CRLF, in as many files as the bank's limit makes of it. GBK would lose rare
 * characters in names, so the encoding is GB18030 or UTF-8. Text that a spreadsheet would run as a formula is neutralised; a name that
 * GB18030 cannot carry is refused with its line.
 */
export const renderBankCsvParts = (
  file: CreditTransferFile,
  template: BankCsvTemplate = COMMON_TEMPLATE,
): readonly Buffer[] | Refusal => {
  const refusal = checkCreditTransferFile(file) ?? checkEncodable(file, template);
  if (refusal) return refusal;
  const size = template.maxTransfers ?? file.transfers.length;
  const parts: Buffer[] = [];
  for (let from = 0; from < file.transfers.length; from += size)
    parts.push(renderPart(file, template, file.transfers.slice(from, from + size), from));
  return parts;
};

/** The same for a bank that takes all of it in one file; more than one file is refused. */
export const renderBankCsv = (
  file: CreditTransferFile,
  template: BankCsvTemplate = COMMON_TEMPLATE,
): Buffer | Refusal => {
  const parts = renderBankCsvParts(file, template);
  if (isRefusal(parts)) return parts;
  const [first] = parts;
  return first && parts.length === 1 ? first : tooMany(file, template);
};

const tooMany = ({ transfers }: CreditTransferFile, { maxTransfers }: BankCsvTemplate): Refusal =>
  refuseLine(
    0,
    'transfers',
    'bank-file.too-many',
    `共 ${transfers.length} 笔，该银行模板每个文件最多 ${maxTransfers} 笔`,
    `${transfers.length} transfers, this bank takes ${maxTransfers} in a file`,
  );

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

const readTemplateAmount = (text: string, template: BankCsvTemplate, { row }: CsvRow): Fen => {
  const place = rowPlace(row, columnOf(template, 'amountYuan'));
  if (template.amountUnit === 'yuan') return readAmount(text, place);
  return /^\d{1,18}$/.test(text)
    ? BigInt(text)
    : stopAt(place, 'bank-file.amount', '金额应为以分为单位的整数', 'the amount is a whole number of fen');
};

/** The table without the summaries around it; they repeat what the table says. */
const tableWithin = (text: string, { head, foot, delimiter }: BankCsvTemplate): CsvTable => {
  const lines = text.split('\r\n');
  if (lines.at(-1) === '') lines.pop();
  return readCsvTable(lines.slice(head ? 1 : 0, foot ? -1 : undefined).join('\r\n'), delimiter);
};

const readTransfer = (template: BankCsvTemplate, row: CsvRow, line: number): CreditTransfer => {
  const cell = cellReader(template, row);
  const transfer: CreditTransfer = {
    endToEndId: cell('endToEndId').trim(),
    amountFen: readTemplateAmount(cell('amountYuan'), template, row),
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
  return refusable(() => {
    const { header, rows } = tableWithin(decodeTable(bytes), template);
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
