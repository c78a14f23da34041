import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import { inParts } from '#payments/batches/batch-line.js';
import { hasLine, linesOf } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import { WHOLE_FILE_ENTRY_NO } from '#payments/batches/batches.events.js';
import { isLineEvent } from '#payments/batches/payment.js';
import { alreadyImported, entryOf } from '#payments/reconciliation/bank-file-state.js';
import { bankFileDecider } from '#payments/reconciliation/reconciliation.js';
import type {
  AnswerEntry,
  BankAnswerImported,
  EntryAssigned,
} from '#payments/reconciliation/reconciliation.events.js';
import type { Reaction } from '#reactions/reaction.js';
import type { Lookups } from './lookups.js';
import { severalAtOnce } from './several-at-once.js';
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
    const matcher: Matcher = { executor, lookups, stored, steps: stepsOf(executor, stored) };
    if (stored.type === 'EntryAssigned') return matchAssigned(matcher);
    const { data } = decode<BankAnswerImported>(stored);
    for (const part of inParts(data.entries)) await matchPart(matcher, part, data.messageId);
    await answerWholeGroup(matcher, data);
  },
});

interface Matcher {
  readonly executor: CommandExecutor;
  readonly lookups: Lookups;
  readonly stored: StoredEvent;
  readonly steps: Steps;
}

interface FoundEntry {
  readonly entry: AnswerEntry;
  readonly lineId: string;
  readonly batch: string;
}

/**
 * Most entries of a file are about one batch and are what it waits for, so they are taken and marked with two appends; whatever is not
 * taken that way is put to its batch by itself, in the order of the file, and gets an answer of its own.
 */
const matchPart = async (
  matcher: Matcher,
  entries: readonly AnswerEntry[],
  messageId: string | null,
): Promise<void> => {
  const found = await findBatches(matcher, entries, messageId);
  const taken = new Set<number>();
  for (const batch of new Set(found.map((one) => one.batch))) {
    const ofBatch = found.filter((one) => one.batch === batch);
    for (const entryNo of await takeTogether(matcher, batch, ofBatch)) taken.add(entryNo);
  }
  const marks = found
    .filter(({ entry }) => taken.has(entry.entryNo))
    .map(
      ({ entry: { entryNo }, batch, lineId }) =>
        ({ type: 'MarkEntry', entryNo, result: 'matched', batch, lineId }) as const,
    );
  const [first] = marks;
  const { steps, stored } = matcher;
  if (first)
    await steps.ask(bankFileDecider, stored.stream, { type: 'MarkEntries', marks }, 'part', first.entryNo);
  for (const entry of entries) if (!taken.has(entry.entryNo)) await match(matcher, entry, entry.endToEndId);
};

const findBatches = async (
  matcher: Matcher,
  entries: readonly AnswerEntry[],
  messageId: string | null,
): Promise<readonly FoundEntry[]> => {
  const { executor, lookups } = matcher;
  const answered = messageId?.startsWith('batch-')
    ? (await executor.load(batchDecider, messageId)).state
    : undefined;
  const found = await severalAtOnce(entries, async (entry) => {
    const { endToEndId: lineId } = entry;
    if (lineId === null) return [];
    const isInNamed = messageId !== null && answered && hasLine(answered, lineId);
    const batch = isInNamed ? messageId : await lookups.batchOfLine(lineId);
    return batch === undefined ? [] : [{ entry, lineId, batch }];
  });
  return found.flat();
};

/** @returns the entries that changed something. */
const takeTogether = async (
  { steps, stored }: Matcher,
  batch: string,
  entries: readonly FoundEntry[],
): Promise<readonly number[]> => {
  const [first] = entries;
  if (!first) return [];
  const answers = entries.map(({ entry, lineId }) => ({ lineId, answer: answerOf(stored, entry) }));
  const { events } = await steps.ask(
    batchDecider,
    batch,
    { type: 'RecordLineAnswers', answers },
    'part',
    first.entry.entryNo,
  );
  return events.filter(isLineEvent).map(({ data }) => data.source.entryNo);
};

const matchAssigned = async (matcher: Matcher): Promise<void> => {
  const { executor } = matcher;
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
  { executor, stored, steps }: Matcher,
  data: BankAnswerImported['data'],
): Promise<void> => {
  const { groupAnswer, messageId, entries } = data;
  if (!groupAnswer || groupAnswer.outcome === 'partial' || messageId === null) return;
  const { state } = await executor.load(batchDecider, messageId);
  const named = new Set(entries.map(({ endToEndId }) => endToEndId));
  const { outcome, reasonCode, reason } = groupAnswer;
  const unknown = { amountFen: null, bankReference: null, happenedOn: null } as const;
  const entryNo = WHOLE_FILE_ENTRY_NO;
  const answer = answerOf(stored, { entryNo, outcome, ...unknown, reasonCode, reason });
  const unnamed = linesOf(state).filter(({ lineId }) => !named.has(lineId));
  for (const [no, part] of inParts(unnamed).entries()) {
    const answers = part.map(({ lineId }) => ({ lineId, answer }));
    await steps.ask(batchDecider, messageId, { type: 'RecordLineAnswers', answers }, 'group', no);
  }
};
