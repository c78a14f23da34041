import fc from 'fast-check';
import { addDays, businessDate, instant } from '#kernel/business-date.js';
import { sha256 } from '#kernel/content-hash.js';
import type { BankAnswer, BankAnswerEntry, BankOutcome } from './bank-answer.js';
import type { CreditTransfer, CreditTransferFile } from './credit-transfer.js';

/** Two transfers of a talent programme; the second payee's name needs GB18030 rather than GBK. */
export const sampleFile: CreditTransferFile = {
  messageId: 'B-2026-0007',
  createdAt: instant('2026-11-20T08:30:00Z'),
  executeOn: businessDate('2026-11-23'),
  debtor: {
    name: '某市财政局',
    account: '1001000109200000001',
    bankCode: '102100099996',
    bankName: '工商银行营业部',
  },
  contentHash: sha256('sample batch'),
  transfers: [
    {
      endToEndId: 'EL-4K7TQ2M9XW0B-1-1',
      amountFen: 45_000_000n,
      creditor: {
        name: '张三',
        account: '6222020200012345678',
        bankCode: '105100000017',
        bankName: '建设银行“高新”支行',
      },
      purpose: '科技领军人才项目首期资助',
    },
    {
      endToEndId: 'PD-0Q3R8Z5N1C7H-2-1',
      amountFen: 1n,
      creditor: {
        name: '𠮷田㐀',
        account: 'NRA-88001234',
        bankCode: '103100000026',
        bankName: '农业银行, 东城支行',
      },
      purpose: '=博士后生活补贴<第二期>&"结余"',
    },
  ],
};

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

/** Text that is legal in a bank file: anything printable, rare ideographs and characters that need escaping. */
const text: fc.Arbitrary<string> = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(
        '&',
        '<',
        '>',
        '"',
        "'",
        ',',
        ';',
        '=',
        '+',
        '-',
        '@',
        '＝',
        '𠮷',
        '㐀',
        '龴',
        '·',
        ' ',
        '€',
        ']',
      ),
      fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((codePoint) => String.fromCodePoint(codePoint)),
      fc.integer({ min: 0x20000, max: 0x2a6df }).map((codePoint) => String.fromCodePoint(codePoint)),
      fc.integer({ min: 0x21, max: 0x7e }).map((codePoint) => String.fromCodePoint(codePoint)),
    ),
    minLength: 1,
    maxLength: 70,
  })
  .map((value) => value.trim())
  .filter((value) => value !== '');

const id = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9-]{0,33}[A-Za-z0-9-])?$/);

const party = fc.record({
  name: text,
  account: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,33}$/),
  bankCode: digits(12),
  bankName: text,
});

const transfer: fc.Arbitrary<CreditTransfer> = fc.record({
  endToEndId: id,
  amountFen: fc.bigInt({ min: 1n, max: 10n ** 16n }),
  creditor: party,
  purpose: text,
});

const someDate = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(businessDate('2000-01-01'), days));

export const someFile: fc.Arbitrary<CreditTransferFile> = fc.record({
  messageId: id,
  createdAt: fc
    .tuple(someDate, fc.constantFrom('00:00:00.000Z', '16:30:00.001Z', '23:59:59.999Z'))
    .map(([day, time]) => instant(`${day}T${time}`)),
  executeOn: someDate,
  debtor: party,
  contentHash: fc.stringMatching(/^[0-9a-f]{64}$/),
  transfers: fc.uniqueArray(transfer, {
    minLength: 1,
    maxLength: 8,
    selector: ({ endToEndId }) => endToEndId,
  }),
});

/** The bank's answer to `sampleFile`: the first transfer settled, the second was refused. */
export const sampleAnswer: BankAnswer = {
  format: 'pain.002',
  messageId: 'B-2026-0007',
  groupStatus: { outcome: 'partial', reasonCode: null, reason: null },
  entries: [
    {
      entryNo: 1,
      endToEndId: 'EL-4K7TQ2M9XW0B-1-1',
      outcome: 'settled',
      amountFen: 45_000_000n,
      bankReference: '20261123000117',
      happenedOn: businessDate('2026-11-23'),
      reasonCode: null,
      reason: null,
    },
    {
      entryNo: 2,
      endToEndId: 'PD-0Q3R8Z5N1C7H-2-1',
      outcome: 'rejected',
      amountFen: 1n,
      bankReference: null,
      happenedOn: businessDate('2026-11-23'),
      reasonCode: 'AC01',
      reason: '收款账号不存在',
    },
  ],
};

/** A later notification: the first transfer of `sampleFile` came back because the account was closed. */
export const sampleReturn: BankAnswer = {
  format: 'camt.054',
  messageId: 'B-2026-0007',
  entries: [
    { ...(sampleAnswer.entries[0] as BankAnswerEntry), happenedOn: businessDate('2026-11-23') },
    {
      ...(sampleAnswer.entries[0] as BankAnswerEntry),
      entryNo: 2,
      outcome: 'returned',
      bankReference: '20261125000042',
      happenedOn: businessDate('2026-11-25'),
      reasonCode: 'AC04',
      reason: '收款账户已销户，退票',
    },
  ],
};

/** Answers of one format with the outcomes and the completeness that the format can express. */
export const someAnswer = (
  format: BankAnswer['format'],
  outcomes: readonly BankOutcome[],
  maybe: <T>(value: fc.Arbitrary<T>) => fc.Arbitrary<T | null>,
): fc.Arbitrary<BankAnswer> =>
  fc.record({
    format: fc.constant(format),
    messageId: id,
    entries: fc
      .array(
        fc.record({
          endToEndId: fc.option(id),
          outcome: fc.constantFrom(...outcomes),
          amountFen: maybe(fc.bigInt({ min: 0n, max: 10n ** 16n })),
          bankReference: fc.option(id),
          happenedOn: maybe(someDate),
        }),
        { minLength: 1, maxLength: 8 },
      )
      .chain((entries) =>
        fc.tuple(
          ...entries.map((entry, index) =>
            fc
              .record({ reasonCode: maybeReason(entry.outcome), reason: maybeText(entry.outcome) })
              .map((why): BankAnswerEntry => ({ entryNo: index + 1, ...entry, ...why })),
          ),
        ),
      ),
  });

const hasReason = (outcome: BankOutcome): boolean => outcome === 'rejected' || outcome === 'returned';

const maybeReason = (outcome: BankOutcome): fc.Arbitrary<string | null> =>
  hasReason(outcome) ? fc.option(fc.constantFrom('AC01', 'AC04', 'AM04')) : fc.constant(null);

const maybeText = (outcome: BankOutcome): fc.Arbitrary<string | null> =>
  hasReason(outcome) ? fc.option(text) : fc.constant(null);
