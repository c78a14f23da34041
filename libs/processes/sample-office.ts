import { budgetDecider } from '#budgets/budgets.js';
import { beginningOf, dayDecider, DAYS_STREAM } from '#clock/day.js';
import { pastDeadlinesIn } from '#deadlines/fold-deadlines.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { CommandExecutor } from '#event-store/execute.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import type { Actor } from '#kernel/actor.js';
import { type BusinessDate, instant } from '#kernel/business-date.js';
import { fictitiousCreditCode } from '#kernel/chinese-identifiers/fictitious.js';
import { contentHash } from '#kernel/content-hash.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';
import { yuan } from '#kernel/money.js';
import { RefusalError } from '#kernel/refusal.js';
import { partyDecider } from '#parties/parties.js';
import type { AccountFingerprint } from '#personal-data/personal-data.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import { sampleRulebook } from '#programmes/award/sample-award.js';
import type { TrancheLifeEvent } from '#programmes/award/award.events.js';
import type { Reaction } from '#reactions/reaction.js';
import { isCollecting, outstandingFen } from '#recovery/recovery-case.js';
import { recoveryDecider } from '#recovery/recovery.js';
import { holdsOfLog, openTranchesOfLog } from './holds-of-log.js';
import type { AttemptRef, Lookups } from './lookups.js';
import { processManagers } from './process-managers.js';
import { runningAwardsIn } from './running-awards.js';

const OFFICER: Actor = { id: 'olga', role: 'programme-officer' };

/** Where nobody is ever forgotten, the hash needs no key. */
export const sampleFingerprint: AccountFingerprint = async (party, { number, accountName }) =>
  contentHash({ party, number, accountName });

/**
 * A whole office in memory, for specs: the real deciders and process managers over the memory store. `redeliver` hands every
 * event over twice, as a crash between handling and remembering would.
 */
export const sampleOffice = ({ redeliver = false, rulebook = sampleRulebook } = {}) => {
  const store = openMemoryEventStore();
  const executor = new CommandExecutor(store);
  const log: StoredEvent[] = [];
  let handled = 0;
  let now = instant('2024-02-02T02:00:00Z');

  const readNew = async (): Promise<void> => {
    for await (const event of store.readLog({ after: log.at(-1)?.position })) log.push(event);
  };

  const lookups = lookupsIn(executor, () => log.slice(0, handled + 1));
  const reactions: readonly Reaction[] = processManagers(
    executor,
    awardDecider(rulebook),
    lookups,
    sampleFingerprint,
    rulebook,
  );

  /** Lets the process managers finish everything that is under way. */
  const settle = async (): Promise<void> => {
    await readNew();
    for (let event = log[handled]; event; event = log[handled]) {
      for (const reaction of reactions) {
        if (reaction.types && !reaction.types.includes(event.type)) continue;
        await reaction.handle(event);
        if (redeliver) await reaction.handle(event);
      }
      await readNew();
      handled += 1;
    }
  };

  const give = async <C extends object, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: string,
    command: C,
    key = '',
  ) => {
    const commandId = derivedUuid(stream, contentHash(command), key);
    const outcome = await executor.execute(decider, stream, command, {
      commandId,
      actor: OFFICER,
      now,
      correlationId: commandId,
      causationId: null,
    });
    if (outcome.refusal) throw new RefusalError(outcome.refusal);
    await settle();
    return outcome;
  };

  const newYear = (year: number): void => {
    now = instant(`${year}-01-02T02:00:00Z`);
  };

  /** Days on which the office was closed have no beginning. */
  const beginDay = async (day: BusinessDate): Promise<void> => {
    now = instant(`${day}T02:00:00Z`);
    await executor.execute(dayDecider, DAYS_STREAM, { type: 'BeginDay', day }, beginningOf(day, now, null));
    await settle();
  };

  return { executor, log, give, settle, newYear, beginDay };
};

export type SampleOffice = ReturnType<typeof sampleOffice>;

/** The enterprise of the sample award with an account that somebody else confirmed. */
export const withPayee = async ({ give, executor }: SampleOffice, accountId = 'A1'): Promise<void> => {
  const party = 'party-ENTERPRISE';
  const { state } = await executor.load(partyDecider, party);
  const identifier = { kind: 'unified-social-credit-code', value: fictitiousCreditCode(1) } as const;
  if (state.status === 'unknown')
    await give(partyDecider, party, {
      type: 'RegisterParty',
      party,
      kind: 'enterprise',
      name: '样例公司',
      identifier,
    });
  await give(partyDecider, party, {
    type: 'ProposeAccount',
    accountId,
    account: {
      number: `3300000000${accountId.replace(/\D/g, '')}`,
      accountName: '样例公司',
      bankCode: '105335000018',
      bankName: '建行',
    },
    actor: { id: 'olga', role: 'programme-officer' },
  });
  await give(partyDecider, party, {
    type: 'ConfirmAccount',
    accountId,
    actor: { id: 'vera', role: 'programme-verifier' },
  });
};

export const appropriate = (
  { give }: SampleOffice,
  amount: number,
  documentNumber = 'D1',
  year = 2024,
  line = 'sample',
) =>
  give(budgetDecider, `budget-${line}-${year}`, {
    type: 'AppropriateBudget',
    line,
    year,
    amountFen: yuan(amount),
    documentNumber,
  });

/** Answers the questions of the process managers by folding the log, slowly and plainly. */
const lookupsIn = (executor: CommandExecutor, seen: () => readonly StoredEvent[]): Lookups => ({
  at: async () => undefined,
  openCasesOf: async (debtor) => {
    const cases = new Set(
      seen()
        .filter(({ type }) => type === 'RecoveryDemanded')
        .map(({ stream }) => stream),
    );
    const open: string[] = [];
    for (const caseId of cases) {
      const { state } = await executor.load(recoveryDecider, caseId);
      if (isCollecting(state) && state.finding.debtor === debtor && outstandingFen(state) > 0n)
        open.push(caseId);
    }
    return open;
  },
  releasedTranchesOf: async (payee) => {
    const waiting = new Map<string, AttemptRef>();
    for (const stored of seen()) {
      const { type, data } = decode<TrancheLifeEvent>(stored);
      if (type === 'TrancheReleased' && data.payee === payee)
        waiting.set(`${data.award}/${data.trancheNo}`, data);
      if (type === 'TrancheBatched' || type === 'TrancheCancelled')
        waiting.delete(`${data.award}/${data.trancheNo}`);
    }
    return [...waiting.values()];
  },
  batchOfLine: async (lineId) => {
    for (const stored of seen()) {
      const event = decode<BatchEvent>(stored);
      if (event.type === 'BatchAssembled' && event.data.lines.some((line) => line.lineId === lineId))
        return stored.stream;
    }
    return undefined;
  },
  capAccountsOf: async (parties) =>
    seen().flatMap((stored) => {
      const { type, data } = decode<TrancheLifeEvent>(stored);
      if (type !== 'TrancheReleaseRequested') return [];
      return data.capClaims.filter(({ subject }) => parties.includes(subject));
    }),
  holdsInForce: async (day, position) => holdsOfLog(seen(), day, position),
  openTranchesUnder: async (hold) => openTranchesOfLog(seen(), hold),
  runningAwards: (parties, measures) => runningAwardsIn(seen(), parties, measures),
  deadlinesBefore: async (day) => pastDeadlinesIn(seen(), day),
});
