import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Workbook } from '@cj-tech-master/excelts';
import { csvOf } from './csv-stream.js';
import type { Table } from './table.js';
import { xlsxOf } from './xlsx-stream.js';

interface Row {
  readonly id: string | null;
  readonly text: string;
  readonly yuan: string;
}

const tableOf = (rows: Iterable<Row>): Table<Row> => ({
  title: '日记账',
  columns: [
    { title: '编号', kind: 'text', value: ({ id }) => id },
    { title: '摘要', kind: 'text', value: ({ text }) => text },
    { title: '金额', kind: 'amount', value: ({ yuan }) => yuan },
  ],
  rows: Readable.from(rows),
});

const csv = async (rows: Iterable<Row>): Promise<string> =>
  (await buffer(csvOf(tableOf(rows)))).toString('utf8');

const sheetOf = async (rows: Iterable<Row>) => {
  const workbook = new Workbook();
  await workbook.xlsx.load(await buffer(xlsxOf(tableOf(rows))));
  const sheet = workbook.getWorksheet('日记账');
  if (!sheet) throw new Error('no sheet');
  return sheet;
};

describe('a CSV file', () => {
  it('begins with the mark that makes spreadsheets read UTF-8, and has one line per row', async () => {
    expect(await csv([{ id: 'a', text: '一', yuan: '1.00' }])).toBe('\uFEFF编号,摘要,金额\r\na,一,1.00\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+86', "'+86"],
    ['a, "b"', '"a, ""b"""'],
  ])('makes no formula and no second cell of %s', async (text, cell) => {
    expect(await csv([{ id: 'a', text, yuan: '-1.00' }])).toContain(`\r\na,${cell},-1.00\r\n`);
  });

  it.each(['0000000000000042', '6222021234567890123', '007'])('keeps %s as text', async (id) => {
    expect(await csv([{ id, text: 'x', yuan: '0.00' }])).toContain(`\r\n${id}\t,`);
  });
});

describe('an XLSX file', () => {
  it('is read back by a spreadsheet library, text as text and amounts as numbers with two decimals', async () => {
    const sheet = await sheetOf([
      { id: '0000000000000042', text: '=1+1 <&> "㐀𠮷"', yuan: '-1234.50' },
      { id: null, text: 'a\u0001b', yuan: '99999999999999.01' },
    ]);
    expect(sheet.getRow(1).values).toEqual([undefined, '编号', '摘要', '金额']);
    const [first, second] = [sheet.getRow(2), sheet.getRow(3)];
    expect([1, 2, 3].map((no) => first.getCell(no).value)).toEqual([
      '0000000000000042',
      '=1+1 <&> "㐀𠮷"',
      -1234.5,
    ]);
    expect([first.getCell(1).numFmt, first.getCell(3).numFmt]).toEqual(['@', '#,##0.00']);
    // More digits than a spreadsheet keeps stay text.
    expect([1, 2, 3].map((no) => second.getCell(no).value)).toEqual([null, 'ab', '99999999999999.01']);
  });

  it('is written as it is taken: of a table without an end, the first pieces come at once', async () => {
    let made = 0;
    function* endless(): Generator<Row> {
      for (;;) yield { id: String((made += 1)), text: 'x'.repeat(100), yuan: '1.00' };
    }
    let pieces = 0;
    for await (const _piece of xlsxOf(tableOf(endless()))) {
      pieces += 1;
      if (pieces === 8) break;
    }
    expect(made).toBeLessThan(50_000);
  });
});
