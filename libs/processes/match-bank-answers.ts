import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import { linesOf } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import { alreadyImported, entryOf } from '#payments/reconciliation/bank-file-state.js';
import { bankFileDecider } from '#payments/reconciliation/reconciliation.js';
import type {
  AnswerEntry,
  BankAnswerImported,
  EntryAssigned,
} from '#payments/reconciliation/reconciliation.events.js';
import type { Reaction } from '#reactions/reaction.js';
import type { Lookups } from './lookups.js';
import { type Steps, stepsOf } from './steps.js';

/**
 * Finds the payment that each entry of a bank file is about, by the end-to-end id the bank quotes back, and puts the answer to
 * its batch. What finds no payment, or what the batch cannot believe, stays with the file and is shown to a person.
 */
export const matchBankAnswers = (executor: CommandExecutor, lookups: Lookups): Reaction => ({
  name: 'match-bank-answers',
  types: ['BankAnswerImported', 'EntryAssigned'],
  handle: async (stored) => {
    await lookups.at(stored.position);
    const matcher: Matcher = { lookups, stored, steps: stepsOf(executor, stored) };
    if (stored.type === 'EntryAssigned') return matchAssigned(executor, matcher);
    const { data } = decode<BankAnswerImported>(stored);
    for (const entry of data.entries) await match(matcher, entry, entry.endToEndId);
    await answerWholeGroup(executor, matcher, data);
  },
});

interface Matcher {
  readonly lookups: Lookups;
  readonly stored: StoredEvent;
  readonly steps: Steps;
}

const matchAssigned = async (executor: CommandExecutor, matcher: Matcher): Promise<void> => {
  const { data } = decode<EntryAssigned>(matcher.stored);
  const { state } = await executor.load(bankFileDecider, matcher.stored.stream);
  assert(alreadyImported(state), 'An entry of a file that was never imported');
  const known = entryOf(state, data.entryNo);
  assert(known, 'An assigned entry that is not in the file');
  await match(matcher, known.entry, data.lineId);
};

const match = async (matcher: Matcher, entry: AnswerEntry, lineId: string | null): Promise<void> => {
  const { lookups, steps, stored } = matcher;
  const { entryNo } = entry;
  const batch = lineId === null ? undefined : await lookups.batchOfLine(lineId);
  if (lineId === null || batch === undefined) {
    const unmatched = {
      code: 'bank-answer.no-such-payment',
      zh: '没有与之对应的付款',
      en: 'No payment has this end-to-end id',
    };
    await steps.ask(
      bankFileDecider,
      stored.stream,
      { type: 'MarkEntry', entryNo, result: 'unmatched', ...unmatched },
      entryNo,
    );
    return;
  }
  const answered = await steps.ask(
    batchDecider,
    batch,
    { type: 'RecordLineAnswer', lineId, answer: answerOf(stored, entry) },
    entryNo,
  );
  if (answered.refusal) {
    const { code, zh, en } = answered.refusal;
    await steps.ask(
      bankFileDecider,
      stored.stream,
      { type: 'MarkEntry', entryNo, result: 'refused', batch, lineId, code, zh, en },
      entryNo,
    );
    return;
  }
  const result = answered.events.length > 0 ? 'matched' : 'duplicate';
  await steps.ask(
    bankFileDecider,
    stored.stream,
    { type: 'MarkEntry', entryNo, result, batch, lineId },
    entryNo,
  );
};

const answerOf = (stored: StoredEvent, entry: Omit<AnswerEntry, 'endToEndId'>) => {
  const { entryNo, outcome, amountFen, bankReference, reasonCode, reason } = entry;
  const source = { answerFile: stored.stream, entryNo };
  return {
    outcome,
    amountFen,
    bankReference,
    happenedOn: entry.happenedOn ?? stored.effectiveOn,
    reasonCode,
    reason,
    source,
  };
};

/** An answer to the whole instruction counts for every line that the file does not name. */
const answerWholeGroup = async (
  executor: CommandExecutor,
  { stored, steps }: Matcher,
  data: BankAnswerImported['data'],
): Promise<void> => {
  const { groupAnswer, messageId, entries } = data;
  if (!groupAnswer || groupAnswer.outcome === 'partial' || messageId === null) return;
  const { state } = await executor.load(batchDecider, messageId);
  const named = new Set(entries.map(({ endToEndId }) => endToEndId));
  const { outcome, reasonCode, reason } = groupAnswer;
  for (const { lineId } of linesOf(state).filter((line) => !named.has(line.lineId))) {
    const answer = answerOf(stored, {
      entryNo: 0,
      outcome,
      amountFen: null,
      bankReference: null,
      happenedOn: null,
      reasonCode,
      reason,
    });
    await steps.ask(batchDecider, messageId, { type: 'RecordLineAnswer', lineId, answer }, 'group', lineId);
  }
};
