import { sampleFile } from './arbitraries.js';
import {
  checkCreditTransferFile,
  type CreditTransfer,
  type CreditTransferFile,
  totalOf,
} from './credit-transfer.js';

const [first, second] = sampleFile.transfers as [CreditTransfer, CreditTransfer];

const withSecond = (change: Partial<CreditTransfer>): CreditTransferFile => ({
  ...sampleFile,
  transfers: [first, { ...second, ...change }],
});

const withName = (name: string): CreditTransferFile => withSecond({ creditor: { ...second.creditor, name } });

describe('The rules of an instruction file', () => {
  it('accepts the sample and adds 450000.00 and 0.01 to 45000001 fen', () => {
    expect(checkCreditTransferFile(sampleFile)).toBeUndefined();
    expect(totalOf(sampleFile)).toBe(45_000_001n);
  });

  it.each<[rule: string, file: CreditTransferFile, code: string, pointer: string]>([
    ['no transfer', { ...sampleFile, transfers: [] }, 'bank-file.empty', '/transfers'],
    [
      'a message id of 36 characters',
      { ...sampleFile, messageId: 'A'.repeat(36) },
      'bank-file.id',
      '/messageId',
    ],
    ['a message id with two slashes', { ...sampleFile, messageId: 'B//7' }, 'bank-file.id', '/messageId'],
    [
      'a hash that is not SHA-256',
      { ...sampleFile, contentHash: 'abc' },
      'bank-file.content-hash',
      '/contentHash',
    ],
    [
      'a debtor bank code of 11 digits',
      { ...sampleFile, debtor: { ...sampleFile.debtor, bankCode: '10210009999' } },
      'bank-file.bank-code',
      '/debtor/bankCode',
    ],
    ['an amount of zero', withSecond({ amountFen: 0n }), 'bank-file.amount', '/transfers/1/amountFen'],
    ['a negative amount', withSecond({ amountFen: -1n }), 'bank-file.amount', '/transfers/1/amountFen'],
    [
      'nineteen digits of amount',
      withSecond({ amountFen: 10n ** 18n }),
      'bank-file.amount',
      '/transfers/1/amountFen',
    ],
    [
      'nineteen digits in total',
      withSecond({ amountFen: 10n ** 18n - 1n }),
      'bank-file.amount',
      '/transfers',
    ],
    [
      'an id used twice',
      withSecond({ endToEndId: first.endToEndId }),
      'bank-file.id-repeated',
      '/transfers/1/endToEndId',
    ],
    ['an empty purpose', withSecond({ purpose: '' }), 'bank-file.text-missing', '/transfers/1/purpose'],
    [
      'a name with a space behind it',
      withName('张三 '),
      'bank-file.text-missing',
      '/transfers/1/creditor/name',
    ],
    [
      'a name of 141 characters',
      withName('张'.repeat(141)),
      'bank-file.text-too-long',
      '/transfers/1/creditor/name',
    ],
    [
      'a name with U+0001',
      withName('张\u0001三'),
      'bank-file.text-unprintable',
      '/transfers/1/creditor/name',
    ],
    [
      'a name with a line break',
      withName('张\n三'),
      'bank-file.text-unprintable',
      '/transfers/1/creditor/name',
    ],
    [
      'a name with half a character',
      withName('张\ud842三'),
      'bank-file.text-unprintable',
      '/transfers/1/creditor/name',
    ],
    [
      'a name that turns direction',
      withName('张\u202e三'),
      'bank-file.text-unprintable',
      '/transfers/1/creditor/name',
    ],
    [
      'a name with U+FFFE',
      withName('张\ufffe三'),
      'bank-file.text-unprintable',
      '/transfers/1/creditor/name',
    ],
  ])('refuses %s and points at it', (_rule, file, code, pointer) => {
    expect(checkCreditTransferFile(file)).toMatchObject({ kind: 'refusal', code, pointer });
  });

  it('names the line in both languages', () => {
    expect(checkCreditTransferFile(withName('张'.repeat(141)))).toMatchObject({
      zh: expect.stringContaining('第 2 笔') as string,
      en: expect.stringContaining('line 2') as string,
      facts: { line: 2, field: 'creditor/name' },
    });
  });

  it('counts characters rather than UTF-16 units: 140 rare ideographs fit (Max140Text)', () => {
    expect(checkCreditTransferFile(withName('𠮷'.repeat(140)))).toBeUndefined();
  });
});
