import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { contentHash } from '#kernel/content-hash.js';
import type { Refusal } from '#kernel/refusal.js';
import { type BatchAtBank, isAtBank, linesOf, paymentsOf } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import { type BatchSent, WHOLE_FILE_ENTRY_NO } from '#payments/batches/batches.events.js';
import { refuseStopped, type StoppedLine } from '#payments/batches/stopped-lines.js';
import type { BankChannel, Delivery, EnquiredPayment, OutgoingFile } from '#payments/channel/bank-channel.js';
import type {
  EnquiryRequested,
  HandOverRefused,
  HandOverUncertain,
} from '#payments/channel/hand-over.events.js';
import { handOverDecider, handOverId } from '#payments/channel/hand-over.js';
import { bankFileDecider, bankFileId } from '#payments/reconciliation/reconciliation.js';
import type { Reaction } from '#reactions/reaction.js';
import { type Steps, stepsOf } from './steps.js';

export interface BankLine {
  readonly executor: CommandExecutor;
  readonly channel: BankChannel;
  /** The file of a batch that was sent, made anew; its hash is compared with the one on record. */
  readonly fileOf: (batch: string, state: BatchAtBank) => Promise<OutgoingFile>;
  /** A new name for every attempt, so that of two that overlap only one may send. */
  readonly newClaim: () => string;
  /** Lines of a batch that was sent and may not be paid after all, at least as the log was when it was sent. */
  readonly stoppedLines: (sent: StoredEvent) => Promise<readonly StoppedLine[]>;
  /** Batches at the bank that wait for answers, for the daily enquiry. */
  readonly openBatches: (seen: StoredEvent) => Promise<readonly string[]>;
}

/**
 * The way of a batch to the bank and the questions that follow it. They have a runner of their own, so that a slow bank holds nobody
 * up. What was begun is never begun again: an attempt that was interrupted on a way that cannot repeat is an unknown outcome.
 */
export const bankReactions = (line: BankLine): readonly Reaction[] => [
  handOverFiles(line),
  followUncertain(line),
  enquireBank(line),
];

const handOverFiles = (line: BankLine): Reaction => ({
  name: 'hand-over-files',
  types: ['BatchSent'],
  handle: async (stored) => {
    const { executor, channel } = line;
    const handOver = handOverId(stored.stream);
    const steps = stepsOf(executor, stored);
    const { state } = await executor.load(handOverDecider, handOver);
    if (state.status !== 'none' && state.status !== 'begun') return;
    const wasBegun = state.status === 'begun';
    // Answered already, it came to the bank on another way; sending it now would be a second time.
    const batch = await executor.load(batchDecider, stored.stream);
    if (!wasBegun && batch.state.status !== 'sent') return;
    const delivery =
      wasBegun && !channel.repeatable ? INTERRUPTED : await deliver(line, stored, steps, wasBegun);
    const record = { type: 'RecordDelivery', delivery } as const;
    await steps.order(handOverDecider, handOver, record, delivery.outcome);
  },
});

const INTERRUPTED: Delivery = { outcome: 'uncertain', reason: 'interrupted' };

const deliver = async (
  line: BankLine,
  stored: StoredEvent,
  steps: Steps,
  wasBegun: boolean,
): Promise<Delivery> => {
  const { executor, channel, fileOf, newClaim } = line;
  const batch = stored.stream;
  const { data } = decode<BatchSent>(stored);
  const { state } = await executor.load(batchDecider, batch);
  if (!isAtBank(state)) throw new Error(`${batch} was sent and is ${state.status}`);
  const file = await fileOf(batch, state);
  if (file.fileHash !== data.fileHash)
    throw new Error(`${batch}: the file is another one than was put on record`);
  await channel.ready();
  // What was begun may be at the bank in part: it goes on, or is uncertain, and is stopped by nobody any more.
  const stopped = wasBegun ? undefined : refuseStopped(await line.stoppedLines(stored));
  if (!wasBegun) {
    const { fileName, fileHash } = file;
    const claim = newClaim();
    const leaving = { batch, channel: channel.name, fileName, fileHash, claim };
    const begun = await steps.ask(
      handOverDecider,
      handOverId(batch),
      { type: 'BeginHandOver', ...leaving },
      claim,
    );
    if (begun.refusal) return INTERRUPTED;
  }
  return stopped ? heldBack(stopped) : channel.deliver(file);
};

/** Nothing of the file leaves: a file without its held lines would not be the one that was approved. */
const heldBack = ({ zh, en }: Refusal): Delivery => ({
  outcome: 'refused',
  reasonCode: 'HELD',
  reason: `${zh} / ${en}`,
});

/** The batch learns that nobody knows, or that nothing of it will be paid, which an answer to the whole file says as well. */
const followUncertain = ({ executor }: BankLine): Reaction => ({
  name: 'follow-hand-over',
  types: ['HandOverUncertain', 'HandOverRefused'],
  handle: async (stored) => {
    const { type, data } = decode<HandOverUncertain | HandOverRefused>(stored);
    const steps = stepsOf(executor, stored);
    const { batch, reason } = data;
    if (type === 'HandOverUncertain') {
      await steps.ask(batchDecider, batch, { type: 'MarkOutcomeUnknown', reason }, batch);
      return;
    }
    const { state } = await executor.load(batchDecider, batch);
    for (const { lineId } of linesOf(state)) {
      const source = { answerFile: stored.stream, entryNo: WHOLE_FILE_ENTRY_NO };
      const said = { outcome: 'rejected', reasonCode: data.reasonCode, reason } as const;
      const answer = {
        ...said,
        amountFen: null,
        bankReference: null,
        happenedOn: stored.effectiveOn,
        source,
      };
      await steps.ask(batchDecider, batch, { type: 'RecordLineAnswer', lineId, answer }, lineId);
    }
  },
});

/** Asked at once when an outcome is unknown, when somebody wants it, and every day until every payment has its answer. */
const enquireBank = (line: BankLine): Reaction => ({
  name: 'enquire-bank',
  types: ['HandOverUncertain', 'EnquiryRequested', 'DayBegan'],
  handle: async (stored) => {
    if (!line.channel.enquire) return;
    const isDaily = stored.type === 'DayBegan';
    const batches = isDaily
      ? await line.openBatches(stored)
      : [decode<HandOverUncertain | EnquiryRequested>(stored).data.batch];
    for (const batch of batches) await enquire(line, stored, batch);
  },
});

/** So many payments are asked about together, and their answers kept in one event. */
const ASKED_TOGETHER = 500;

/** What the bank says is kept as a file of answers, and taken by the batch as any other. */
const enquire = async (line: BankLine, stored: StoredEvent, batch: string): Promise<void> => {
  const { state } = await line.executor.load(batchDecider, batch);
  const handOver = await line.executor.load(handOverDecider, handOverId(batch));
  if (!isAtBank(state) || handOver.state.status === 'none') return;
  const open = paymentsOf(state)
    .filter(({ progress }) => !progress.final)
    .map(({ line: { lineId } }) => lineId);
  const steps = stepsOf(line.executor, stored);
  const answerFiles: string[] = [];
  let answeredCount = 0;
  for (let from = 0; from < open.length; from += ASKED_TOGETHER) {
    const answers = (await line.channel.enquire?.(open.slice(from, from + ASKED_TOGETHER))) ?? [];
    if (answers.length > 0) answerFiles.push(await keepAnswers(steps, batch, answers));
    answeredCount += answers.length;
  }
  const noted = { batch, askedCount: open.length, answeredCount, answerFiles };
  await steps.ask(handOverDecider, handOverId(batch), { type: 'NoteEnquiry', ...noted }, batch);
};

/** The same answers are the same file, so that asking again changes nothing. @returns the stream of the file. */
const keepAnswers = async (
  steps: Steps,
  batch: string,
  answers: readonly EnquiredPayment[],
): Promise<string> => {
  const entries = answers.map((answer, index) => ({ entryNo: index + 1, ...answer }));
  const fileHash = contentHash({ entries });
  const file = bankFileId(fileHash);
  const head = { type: 'ImportBankAnswer', file, fileHash, fileName: `${batch}.enquiry` } as const;
  const said = { format: 'enquiry', messageId: batch, groupAnswer: null, entries } as const;
  await steps.ask(bankFileDecider, file, { ...head, importedBy: 'system', ...said }, file);
  return file;
};
