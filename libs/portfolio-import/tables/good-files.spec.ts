import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { openTable } from './open-table.js';
import { archiveOf, workbookParts } from '../testing/archive.js';
import { cellName } from './table-row.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tranche-tables-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rowsOf = async (fileName: string, content: Buffer | string): Promise<string[][]> => {
  const path = join(folder, fileName);
  await writeFile(path, content);
  const found: string[][] = [];
  for await (const { sheet, row, cells } of (await openTable(path, fileName)).rows())
    found.push(cells.map(({ column, kind, text }) => `${sheet}!${cellName(column, row)} ${kind} ${text}`));
  return found;
};

describe('a workbook', () => {
  const rows =
    '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>直接</t></is></c></row>' +
    '<row r="3"><c r="A3"><v>1.1000000000000001</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" t="e"><v>#REF!</v></c></row>' +
    '<row r="4"><c r="B4"><v>1.5E6</v></c><c r="D4" t="s"><v>0</v></c></row>';
  const texts =
    '<sst><si><t>  </t></si><si><r><t>李</t></r><r><t>四</t></r><rPh><t>りし</t></rPh></si></sst>';

  it('gives its rows with sheet, cell and kind; numbers as they were typed, empty cells not at all', async () => {
    const file = archiveOf(
      workbookParts([{ name: '受益人', rows }], [{ name: 'xl/sharedStrings.xml', content: texts }]),
    );
    expect(await rowsOf('list.xlsx', file)).toEqual([
      ['受益人!A1 text 李四', '受益人!C1 text 直接'],
      ['受益人!A3 number 1.1', '受益人!B3 boolean 1', '受益人!C3 error #REF!'],
      ['受益人!B4 number 1500000'],
    ]);
  });
});

describe('a CSV file', () => {
  const text = 'name,amount\r\n"李, 四","1234.50"\r\n\r\n𠮷野,"two\nlines"\r\n';
  const expected = [
    ['!A1 text name', '!B1 text amount'],
    ['!A2 text 李, 四', '!B2 text 1234.50'],
    [],
    ['!A4 text 𠮷野', '!B4 text two\nlines'],
  ];

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['GB18030, in which spreadsheets of our offices save', iconv.encode(text, 'gb18030')],
    ['UTF-16, "Unicode text"', iconv.encode(text, 'utf-16le', { addBOM: true })],
  ])('is read in %s', async (_encoding, content) => {
    expect(await rowsOf('list.csv', content)).toEqual(expected);
  });
});

it.each([
  [0, 1, 'A1'],
  [25, 2, 'Z2'],
  [26, 3, 'AA3'],
  [701, 4, 'ZZ4'],
  [702, 5, 'AAA5'],
])('column %i of row %i is called %s', (column, row, name) => {
  expect(cellName(column, row)).toBe(name);
});
