import { Workbook } from '@cj-tech-master/excelts';
import { checkedAnswer } from './checked-answer.js';
import { isWorkbook, workbookAsCsv } from './workbook-as-csv.js';

const workbook = async (...rows: readonly (readonly unknown[])[]): Promise<Uint8Array> => {
  const book = new Workbook();
  const sheet = book.addWorksheet('回单');
  for (const row of rows) sheet.addRow([...row] as never);
  return new Uint8Array(await book.xlsx.writeBuffer());
};
const HEADER = ['端到端标识', '金额', '状态', '银行流水号', '日期', '原因'];

describe('A bank answer in a workbook', () => {
  it('is read as the same table in CSV, with days that are numbers', async () => {
    const bytes = await workbook(
      HEADER,
      ['AWARD1-1-1', 1000.5, '成功', 'R1', 45418, ''],
      ['AWARD2-3-2', '5,000.00', '退票', 'R2', '2024-05-07', 'AC04 账户已销户'],
    );
    expect(isWorkbook(bytes)).toBe(true);
    const csv = await workbookAsCsv(bytes);
    expect(csv).toBeInstanceOf(Uint8Array);
    expect(checkedAnswer(csv as Uint8Array, undefined)).toMatchObject({
      answer: {
        entries: [
          { endToEndId: 'AWARD1-1-1', amountFen: 100_050n, outcome: 'settled', happenedOn: '2024-05-06' },
          { endToEndId: 'AWARD2-3-2', outcome: 'returned', happenedOn: '2024-05-07', reasonCode: 'AC04' },
        ],
      },
    });
  });

  it('is refused where a number has lost digits, and an amount where it has more than two decimals', async () => {
    const lost = await workbook(HEADER, [
      'AWARD1-1-1',
      1,
      '成功',
      Number('6222021234567890123'),
      '2024-05-06',
      '',
    ]);
    expect(await workbookAsCsv(lost)).toMatchObject({
      code: 'bank-answer.digits-lost',
      facts: { cell: 'D2' },
    });
    const odd = await workbook(HEADER, ['AWARD1-1-1', 10.005, '成功', 'R1', '2024-05-06', '']);
    expect(checkedAnswer((await workbookAsCsv(odd)) as Uint8Array, undefined)).toMatchObject({
      code: 'bank-file.amount',
    });
  });

  it('that is none, or an old one, is refused by the reader of tables', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect(await workbookAsCsv(old)).toMatchObject({ code: 'import-file.old-format' });
    expect(isWorkbook(Buffer.from('端到端标识'))).toBe(false);
  });
});
