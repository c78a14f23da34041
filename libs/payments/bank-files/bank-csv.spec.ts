import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { orThrow } from '#kernel/refusal.js';
import { sampleFile, someFile } from './arbitraries.js';
import { type BankCsvTemplate, COMMON_TEMPLATE } from './bank-template.js';
import { parseBankCsv, renderBankCsv } from './bank-csv.js';
import type { CreditTransfer } from './credit-transfer.js';
import { encodeText } from './text-encoding.js';

const golden = readFileSync(new URL('./golden/batch.csv', import.meta.url));
const textOf = (bytes: Buffer): string => new TextDecoder('gb18030').decode(bytes);
const [first, second] = sampleFile.transfers as [CreditTransfer, CreditTransfer];

const parsed = (transfers: readonly CreditTransfer[]) => ({
  messageId: sampleFile.messageId,
  contentHashStart: sampleFile.contentHash.slice(0, 16),
  transfers,
});

describe('The bank’s batch table', () => {
  it('is rendered as the golden file, byte for byte, and read back', () => {
    expect(orThrow(renderBankCsv(sampleFile)).equals(golden)).toBe(true);
    expect(parseBankCsv(golden)).toEqual(parsed(sampleFile.transfers));
  });

  it('reads back whatever it wrote', () => {
    const template: BankCsvTemplate = { ...COMMON_TEMPLATE, digitsMark: '\t' };
    fc.assert(
      fc.property(someFile, fc.constantFrom(COMMON_TEMPLATE, template), (file, used) => {
        expect(parseBankCsv(orThrow(renderBankCsv(file, used)), used)).toMatchObject({
          messageId: file.messageId,
          transfers: file.transfers,
        });
      }),
      { numRuns: 200 },
    );
  });

  it('ends lines with CRLF and keeps names that GBK would lose (𠮷, 㐀)', () => {
    const lines = textOf(orThrow(renderBankCsv(sampleFile))).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain(',𠮷田㐀,');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', "'=1"])(
    'does not let the purpose %s run as a formula',
    (purpose) => {
      const transfers = [{ ...first, purpose }];
      const bytes = orThrow(renderBankCsv({ ...sampleFile, transfers }));
      expect(textOf(bytes)).toContain(`,'${purpose},`);
      expect(parseBankCsv(bytes)).toEqual(parsed(transfers));
    },
  );

  it('writes accounts and bank codes as plain digits unless the bank takes a mark', () => {
    expect(textOf(orThrow(renderBankCsv(sampleFile)))).toContain(',6222020200012345678,');
    expect(textOf(orThrow(renderBankCsv(sampleFile, { ...COMMON_TEMPLATE, digitsMark: '\t' })))).toContain(
      ',6222020200012345678\t,',
    );
  });

  it('refuses a name whose character moved between editions of GB18030, with its line', () => {
    const transfers = [first, { ...second, creditor: { ...second.creditor, name: '张\ue81e' } }];
    expect(renderBankCsv({ ...sampleFile, transfers })).toMatchObject({
      code: 'bank-file.not-encodable',
      pointer: '/transfers/1/creditor/name',
      facts: { line: 2 },
    });
  });

  it('refuses more transfers than the bank takes in a file', () => {
    expect(renderBankCsv(sampleFile, { ...COMMON_TEMPLATE, maxTransfers: 1 })).toMatchObject({
      code: 'bank-file.too-many',
    });
  });

  it('follows another bank’s headers and order', () => {
    const template: BankCsvTemplate = {
      ...COMMON_TEMPLATE,
      columns: {
        收方账号: 'creditorAccount',
        收方户名: 'creditorName',
        收方行号: 'creditorBankCode',
        收方开户行: 'creditorBankName',
        '金额(元)': 'amountYuan',
        摘要: 'purpose',
        业务参考号: 'endToEndId',
      },
    };
    const bytes = orThrow(renderBankCsv({ ...sampleFile, transfers: [first] }, template));
    expect(textOf(bytes)).toBe(
      '收方账号,收方户名,收方行号,收方开户行,金额(元),摘要,业务参考号\r\n' +
        '6222020200012345678,张三,105100000017,建设银行“高新”支行,450000.00,科技领军人才项目首期资助,EL-4K7TQ2M9XW0B-1-1\r\n',
    );
    expect(parseBankCsv(bytes, template)).toEqual({
      messageId: null,
      contentHashStart: null,
      transfers: [first],
    });
  });

  it.each<[what: string, from: string, to: string, refusal: object]>([
    [
      'three decimals',
      '450000.00',
      '450000.005',
      { code: 'bank-file.amount', facts: { row: 2, column: '金额' } },
    ],
    [
      'an account mangled by a spreadsheet',
      '6222020200012345678',
      '6.22202E+18',
      { code: 'bank-file.account', facts: { line: 1 } },
    ],
    ['another header', '联行号', '行号', { code: 'bank-file.csv-header', facts: { row: 1 } }],
    [
      'a row of another batch',
      '0007 b8a92facb23bc305\r\n2',
      '0008 b8a92facb23bc305\r\n2',
      { code: 'bank-file.mixed-batches', facts: { row: 3 } },
    ],
    ['an extra cell', '0.01,', '0.01,,', { code: 'bank-file.csv-columns', facts: { row: 3 } }],
    [
      'an id twice',
      'PD-0Q3R8Z5N1C7H-2-1',
      first.endToEndId,
      { code: 'bank-file.id-repeated', facts: { line: 2 } },
    ],
  ])('is refused with %s', (_what, from, to, refusal) => {
    const changed = textOf(golden).replace(from, to);
    expect(changed).not.toBe(textOf(golden));
    expect(parseBankCsv(encodeText(changed, 'gb18030'))).toMatchObject(refusal);
  });
});
