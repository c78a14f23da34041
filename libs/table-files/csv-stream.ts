import { renderCsv, toFormulaSafe } from '#payments/bank-files/csv-table.js';
import { inPieces, type Table, type TableColumn } from './table.js';

/** Without it spreadsheets on Chinese Windows read UTF-8 as GBK. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A spreadsheet makes a number of these, and loses digits and leading zeros; a tab behind them keeps them text. */
const LOSES_AS_NUMBER = /^(?:0\d+|\d{12,})$/;

const cellOf = <Row>({ kind, value }: TableColumn<Row>, row: Row): string => {
  const text = value(row) ?? '';
  if (kind === 'amount') return text;
  return LOSES_AS_NUMBER.test(text) ? `${text}\t` : toFormulaSafe(text);
};

async function* lines<Row>({ columns, rows }: Table<Row>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + renderCsv([columns.map(({ title }) => title)]);
  for await (const row of rows) yield renderCsv([columns.map((column) => cellOf(column, row))]);
}

/** A table as CSV in UTF-8, piece by piece. */
export async function* csvOf<Row>(table: Table<Row>): AsyncGenerator<Buffer> {
  for await (const piece of inPieces(lines(table))) yield Buffer.from(piece, 'utf8');
}
