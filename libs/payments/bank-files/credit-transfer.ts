import type { BusinessDate, Instant } from '#kernel/business-date.js';
import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';

/** The instruction file of one sealed batch, before it takes the shape a bank reads. */
export interface CreditTransferFile {
  /** The batch id, at most 35 characters of `A-Z a-z 0-9 / -`. */
  readonly messageId: string;
  /** When the batch was sealed. */
  readonly createdAt: Instant;
  readonly executeOn: BusinessDate;
  readonly debtor: Debtor;
  /** SHA-256 (hex) of the approved batch; it travels in the file, so that the file names what was approved. */
  readonly contentHash: string;
  readonly transfers: readonly CreditTransfer[];
}

export interface Debtor {
  readonly name: string;
  readonly account: string;
  /** CNAPS number (联行号), twelve digits. */
  readonly bankCode: string;
  readonly bankName?: string;
}

export interface CreditTransfer {
  /** At most 35 characters of `A-Z a-z 0-9 / -`; the bank's answer repeats it. */
  readonly endToEndId: string;
  /** More than zero. */
  readonly amountFen: Fen;
  readonly creditor: {
    readonly name: string;
    readonly account: string;
    /** CNAPS number (联行号), twelve digits. */
    readonly bankCode: string;
    readonly bankName: string;
  };
  /** 用途, shown to the payee. */
  readonly purpose: string;
}

/** ISO 20022 Max140Text, in characters. Names and purposes are never cut: a cut name does not match the account. */
export const MAX_TEXT_LENGTH = 140;

/** ISO 20022 amounts have at most eighteen digits in all. */
const MAX_AMOUNT_FEN = 10n ** 18n - 1n;

// A slash may not come first or last nor twice in a row: banks that pass the id into SWIFT or CNAPS fields refuse it.
const ID = /^(?!.*\/\/)[A-Za-z0-9](?:[A-Za-z0-9/-]{0,33}[A-Za-z0-9-])?$/;
const ACCOUNT = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,33})$/;
const CNAPS = /^\d{12}$/;
const SHA256 = /^[0-9a-f]{64}$/;

// Controls, invisible and direction-changing characters, line breaks, lone surrogates and noncharacters. Some are
// illegal in XML, the others would show an approver one name and send the bank another.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/u;

interface Rule {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly isKept: (value: string) => boolean;
}

const ID_RULE: Rule = {
  code: 'bank-file.id',
  zh: '标识应为 1–35 位字母、数字、“/”、“-”，以字母或数字开头，不以“/”结尾，无连续“//”',
  en: 'an id is 1–35 letters, digits, "/" or "-", begins with a letter or digit, ends without "/" and has no "//"',
  isKept: (value) => ID.test(value),
};

const ACCOUNT_RULE: Rule = {
  code: 'bank-file.account',
  zh: '账号应为 1–34 位字母、数字或“-”',
  en: 'an account is 1–34 letters, digits or "-"',
  isKept: (value) => ACCOUNT.test(value),
};

const BANK_CODE_RULE: Rule = {
  code: 'bank-file.bank-code',
  zh: '联行号应为 12 位数字',
  en: 'a bank code (CNAPS) is twelve digits',
  isKept: (value) => CNAPS.test(value),
};

const HASH_RULE: Rule = {
  code: 'bank-file.content-hash',
  zh: '批次摘要应为 64 位小写十六进制',
  en: 'the content hash is 64 lower-case hexadecimal digits',
  isKept: (value) => SHA256.test(value),
};

const TEXT_RULES: readonly Rule[] = [
  {
    code: 'bank-file.text-missing',
    zh: '不能为空，首尾不能有空格',
    en: 'must not be empty or have spaces around it',
    isKept: (value) => value !== '' && value.trim() === value,
  },
  {
    code: 'bank-file.text-too-long',
    zh: `超过 ${MAX_TEXT_LENGTH} 个字符（ISO 20022 Max140Text），不会自动截断`,
    en: `is longer than ${MAX_TEXT_LENGTH} characters (ISO 20022 Max140Text) and is never cut`,
    isKept: (value) => [...value].length <= MAX_TEXT_LENGTH,
  },
  {
    code: 'bank-file.text-unprintable',
    zh: '含有控制字符、不可见字符或 XML 不允许的字符',
    en: 'has control or invisible characters, or characters that XML does not allow',
    isKept: (value) => !UNPRINTABLE.test(value),
  },
];

/** A refusal about one line of the file; `line` counts transfers from 1, 0 is the head of the file. */
export const refuseLine = (line: number, field: string, code: string, zh: string, en: string): Refusal =>
  refuse(
    code,
    line === 0 ? `文件头“${field}”：${zh}` : `第 ${line} 笔“${field}”：${zh}`,
    line === 0 ? `file head, ${field}: ${en}` : `line ${line}, ${field}: ${en}`,
    { pointer: line === 0 ? `/${field}` : `/transfers/${line - 1}/${field}`, facts: { line, field } },
  );

type Check = readonly [field: string, value: string, rules: readonly Rule[]];

const firstBroken = (line: number, checks: readonly Check[]): Refusal | undefined => {
  for (const [field, value, rules] of checks) {
    const broken = rules.find((rule) => !rule.isKept(value));
    if (broken) return refuseLine(line, field, broken.code, broken.zh, broken.en);
  }
  return undefined;
};

const checkHead = ({ messageId, debtor, contentHash }: CreditTransferFile): Refusal | undefined =>
  firstBroken(0, [
    ['messageId', messageId, [ID_RULE]],
    ['contentHash', contentHash, [HASH_RULE]],
    ['debtor/name', debtor.name, TEXT_RULES],
    ['debtor/account', debtor.account, [ACCOUNT_RULE]],
    ['debtor/bankCode', debtor.bankCode, [BANK_CODE_RULE]],
    ...(debtor.bankName === undefined ? [] : [['debtor/bankName', debtor.bankName, TEXT_RULES] as const]),
  ]);

/** The rules of one transfer, whatever the format. `line` is its place in the file, from 1. */
export const checkCreditTransfer = (transfer: CreditTransfer, line: number): Refusal | undefined => {
  const { endToEndId, amountFen, creditor, purpose } = transfer;
  if (amountFen <= 0n || amountFen > MAX_AMOUNT_FEN) {
    return refuseLine(
      line,
      'amountFen',
      'bank-file.amount',
      '金额应大于零且不超过 18 位数字',
      'the amount must be more than zero and at most eighteen digits',
    );
  }
  return firstBroken(line, [
    ['endToEndId', endToEndId, [ID_RULE]],
    ['creditor/name', creditor.name, TEXT_RULES],
    ['creditor/account', creditor.account, [ACCOUNT_RULE]],
    ['creditor/bankCode', creditor.bankCode, [BANK_CODE_RULE]],
    ['creditor/bankName', creditor.bankName, TEXT_RULES],
    ['purpose', purpose, TEXT_RULES],
  ]);
};

/** Refuses an endToEndId that an earlier line of the same file already has. */
export const checkEndToEndIds = (transfers: readonly CreditTransfer[]): Refusal | undefined => {
  const lineOf = new Map<string, number>();
  for (const [index, { endToEndId }] of transfers.entries()) {
    const earlier = lineOf.get(endToEndId);
    if (earlier !== undefined) {
      return refuseLine(
        index + 1,
        'endToEndId',
        'bank-file.id-repeated',
        `“${endToEndId}”与第 ${earlier} 笔重复`,
        `"${endToEndId}" is already the id of line ${earlier}`,
      );
    }
    lineOf.set(endToEndId, index + 1);
  }
  return undefined;
};

/** The rules that every format shares, so that a batch fit for one bank's format is fit for every other. */
export const checkCreditTransferFile = (file: CreditTransferFile): Refusal | undefined => {
  if (file.transfers.length === 0) {
    return refuseLine(0, 'transfers', 'bank-file.empty', '文件没有任何付款', 'the file has no transfer');
  }
  const head = checkHead(file);
  if (head) return head;
  for (const [index, transfer] of file.transfers.entries()) {
    const refusal = checkCreditTransfer(transfer, index + 1);
    if (refusal) return refusal;
  }
  return totalOf(file) > MAX_AMOUNT_FEN
    ? refuseLine(
        0,
        'transfers',
        'bank-file.amount',
        '合计超过 18 位数字',
        `the total ${yuanOf(totalOf(file))} has more than eighteen digits`,
      )
    : checkEndToEndIds(file.transfers);
};

export const totalOf = (file: CreditTransferFile): Fen =>
  sumFen(file.transfers.map(({ amountFen }) => amountFen));
