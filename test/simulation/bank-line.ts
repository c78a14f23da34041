import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { sha256 } from '#kernel/content-hash.js';
import { type BatchAtBank, linesOf } from '#payments/batches/batch-state.js';
import type { BankChannel, Delivery, EnquiredPayment, OutgoingFile } from '#payments/channel/bank-channel.js';
import { bankReactions } from '#processes/hand-over-files.js';
import type { Reaction } from '#reactions/reaction.js';

/** The way to a bank that takes a file, refuses it, or leaves it open whether it has it; and that answers only half of what it is asked. */
export interface BankLine {
  /** What becomes of the next file that is handed over; without a word it arrives. */
  next(outcome: Delivery['outcome']): void;
  reactions(executor: CommandExecutor): readonly Reaction[];
}

const FILE_HASH = 'h';

const CERTAIN: Readonly<Record<Delivery['outcome'], Delivery>> = {
  delivered: { outcome: 'delivered', receipt: 'r' },
  uncertain: { outcome: 'uncertain', reason: 'no answer' },
  refused: { outcome: 'refused', reasonCode: 'FF01', reason: 'the file is not taken' },
};

const isEven = (text: string): boolean => Number.parseInt(sha256(text).slice(0, 2), 16) % 2 === 0;

const settled = (endToEndId: string): EnquiredPayment => ({
  endToEndId,
  outcome: 'settled',
  amountFen: null,
  bankReference: `${endToEndId}-settled`,
  happenedOn: null,
  reasonCode: null,
  reason: null,
});

export const openBankLine = (log: () => readonly StoredEvent[]): BankLine => {
  const planned: Delivery['outcome'][] = [];
  const linesIn = new Map<string, readonly string[]>();
  const known = new Set<string>();
  let claims = 0;

  const channel: BankChannel = {
    name: 'simulated',
    repeatable: false,
    ready: async () => undefined,
    deliver: async ({ messageId }) => {
      const outcome = planned.shift() ?? 'delivered';
      // Of two files nobody knows about, the bank has one.
      if (outcome === 'delivered' || (outcome === 'uncertain' && isEven(messageId)))
        for (const lineId of linesIn.get(messageId) ?? []) known.add(lineId);
      return CERTAIN[outcome];
    },
    enquire: async (ids) => ids.filter((id) => known.has(id) && isEven(id)).map(settled),
  };

  const fileOf = async (batch: string, state: BatchAtBank): Promise<OutgoingFile> => {
    linesIn.set(
      batch,
      linesOf(state).map(({ lineId }) => lineId),
    );
    const file = { messageId: batch, fileName: 'f', contentType: 'text/csv', bytes: new Uint8Array() };
    return { ...file, fileHash: FILE_HASH };
  };

  return {
    next: (outcome) => void planned.push(outcome),
    reactions: (executor) =>
      bankReactions({
        executor,
        channel,
        fileOf,
        newClaim: () => `claim-${(claims += 1)}`,
        stoppedLines: async () => [],
        openBatches: async () => batchesAtBank(log()),
      }),
  };
};

const batchesAtBank = (log: readonly StoredEvent[]): readonly string[] => {
  const open = new Set<string>();
  for (const { type, stream } of log) {
    if (type === 'BatchSent') open.add(stream);
    if (type === 'BatchSettled') open.delete(stream);
  }
  return [...open];
};
