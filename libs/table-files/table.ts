/** A column of a table that leaves the service as a file. */
export interface TableColumn<Row> {
  readonly title: string;
  /** `amount` is decimal yuan in a string; null leaves the cell empty. */
  readonly kind: 'text' | 'amount';
  readonly value: (row: Row) => string | null;
}

export interface Table<Row> {
  /** Of the sheet, at most 31 characters. */
  readonly title: string;
  readonly columns: readonly TableColumn<Row>[];
  /** Read once, as fast as the file is taken. */
  readonly rows: AsyncIterable<Row>;
}

export const TABLE_FORMATS = ['csv', 'xlsx'] as const;

export type TableFormat = (typeof TABLE_FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Pieces of at least this size: one small write per row would cost more than the row. */
const PIECE_CHARACTERS = 65_536;

/** Joins small texts into pieces worth writing. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
