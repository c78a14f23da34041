import { beginningOf, dayDecider, DAYS_STREAM } from '#clock/day.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import type { Actor } from '#kernel/actor.js';
import { addDays, businessDate, type BusinessDate, instant } from '#kernel/business-date.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';
import type { Lookups } from '#processes/lookups.js';
import { processManagers } from '#processes/process-managers.js';
import { sampleFingerprint } from '#processes/sample-office.js';
import { sampleDecider, sampleRulebook } from '#programmes/award/sample-award.js';
import type { Reaction } from '#reactions/reaction.js';
import '#upcasting/all-upcasters.js';
import { type BankLine, openBankLine } from './bank-line.js';
import { type Fault, faultyStore, Killed, slowStore } from './faults.js';
import { type Auditor, lineOf, openAuditor, type Violation } from './invariants.js';
import { viewsOver } from './views.js';

export interface OfficeSettings {
  /** What runs commands; a canary puts a defective one here. */
  readonly executorOn?: (store: EventStore) => CommandExecutor;
  /** Files leave on a line to the bank that may fail; otherwise nobody says how they got there. */
  readonly withBankLine?: boolean;
}

export interface Office {
  readonly people: CommandExecutor;
  readonly bankLine: BankLine;
  readonly log: readonly StoredEvent[];
  readonly today: () => BusinessDate;
  /** The process managers have handled everything. */
  isIdle(): boolean;
  /** Days pass during which nothing is put on record; then one begins. */
  sleep(days: number): Promise<void>;
  /** A person's command; the process managers are not waited for. */
  give<C extends object, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: string,
    command: C,
    actor: Actor,
  ): Promise<Outcome<S, E>>;
  /**
   * Hands the next event to the process managers. `ahead` says how far the read models are in front of it. Tells whether they died of
   * the fault, and will therefore be handed the event again.
   */
  work(ahead: number, fault?: Fault, meanwhile?: () => Promise<void>): Promise<{ readonly died: boolean }>;
  /** Hands the next event to two processes at the same time, as when a lease is lost unnoticed. */
  workTwice(pauses: readonly number[]): Promise<void>;
  /** Lets the process managers finish, then judges the whole log. @throws when a promise is broken. */
  rest(): Promise<void>;
}

const TRIES = 3;

/** The log as it grows; every event is judged as soon as it is there. */
interface Judged {
  readonly store: EventStore;
  readonly log: StoredEvent[];
  readonly auditor: Auditor;
  readNew(): Promise<void>;
}

const judged = (): Judged => {
  const store = openMemoryEventStore();
  const auditor = openAuditor();
  const log: StoredEvent[] = [];
  return {
    store,
    log,
    auditor,
    readNew: async () => {
      for await (const event of store.readLog({ after: log.at(-1)?.position })) {
        log.push(event);
        auditor.see(event);
      }
      assertKept(auditor.violations);
    },
  };
};

const assertKept = (violations: readonly Violation[]): void => {
  if (violations.length > 0) throw new Error(violations.map(lineOf).join('\n'));
};

type Workers = Pick<Office, 'isIdle' | 'work' | 'workTwice'>;
type ExecutorOn = (store: EventStore) => CommandExecutor;

const reactionsOf = (
  executor: CommandExecutor,
  views: Lookups,
  bankLine: BankLine | undefined,
): readonly Reaction[] => [
  ...processManagers(executor, sampleDecider, views, sampleFingerprint, sampleRulebook),
  ...(bankLine?.reactions(executor) ?? []),
];

/** The process managers of one process, and what happens to them. */
const openWorkers = (
  { store, log, readNew }: Judged,
  executorOn: ExecutorOn,
  bankLine: BankLine | undefined,
): Workers => {
  let handled = 0;
  let worker = executorOn(store);

  const handle = async (executor: CommandExecutor, event: StoredEvent, ahead: number): Promise<void> => {
    const views = viewsOver(() => log.slice(0, handled + 1 + ahead));
    const refreshed = { ...views, at: () => readNew() };
    for (const reaction of reactionsOf(executor, refreshed, bankLine))
      if (reaction.types?.includes(event.type) ?? true) await reaction.handle(event);
  };

  /** A step that fails without a fault is repeated like the service does; one that goes on failing stops all payments. */
  const handleForSure = async (event: StoredEvent, ahead: number): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await handle(worker, event, ahead);
        return;
      } catch (error) {
        const cause = { cause: error };
        if (attempt === TRIES)
          throw new Error(`The process managers stand still at ${event.type}: ${String(error)}`, cause);
        worker = executorOn(store);
      }
    }
  };

  /** What a dead process leaves is found by the next one, which is handed the same event. */
  const dies = async (event: StoredEvent, ahead: number, executor: CommandExecutor): Promise<boolean> => {
    try {
      await handle(executor, event, ahead);
      return false;
    } catch (error) {
      worker = executorOn(store);
      if (!(error instanceof Killed)) await handleForSure(event, ahead);
      return error instanceof Killed;
    }
  };

  const next = async (
    handling: (event: StoredEvent) => Promise<boolean>,
  ): Promise<{ readonly died: boolean }> => {
    await readNew();
    const event = log[handled];
    const died = event !== undefined && (await handling(event));
    if (event && !died) handled += 1;
    await readNew();
    return { died };
  };

  return {
    isIdle: () => handled === log.length,
    work: (ahead, fault, meanwhile = async () => undefined) =>
      next(async (event) => {
        if (fault) return dies(event, ahead, executorOn(faultyStore(store, fault, meanwhile)));
        await handleForSure(event, ahead);
        return false;
      }),
    workTwice: async (pauses) => {
      let turn = 0;
      const twin = (): CommandExecutor =>
        executorOn(slowStore(store, () => pauses[turn++ % pauses.length] ?? 0));
      await next(async (event) => {
        await Promise.allSettled([handle(twin(), event, 0), handle(twin(), event, 0)]);
        worker = executorOn(store);
        await handleForSure(event, 0);
        return false;
      });
    },
  };
};

/** A whole office in memory whose process managers lag behind, die and are handed events again; every prefix of its log is judged. */
export const openOffice = ({
  executorOn = (store) => new CommandExecutor(store),
  withBankLine = false,
}: OfficeSettings = {}): Office => {
  const books = judged();
  const people = executorOn(books.store);
  const bankLine = openBankLine(() => books.log);
  const workers = openWorkers(books, executorOn, withBankLine ? bankLine : undefined);
  let today = businessDate('2024-02-01');
  let commands = 0;
  return {
    ...workers,
    people,
    bankLine,
    log: books.log,
    today: () => today,
    sleep: async (days) => {
      today = addDays(today, days);
      const context = beginningOf(today, instant(`${today}T00:00:00Z`), null);
      await people.execute(dayDecider, DAYS_STREAM, { type: 'BeginDay', day: today }, context);
      await books.readNew();
    },
    give: async (decider, stream, command, actor) => {
      commands += 1;
      const commandId = derivedUuid('simulation', commands);
      const now = instant(`${today}T02:00:00Z`);
      const context = { commandId, actor, now, correlationId: commandId, causationId: null };
      try {
        return await people.execute(decider, stream, command, context);
      } finally {
        // What was written is judged also when the command stumbled over it.
        await books.readNew();
      }
    },
    rest: async () => {
      await books.readNew();
      while (!workers.isIdle()) await workers.work(0);
      assertKept(books.auditor.atRest());
    },
  };
};
