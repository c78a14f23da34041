import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { businessDate } from '#kernel/business-date.js';
import { isRefusal } from '#kernel/refusal.js';
import { parseAnswerCsv, renderAnswerCsv } from './answer-csv.js';
import { sampleReturn, someAnswer } from './arbitraries.js';
import { encodeText } from './text-encoding.js';

const golden = readFileSync(new URL('./golden/settled-then-returned.csv', import.meta.url));
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const withRow = (row: string): Buffer =>
  utf8(`端到端标识,金额,状态,银行流水号,日期,原因\r\nE-1,1.00,成功,R1,2026-11-23,\r\n${row}\r\n`);

describe('The bank’s result table', () => {
  it('is rendered as the golden file, byte for byte, and read back', () => {
    const answer = { ...sampleReturn, format: 'csv' as const };
    expect(renderAnswerCsv(answer).equals(golden)).toBe(true);
    expect(parseAnswerCsv(golden)).toEqual(answer);
  });

  it('reads back whatever it wrote, in GB18030 and in UTF-8', () => {
    const answers = someAnswer('csv', ['accepted', 'settled', 'rejected', 'returned'], (value) =>
      fc.option(value),
    );
    fc.assert(
      fc.property(answers, fc.constantFrom('gb18030' as const, 'utf-8' as const), (answer, encoding) => {
        expect(parseAnswerCsv(renderAnswerCsv(answer, encoding))).toEqual(answer);
      }),
      { numRuns: 200 },
    );
  });

  it('reads the same Chinese table from GB18030 and from UTF-8 with a byte order mark', () => {
    const text =
      '端到端标识,金额,状态,银行流水号,日期,原因\nE-1,"1,234,567.80",退票,R1,2026/3/5,AC04 账户已销户\n';
    const expected = {
      format: 'csv',
      messageId: null,
      entries: [
        {
          entryNo: 1,
          endToEndId: 'E-1',
          outcome: 'returned',
          amountFen: 123_456_780n,
          bankReference: 'R1',
          happenedOn: businessDate('2026-03-05'),
          reasonCode: 'AC04',
          reason: 'AC04 账户已销户',
        },
      ],
    };
    expect(parseAnswerCsv(encodeText(text, 'gb18030'))).toEqual(expected);
    expect(parseAnswerCsv(utf8(`\ufeff${text}`))).toEqual(expected);
  });

  it('reads English headers in any order, passes over the bank’s own columns and blank rows', () => {
    const text = "Teller,Status,End-to-end ID,Amount\n7,failed,E-1\t,0.00\n,,,\n7,SUCCESS,'E-2,5\n";
    expect(parseAnswerCsv(utf8(text))).toMatchObject({
      entries: [
        {
          entryNo: 1,
          endToEndId: 'E-1',
          outcome: 'rejected',
          amountFen: 0n,
          bankReference: null,
          happenedOn: null,
        },
        { entryNo: 2, endToEndId: 'E-2', outcome: 'settled', amountFen: 500n },
      ],
    });
  });

  it.each<[what: string, row: string, code: string, facts: object]>([
    ['three decimals', 'E-2,1.005,成功,R2,2026-11-23,', 'bank-file.amount', { row: 3, column: '金额' }],
    [
      'an amount in exponents',
      'E-2,1E+5,成功,R2,2026-11-23,',
      'bank-file.amount',
      { row: 3, column: '金额' },
    ],
    [
      'commas at the wrong places',
      'E-2,"12,34",成功,R2,2026-11-23,',
      'bank-file.amount',
      { row: 3, column: '金额' },
    ],
    ['a negative amount', 'E-2,-1.00,退票,R2,2026-11-23,', 'bank-file.amount', { row: 3, column: '金额' }],
    [
      'an unknown status',
      'E-2,1.00,好像成功,R2,2026-11-23,',
      'bank-answer.status',
      { row: 3, column: '状态' },
    ],
    ['no status', 'E-2,1.00,,R2,2026-11-23,', 'bank-answer.status', { row: 3, column: '状态' }],
    [
      'a status that is a property of objects',
      'E-2,1.00,constructor,R2,2026-11-23,',
      'bank-answer.status',
      { row: 3 },
    ],
    [
      'a day that does not exist',
      'E-2,1.00,成功,R2,2026-02-29,',
      'bank-file.date',
      { row: 3, column: '日期' },
    ],
    ['a missing cell', 'E-2,1.00,成功', 'bank-file.csv-columns', { row: 3 }],
    ['a bad row behind a blank one', ',,,,,\r\nE-2,x,成功,R2,2026-11-23,', 'bank-file.amount', { row: 4 }],
  ])('is refused with %s, at its row', (_what, row, code, facts) => {
    expect(parseAnswerCsv(withRow(row))).toMatchObject({ code, facts });
  });

  it('says the row and the rule in both languages', () => {
    expect(parseAnswerCsv(withRow('E-2,1.005,成功,R2,2026-11-23,'))).toMatchObject({
      zh: expect.stringMatching(/第 3 行“金额”列：.*最多两位小数/) as string,
      en: expect.stringMatching(/row 3, column "金额": .*at most two decimals/) as string,
    });
  });

  it.each<[what: string, text: string, code: string, row: number | undefined]>([
    ['a header without the status', '端到端标识,金额\nE-1,1.00\n', 'bank-file.csv-header', 1],
    ['a header with two amounts', '端到端标识,金额,Amount,状态\nE-1,1,2,成功\n', 'bank-file.csv-header', 1],
    ['an open quote', '端到端标识,金额,状态\nE-1,"1.00,成功\n', 'bank-file.csv', undefined],
    ['65 columns', `${Array.from({ length: 65 }, (_, index) => `c${index}`).join()}\n`, 'bank-file.csv', 1],
    ['a row of 65 commas', `端到端标识,金额,状态\nE-1,1,成功\n${','.repeat(65)}\n`, 'bank-file.csv', 3],
    ['a line of 70000 commas', `端到端标识,金额,状态\r\n\r\n${','.repeat(70_000)}\r\n`, 'bank-file.csv', 3],
    [
      'a record of 70000 characters over lines',
      `端到端标识,金额,状态\nE,"${'9\n'.repeat(35_000)}",成功\n`,
      'bank-file.csv',
      undefined,
    ],
    ['50001 rows', `端到端标识,金额,状态\n${'E,1,成功\n'.repeat(50_001)}`, 'bank-file.csv', 50_002],
    ['nothing at all', '', 'bank-file.csv', 1],
  ])('is refused with %s', (_what, text, code, row) => {
    const read = parseAnswerCsv(utf8(text));
    expect(isRefusal(read) && { code: read.code, row: read.facts?.['row'] }).toEqual({ code, row });
  });

  it('stops at a long line before it is cut into cells, which would cost memory for every comma', () => {
    expect(parseAnswerCsv(utf8(','.repeat(70_000)))).toMatchObject({
      en: 'row 1: more than 65536 characters',
    });
  });
});
