import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { BankAnswer } from '#payments/bank-files/bank-answer.js';
import { readBankAnswer } from '#payments/bank-files/read-bank-answer.js';
import { structureChecker } from '#payments/bank-files/structure.js';
import type { IsoMessage } from '#payments/bank-files/xml-document.js';
import { withoutPersonalNumbers } from '#personal-data/free-text.js';

export interface CheckedAnswer {
  readonly answer: BankAnswer;
  readonly structure: 'validated' | 'not-validated';
}

const MESSAGE_OF: Readonly<Partial<Record<BankAnswer['format'], IsoMessage>>> = {
  'pain.002': 'pain.002.001.11',
  'camt.053': 'camt.053.001.08',
  'camt.054': 'camt.054.001.08',
};

/**
 * Reads a bank's answer and, where the official schemas are there, checks it against its own. Reasons are kept for ever and read by
 * many, so numbers of persons in them are masked (promise 10).
 */
export const checkedAnswer = (
  bytes: Uint8Array,
  schemaFolder: string | undefined,
): CheckedAnswer | Refusal => {
  const read = readBankAnswer(bytes);
  if (isRefusal(read)) return read;
  const answer = impersonal(read);
  const message = MESSAGE_OF[answer.format];
  if (message === undefined) return { answer, structure: 'not-validated' };
  const checker = structureChecker(schemaFolder);
  try {
    const { validated, errors } = checker.check(Buffer.from(bytes).toString('utf8'), message);
    if (errors.length > 0) return brokenStructure(message, errors);
    return { answer, structure: validated ? 'validated' : 'not-validated' };
  } finally {
    checker.dispose();
  }
};

const impersonal = (answer: BankAnswer): BankAnswer => ({
  ...answer,
  entries: answer.entries.map(withImpersonalReason),
  ...(answer.groupStatus && { groupStatus: withImpersonalReason(answer.groupStatus) }),
});

const withImpersonalReason = <T extends { readonly reason: string | null }>(said: T): T => ({
  ...said,
  reason: said.reason && withoutPersonalNumbers(said.reason),
});

const brokenStructure = (message: string, errors: readonly string[]): Refusal =>
  refuse(
    'bank-file.structure',
    `文件不符合 ${message} 的结构：${errors.slice(0, 3).join('；')}`,
    `The file breaks the structure of ${message}: ${errors.slice(0, 3).join('; ')}`,
    { facts: { message, faults: errors.length } },
  );
