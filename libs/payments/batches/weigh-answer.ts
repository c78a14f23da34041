import { type Refusal, refuse } from '#kernel/refusal.js';
import type { BankOutcome, LineAnswerIgnored } from './batches.events.js';
import { answerKey, type LineAnswer, type Payment, type PaymentProgress } from './payment.js';

/** What an answer is worth next to what the bank said before. */
type Verdict =
  | { readonly kind: 'take' }
  /** Nothing new; not even worth a record. */
  | { readonly kind: 'known' }
  | { readonly kind: 'ignore'; readonly why: LineAnswerIgnored['data']['why'] }
  | Refusal;

const TAKE: Verdict = { kind: 'take' };
const KNOWN: Verdict = { kind: 'known' };

const ignore = (why: LineAnswerIgnored['data']['why']): Verdict => ({ kind: 'ignore', why });

/** An acceptance says less than any final answer, so it is old news after one. */
export const weighAnswer = (payment: Payment, answer: LineAnswer): Verdict => {
  const { progress } = payment;
  if (progress.outcome === 'waiting') return TAKE;
  if (answer.outcome === 'accepted') return KNOWN;
  const verdict = weighFinal(progress, answer);
  const recorded = verdict.kind === 'ignore' && payment.ignored.includes(answerKey(answer));
  return recorded ? KNOWN : verdict;
};

const weighFinal = (
  progress: Exclude<PaymentProgress, { outcome: 'waiting' }>,
  answer: LineAnswer,
): Verdict => {
  switch (progress.outcome) {
    case 'accepted':
      return TAKE;
    case 'settled':
      if (answer.outcome === 'returned') return TAKE;
      if (answer.outcome === 'rejected') return contradiction(progress.outcome, answer);
      return sameSettlement(progress.settlementReference, answer);
    case 'rejected':
      if (answer.outcome === 'rejected') return KNOWN;
      return answer.outcome === 'settled'
        ? contradiction(progress.outcome, answer)
        : ignore('money-is-back-already');
    case 'returned':
      return weighAfterReturn(progress, answer);
  }
};

const weighAfterReturn = (
  progress: Extract<PaymentProgress, { outcome: 'returned' }>,
  answer: LineAnswer,
): Verdict => {
  const { returnReference, returnedOn, settlement } = progress;
  if (answer.outcome === 'rejected') return ignore('money-is-back-already');
  if (answer.outcome === 'returned') {
    return contradicts(returnReference, answer.bankReference)
      ? otherReference(progress.outcome, returnReference, answer)
      : KNOWN;
  }
  if (settlement) return sameSettlement(settlement.reference, answer);
  // The settlement that the return undid, told late.
  if (answer.happenedOn < returnedOn) return KNOWN;
  if (returnReference === null || answer.bankReference === null) return ignore('no-reference-to-compare');
  return returnReference === answer.bankReference ? KNOWN : contradiction(progress.outcome, answer);
};

/** Two references are two payments; one reference and none may be the same. */
const contradicts = (known: string | null, answered: string | null): boolean =>
  known !== null && answered !== null && known !== answered;

/** Another settlement of a line is the one we know, or the bank has paid twice. */
const sameSettlement = (known: string | null, answer: LineAnswer): Verdict => {
  if (contradicts(known, answer.bankReference)) return otherReference('settled', known, answer);
  return known === null && answer.bankReference !== null ? ignore('bank-reference-added') : KNOWN;
};

const OUTCOME_WORDS: Readonly<Record<BankOutcome, { readonly zh: string; readonly en: string }>> = {
  accepted: { zh: '已受理', en: 'accepted' },
  settled: { zh: '已支付', en: 'settled' },
  rejected: { zh: '已拒绝', en: 'rejected' },
  returned: { zh: '已退票', en: 'returned' },
};

const contradiction = (known: BankOutcome, { outcome, bankReference, happenedOn }: LineAnswer): Refusal =>
  refuse(
    'batch.answer-contradicts',
    `银行此前答复“${OUTCOME_WORDS[known].zh}”，现又答复“${OUTCOME_WORDS[outcome].zh}”，须向银行查询`,
    `The bank said "${OUTCOME_WORDS[known].en}" before and "${OUTCOME_WORDS[outcome].en}" now; ask the bank`,
    {
      clause: 'promise 2',
      pointer: '/answer/outcome',
      facts: { known, answered: outcome, bankReference, happenedOn },
    },
  );

/** The same answer under two references looks like two payments. */
const otherReference = (
  known: 'settled' | 'returned',
  knownReference: string | null,
  { outcome, bankReference, happenedOn }: LineAnswer,
): Refusal =>
  refuse(
    'batch.answer-contradicts',
    `银行两次答复“${OUTCOME_WORDS[outcome].zh}”而流水号不同：此前为 ${knownReference}，现为 ${bankReference}，可能重复办理，须向银行查询`,
    `The bank said "${OUTCOME_WORDS[outcome].en}" twice under different references, ${knownReference} before and ${bankReference} now: perhaps it happened twice; ask the bank`,
    {
      clause: 'promise 2',
      pointer: '/answer/bankReference',
      facts: { known, knownReference, answered: outcome, bankReference, happenedOn },
    },
  );
