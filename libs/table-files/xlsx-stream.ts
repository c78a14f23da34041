import { inPieces, type Table, type TableColumn } from './table.js';
import { type ZipEntry, zipOf } from './zip-stream.js';

/** A sheet has 1,048,576 rows; the rest goes on the next sheet. */
const ROWS_PER_SHEET = 1_000_000;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const ILL_FORMED = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** XML has no way to write most control characters. */
const escaped = (text: string): string =>
  text.replace(ILL_FORMED, '').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

const TEXT_STYLE = 1;
const AMOUNT_STYLE = 2;
const HEADER_STYLE = 3;

const textCell = (text: string, style: number): string =>
  `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** A spreadsheet keeps fifteen digits; an amount with more stays text, so that no fen is lost. */
const FITS_A_NUMBER = /^-?\d{1,13}\.\d{2}$/;

const cellOf = <Row>({ kind, value }: TableColumn<Row>, row: Row): string => {
  const text = value(row);
  if (text === null) return '<c/>';
  if (kind === 'amount' && FITS_A_NUMBER.test(text)) return `<c s="${AMOUNT_STYLE}"><v>${text}</v></c>`;
  return textCell(text, TEXT_STYLE);
};

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

/** The rows of one sheet after the other; what is left of the source decides whether there is a next one. */
class Sheets<Row> {
  readonly #table: Table<Row>;
  readonly #source: AsyncIterator<Row>;
  #next: IteratorResult<Row> | undefined;

  constructor(table: Table<Row>) {
    this.#table = table;
    this.#source = table.rows[Symbol.asyncIterator]();
  }

  async isOver(): Promise<boolean> {
    this.#next ??= await this.#source.next();
    return this.#next.done === true;
  }

  async *sheet(): AsyncGenerator<string> {
    const { columns } = this.#table;
    const widths = columns.map(
      (_, index) => `<col min="${index + 1}" max="${index + 1}" width="20" customWidth="1"/>`,
    );
    yield `${XML}<worksheet xmlns="${MAIN}"><cols>${widths.join('')}</cols><sheetData>`;
    yield `<row>${columns.map(({ title }) => textCell(title, HEADER_STYLE)).join('')}</row>`;
    for (let count = 0; count < ROWS_PER_SHEET; count += 1) {
      if (await this.isOver()) break;
      const row = this.#next?.value as Row;
      this.#next = undefined;
      yield `<row>${columns.map((column) => cellOf(column, row)).join('')}</row>`;
    }
    yield '</sheetData></worksheet>';
  }

  /** Frees what the rows are read from, also when nobody wants the rest of the file. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function* parts<Row>(title: string, sheets: Sheets<Row>): AsyncGenerator<ZipEntry> {
  yield { name: 'xl/styles.xml', content: once(STYLES) };
  let count = 0;
  do {
    count += 1;
    yield { name: `xl/worksheets/sheet${count}.xml`, content: inPieces(sheets.sheet()) };
  } while (!(await sheets.isOver()));
  for (const [name, text] of Object.entries(frame(title, count))) yield { name, content: once(text) };
}

const frame = (title: string, count: number): Readonly<Record<string, string>> => {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const nameOf = (no: number): string => escaped(no === 1 ? title : `${title} ${no}`);
  const sheets = numbers.map((no) => `<sheet name="${nameOf(no)}" sheetId="${no}" r:id="rId${no}"/>`);
  const links = numbers.map(
    (no) => `<Relationship Id="rId${no}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${no}.xml"/>`,
  );
  const types = numbers.map(
    (no) =>
      `<Override PartName="/xl/worksheets/sheet${no}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  return {
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}<Relationship Id="rId${count + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${types.join('')}</Types>`,
  };
};

/** A table as an XLSX workbook, piece by piece. */
export async function* xlsxOf<Row>(table: Table<Row>): AsyncGenerator<Buffer> {
  const sheets = new Sheets(table);
  try {
    yield* zipOf(parts(table.title, sheets));
  } finally {
    await sheets.close();
  }
}
