import { assert } from '#kernel/assert.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { attemptOf, type BatchLine } from './batch-line.js';
import { valueIn, valuesOf } from '#kernel/wide-map.js';
import { type BatchAtBank, type BatchState, isAtBank } from './batch-state.js';
import type { AnsweredLine, BankOutcome, BatchEvent } from './batches.events.js';
import { evolveBatch } from './evolve-batch.js';
import type { LineAnswer } from './payment.js';
import { weighAnswer } from './weigh-answer.js';

export interface RecordLineAnswer {
  readonly type: 'RecordLineAnswer';
  readonly lineId: string;
  readonly answer: LineAnswer;
}

/**
 * Many answers in one append. What cannot be taken (refused, known, and whatever comes after such an answer to the same line) is passed
 * over without a word; give it again as `RecordLineAnswer` to hear why.
 */
export interface RecordLineAnswers {
  readonly type: 'RecordLineAnswers';
  readonly answers: readonly Omit<RecordLineAnswer, 'type'>[];
}

export const recordLineAnswers = (
  { answers }: RecordLineAnswers,
  state: BatchAtBank,
): Decision<BatchEvent> => {
  const events: BatchEvent[] = [];
  const passedOver = new Set<string>();
  let now = state;
  for (const { lineId, answer } of answers) {
    const decision = passedOver.has(lineId)
      ? undefined
      : recordLineAnswer({ type: 'RecordLineAnswer', lineId, answer }, now);
    if (!decision || decision.refusal || decision.events.length === 0) {
      passedOver.add(lineId);
      continue;
    }
    const after = decision.events.reduce<BatchState>(evolveBatch, now);
    assert(isAtBank(after), 'An answer leaves the batch at the bank');
    now = after;
    events.push(...decision.events);
  }
  return { events };
};

/**
 * Takes what the bank says of one line. The same answer again changes nothing; an answer that cannot be true together
 * with an earlier one is refused, because guessing here means paying twice or losing a payment.
 */
export const recordLineAnswer = (command: RecordLineAnswer, state: BatchAtBank): Decision<BatchEvent> => {
  const { lineId, answer } = command;
  const payment = valueIn(state.payments, lineId);
  if (!payment) return reject(unknownLine(lineId));
  const { line } = payment;
  if (answer.amountFen !== null && answer.amountFen !== line.netFen) {
    return reject(amountDiffers(line, answer.amountFen));
  }
  const verdict = weighAnswer(payment, answer);
  switch (verdict.kind) {
    case 'refusal':
      return reject(verdict);
    case 'known':
      return accept();
    case 'ignore': {
      const { outcome, bankReference, happenedOn, source } = answer;
      const data = { lineId, outcome, why: verdict.why, bankReference, happenedOn, source };
      return accept({ type: 'LineAnswerIgnored', data });
    }
    case 'take':
      return accept(...eventsOf(line, answer, payment.progress.outcome === 'settled', state));
  }
};

const answered = (line: BatchLine, answer: LineAnswer): AnsweredLine => {
  const { lineId, payee, account, grossFen, setOffFen, netFen } = line;
  const { bankReference, happenedOn, reasonCode, reason, source } = answer;
  const amounts = { grossFen, setOffFen, netFen };
  const fromBank = { bankReference, happenedOn, reasonCode, reason, source };
  return { lineId, ...attemptOf(line), payee, accountId: account.accountId, ...amounts, ...fromBank };
};

const lineEventOf = (line: BatchLine, answer: LineAnswer, wasSettled: boolean): BatchEvent => {
  const data = answered(line, answer);
  switch (answer.outcome) {
    case 'accepted':
      return { type: 'LineAccepted', data };
    case 'settled':
      return { type: 'LineSettled', data };
    case 'rejected':
      return { type: 'LineRejected', data };
    case 'returned':
      return { type: 'LineReturned', data: { ...data, wasSettled } };
  }
};

const eventsOf = (
  line: BatchLine,
  answer: LineAnswer,
  wasSettled: boolean,
  state: BatchAtBank,
): readonly BatchEvent[] => {
  const { happenedOn, source } = answer;
  const isFirst = state.status === 'sent' || state.status === 'outcome-unknown';
  const events: BatchEvent[] = isFirst ? [{ type: 'BatchAcknowledged', data: { happenedOn, source } }] : [];
  events.push(lineEventOf(line, answer, wasSettled));
  const after = events.reduce<BatchState>(evolveBatch, state);
  assert(
    after.status === 'acknowledged' || after.status === 'closed',
    'An answer leaves the batch acknowledged or closed',
  );
  return after.status === 'acknowledged' && after.openCount === 0 ? [...events, ...closing(after)] : events;
};

const closing = ({ payments, submission: { count, totalFen } }: BatchAtBank): readonly BatchEvent[] => {
  const all = valuesOf(payments);
  const sumOf = (outcome: BankOutcome): Fen =>
    sumFen(all.filter(({ progress }) => progress.outcome === outcome).map(({ line }) => line.netFen));
  const settledFen = sumOf('settled');
  const rejectedFen = sumOf('rejected');
  const returnedFen = sumOf('returned');
  assert(settledFen + rejectedFen + returnedFen === totalFen, 'Final lines add up to the batch');
  return [
    { type: 'BatchSettled', data: { settledFen, rejectedFen, returnedFen } },
    { type: 'BatchClosed', data: { count, totalFen } },
  ];
};

const unknownLine = (lineId: string): Refusal =>
  refuse('batch.unknown-line', `批次中没有明细“${lineId}”`, `The batch has no line "${lineId}"`, {
    pointer: '/lineId',
    facts: { lineId },
  });

const amountDiffers = ({ lineId, netFen }: BatchLine, amountFen: Fen): Refusal =>
  refuse(
    'batch.amount-differs',
    `银行回单金额${yuanOf(amountFen)}元与批次明细金额${yuanOf(netFen)}元不符`,
    `The bank answers for ${yuanOf(amountFen)} yuan, the line is ${yuanOf(netFen)} yuan`,
    {
      clause: 'promise 3',
      pointer: '/answer/amountFen',
      facts: { lineId, answered: yuanOf(amountFen), expected: yuanOf(netFen) },
    },
  );
