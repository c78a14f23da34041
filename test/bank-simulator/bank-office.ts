import type { StoredEvent } from '#event-store/envelope.js';
import { CommandExecutor } from '#event-store/execute.js';
import type { EventStore } from '#event-store/event-store.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { type BusinessDate, instant } from '#kernel/business-date.js';
import { sha256 } from '#kernel/content-hash.js';
import { beginningOf, dayDecider, DAYS_STREAM } from '#clock/day.js';
import { accept, type Decider } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';
import { type Fen, sumFen } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { openJournal } from '#ledger/journal.js';
import { readBankAnswer } from '#payments/bank-files/read-bank-answer.js';
import { renderPain001 } from '#payments/bank-files/pain001.js';
import { type BatchLine, batchContentHash } from '#payments/batches/batch-line.js';
import { type BatchState, isAtBank, linesOf } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import type { StoppedLine } from '#payments/batches/stopped-lines.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import type { BankChannel, OutgoingFile } from '#payments/channel/bank-channel.js';
import { bankFileDecider, bankFileId } from '#payments/reconciliation/reconciliation.js';
import { bankReactions } from '#processes/hand-over-files.js';
import type { Lookups } from '#processes/lookups.js';
import { matchBankAnswers } from '#processes/match-bank-answers.js';
import type { Reaction } from '#reactions/reaction.js';
import { seeded } from '#kernel/seeded.js';

/** The process was killed here; what it had in memory is gone, what it had appended stays. */
class Killed extends Error {}

/** Kills before or after an append, now and then, up to `times`. */
const mortal = (store: EventStore, seed: number, times: number): EventStore => {
  const random = seeded(seed);
  let left = times;
  const mayDie = (): void => {
    if (left === 0 || random.below(8) > 0) return;
    left -= 1;
    throw new Killed();
  };
  return {
    ...store,
    readStream: (stream, options) => store.readStream(stream, options),
    append: async (stream, expected, events) => {
      mayDie();
      const appended = await store.append(stream, expected, events);
      mayDie();
      return appended;
    },
  };
};

/** Puts batches into the log as they are when they are sealed; how they came to be is told elsewhere. */
const history: Decider<{ readonly events: readonly BatchEvent[] }, BatchState, BatchEvent> = {
  ...batchDecider,
  decide: ({ events }) => accept(...events),
};

const debtor = { name: '嘉兴市财政局', account: '33050163812700000001', bankCode: '105335000018' };

/** The treasury between a sealed batch and the end of the bank's answers: real deciders and reactions over the memory store. */
// oxlint-disable-next-line max-lines-per-function -- One closure over the state of a simulated office; its parts are short.
export const bankOffice = (
  channel: BankChannel,
  options: { readonly seed: number; readonly kills: number },
) => {
  const store = openMemoryEventStore();
  const log: StoredEvent[] = [];
  const batches: string[] = [];
  const shaky = mortal(store, options.seed, options.kills);
  const stopped: StoppedLine[] = [];
  let handled = 0;
  let claims = 0;
  let today = '2024-05-06' as BusinessDate;

  const lookups = {
    at: async () => undefined,
    batchOfLine: async (lineId: string) => batches.find((batch) => lineId.startsWith(`${batch.slice(6)}-`)),
  } as Pick<Lookups, 'at' | 'batchOfLine'> as Lookups;

  /** A process as it is after a start: it remembers nothing. */
  const started = () => {
    const executor = new CommandExecutor(shaky);
    const reactions: readonly Reaction[] = [
      matchBankAnswers(executor, lookups),
      ...bankReactions({
        executor,
        channel,
        fileOf: async (_batch, state) => fileOf(state),
        newClaim: () => `claim-${(claims += 1)}`,
        stoppedLines: async () => stopped,
        openBatches: async () => batches,
      }),
    ];
    return reactions;
  };
  let reactions = started();

  const survive = async (work: () => Promise<void>): Promise<void> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        reactions = started();
      }
    }
  };

  const settle = async (): Promise<void> => {
    for (;;) {
      for await (const event of store.readLog({ after: log.at(-1)?.position })) log.push(event);
      const event = log[handled];
      if (!event) return;
      await survive(async () => {
        for (const reaction of reactions)
          if (reaction.types?.includes(event.type)) await reaction.handle(event);
      });
      handled += 1;
    }
  };

  const executor = new CommandExecutor(store);
  const context = (key: string) => {
    const commandId = derivedUuid('bank-office', key);
    const now = instant(`${today}T02:00:00Z`);
    return {
      commandId,
      actor: { id: 'max', role: 'finance-maker' },
      now,
      correlationId: commandId,
      causationId: null,
    } as const;
  };

  return {
    log: log as readonly StoredEvent[],
    /** From now on a line may not be paid. */
    stop: (lineId: string): void => {
      stopped.push({ lineId, cause: 'on-hold', zh: '暂缓支付', en: 'on hold' });
    },
    send: async (batch: string, lines: readonly BatchLine[]): Promise<void> => {
      batches.push(batch);
      await executor.execute(
        history,
        batch,
        { events: sealedBatch(batch, lines, today) },
        context(`seal ${batch}`),
      );
      const { state } = await executor.load(batchDecider, batch);
      const { fileName, fileHash } = fileOf(state);
      const actor = { id: 'max', role: 'finance-maker' } as const;
      const command = { type: 'SendBatch', actor, format: 'pain.001', fileName, fileHash } as const;
      const sent = await executor.execute(batchDecider, batch, command, context(`send ${batch}`));
      if (sent.refusal) throw new Error(sent.refusal.en);
      await settle();
    },
    importFile: async (bytes: Buffer): Promise<void> => {
      const { format, messageId, entries, groupStatus } = orThrow(readBankAnswer(bytes));
      const fileHash = sha256(bytes);
      const file = bankFileId(fileHash);
      const head = { type: 'ImportBankAnswer', file, fileHash, fileName: 'f', format, messageId } as const;
      const command = { ...head, importedBy: 'max', groupAnswer: groupStatus ?? null, entries };
      await executor.execute(bankFileDecider, file, command, context(`import ${file} ${today}`));
      await settle();
    },
    beginDay: async (day: BusinessDate): Promise<void> => {
      today = day;
      const beginning = beginningOf(day, instant(`${day}T02:00:00Z`), null);
      await executor.execute(dayDecider, DAYS_STREAM, { type: 'BeginDay', day }, beginning);
      await settle();
    },
    today: () => today,
    /** Status of a batch and how many of its lines wait for an answer. */
    batch: async (batch: string) => {
      const { state } = await executor.load(batchDecider, batch);
      return { status: state.status, openCount: isAtBank(state) ? state.openCount : linesOf(state).length };
    },
    /** What the ledger says left the account at the bank (account 1001). */
    ledgerPaidOutFen: (): Fen => {
      const book = openJournal();
      const postings = log.flatMap((event) => book(event)).filter(({ account }) => account === '1001');
      return sumFen(postings.map(({ debitFen, creditFen }) => creditFen - debitFen));
    },
  };
};

const fileOf = (state: Parameters<typeof linesOf>[0]): OutgoingFile => {
  if (!('seal' in state)) throw new Error(`A file of a batch that is ${state.status}`);
  const { messageId, sealedAt, contentHash } = state.seal;
  const transfers = linesOf(state).map(({ lineId, netFen, purpose, account }) => {
    const { number, accountName: name, bankCode, bankName } = account;
    return {
      endToEndId: lineId,
      amountFen: netFen,
      purpose,
      creditor: { name, account: number, bankCode, bankName },
    };
  });
  const head = { messageId, createdAt: sealedAt, executeOn: state.executeOn, debtor, contentHash };
  const bytes = Buffer.from(orThrow(renderPain001({ ...head, transfers })));
  return {
    messageId,
    fileName: `${messageId}.xml`,
    contentType: 'application/xml',
    fileHash: sha256(bytes),
    bytes,
  };
};

const sealedBatch = (
  batch: string,
  lines: readonly BatchLine[],
  executeOn: BusinessDate,
): readonly BatchEvent[] => {
  const contentHash = batchContentHash(lines);
  const totalFen = sumFen(lines.map(({ netFen }) => netFen));
  const candidates = lines.map(({ award, trancheNo, attempt }) => ({ award, trancheNo, attempt }));
  const submission = { submittedBy: 'max', contentHash, count: lines.length, totalFen, requiredApprovals: 1 };
  return [
    { type: 'BatchDrafted', data: { batch, title: 't', candidates, executeOn, draftedBy: 'max' } },
    { type: 'BatchAssembled', data: { lines, leftOut: [], totalFen } },
    { type: 'BatchSubmitted', data: submission },
    { type: 'BatchApprovalGiven', data: { approvedBy: 'carl', contentHash } },
    { type: 'BatchApproved', data: { contentHash, approvers: ['carl'], totalFen } },
    {
      type: 'BatchSealed',
      data: { contentHash, sealedAt: instant(`${executeOn}T01:00:00Z`), messageId: batch },
    },
  ];
};
