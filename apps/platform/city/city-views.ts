import { openDeadlines, pastOpen } from './open-deadlines.js';
import type { BudgetEvent } from '#budgets/budgets.events.js';
import type { CapAccount } from '#caps/caps.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { Fen } from '#kernel/money.js';
import type { WorkingCalendar } from '#kernel/working-calendar.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import type { AttemptRef, Lookups } from '#processes/lookups.js';
import { seenRunningAwards } from '#processes/running-awards.js';
import type { TrancheLifeEvent } from '#programmes/award/award.events.js';
import type { RecoveryEvent } from '#recovery/recovery.events.js';

interface Waiting extends AttemptRef {
  readonly payee: string;
  leftFen: Fen;
}

interface OpenCase {
  readonly debtor: string;
  owedFen: Fen;
  earmarked: Set<string>;
}

/** What people and process managers of the city ask across streams, as a fold that forgets whatever is over. */
export interface CityViews {
  see(event: StoredEvent): void;
  readonly lookups: Lookups;
  /** Released tranches that no batch has. */
  readonly released: () => readonly AttemptRef[];
  /** Awards whose money came back since the last call. */
  readonly takeReturned: () => readonly string[];
  /** Cases that were found since the last call. */
  readonly takeFound: () => readonly string[];
  /** Money that tranches wait for, by stream of the budget line. */
  readonly queuedFen: ReadonlyMap<string, Fen>;
}

export const openCityViews = (calendar: WorkingCalendar): CityViews => {
  const deadlines = openDeadlines(calendar);
  const payments = seenPayments();
  const cases = seenCases();
  const running = seenRunningAwards();
  const capAccounts = seenCapAccounts();
  const queuedFen = new Map<string, Fen>();

  const seeBudget = (stored: StoredEvent): void => {
    const { type, data } = decode<BudgetEvent>(stored);
    const add = (fen: Fen): void => {
      const next = (queuedFen.get(stored.stream) ?? 0n) + fen;
      if (next === 0n) queuedFen.delete(stored.stream);
      else queuedFen.set(stored.stream, next);
    };
    if (type === 'CommitmentQueued') add(data.amountFen);
    if (type === 'QueuedCommitmentCancelled') add(-data.amountFen);
    if (type === 'BudgetCommitted' && data.fromQueue) add(-data.amountFen);
  };

  return {
    queuedFen,
    released: payments.released,
    takeReturned: payments.takeReturned,
    takeFound: cases.takeFound,
    see: (stored) => {
      deadlines.see(stored);
      if (stored.stream.startsWith('budget-')) seeBudget(stored);
      else if (stored.stream.startsWith('batch-')) payments.seeBatch(stored);
      else if (stored.stream.startsWith('recovery-')) cases.see(stored);
      else {
        payments.seeAward(stored);
        running.see(stored);
        capAccounts.see(stored);
      }
    },
    lookups: {
      at: () => Promise.resolve(),
      openCasesOf: (debtor) => Promise.resolve(cases.openOf(debtor)),
      releasedTranchesOf: (payee) =>
        Promise.resolve(payments.released().filter((one) => one.payee === payee)),
      batchOfLine: (lineId) => Promise.resolve(payments.batchOfLine(lineId)),
      // Nobody holds anything in the city.
      holdsInForce: () => Promise.resolve([]),
      openTranchesUnder: () => Promise.resolve([]),
      runningAwards: running.runningAwards,
      capAccountsOf: (parties) => Promise.resolve(parties.flatMap((one) => capAccounts.of(one))),
      deadlinesBefore: (day) => Promise.resolve(pastOpen(deadlines, day)),
    },
  };
};

const seenPayments = () => {
  const waiting = new Map<string, Waiting>();
  const lines = new Map<string, string>();
  const returned = new Set<string>();
  const keyOf = ({ award, trancheNo }: { award: string; trancheNo: number }): string =>
    `${award}/${trancheNo}`;

  const seeAward = (stored: StoredEvent): void => {
    const { type, data } = decode<TrancheLifeEvent>(stored);
    switch (type) {
      case 'TrancheReleased': {
        const { award, trancheNo, attempt, payee, grantedFen } = data;
        if (grantedFen > 0n)
          waiting.set(keyOf(data), { award, trancheNo, attempt, payee, leftFen: grantedFen });
        return;
      }
      case 'TrancheSetOff': {
        const one = waiting.get(keyOf(data));
        if (!one) return;
        one.leftFen -= data.amountFen;
        if (one.leftFen === 0n) waiting.delete(keyOf(data));
        return;
      }
      case 'TrancheReturned':
        returned.add(data.award);
        return;
      case 'TrancheBatched':
      case 'TrancheCancelled':
        waiting.delete(keyOf(data));
        return;
      default:
    }
  };

  const seeBatch = (stored: StoredEvent): void => {
    const { type, data } = decode<BatchEvent>(stored);
    if (type === 'BatchAssembled') for (const { lineId } of data.lines) lines.set(lineId, stored.stream);
  };

  return {
    seeAward,
    seeBatch,
    released: (): readonly Waiting[] => [...waiting.values()],
    batchOfLine: (lineId: string) => lines.get(lineId),
    takeReturned: (): readonly string[] => takeAll(returned),
  };
};

/** Whose accounts were asked for money; only parties can turn out to be somebody else. */
const seenCapAccounts = () => {
  const accounts = new Map<string, Map<string, CapAccount>>();
  return {
    of: (party: string): readonly CapAccount[] => [...(accounts.get(party)?.values() ?? [])],
    see: (stored: StoredEvent): void => {
      if (stored.type !== 'TrancheReleaseRequested') return;
      const { data } = decode<Extract<TrancheLifeEvent, { type: 'TrancheReleaseRequested' }>>(stored);
      for (const { capKey, subject, window } of data.capClaims) {
        if (!subject.startsWith('party-')) continue;
        const known = accounts.get(subject) ?? new Map<string, CapAccount>();
        known.set(`${capKey} ${window}`, { capKey, subject, window });
        accounts.set(subject, known);
      }
    },
  };
};

const seenCases = () => {
  const open = new Map<string, OpenCase>();
  const found = new Set<string>();

  const see = (stored: StoredEvent): void => {
    const { type, data } = decode<RecoveryEvent>(stored);
    const { stream } = stored;
    if (type === 'RecoveryFound') found.add(stream);
    if (type === 'RecoveryDemanded')
      open.set(stream, { debtor: data.debtor, owedFen: data.amountFen, earmarked: new Set() });
    const one = open.get(stream);
    if (!one) return;
    if (type === 'SetOffProposed') one.earmarked.add(data.setOffId);
    if (type === 'SetOffConfirmed' || type === 'SetOffCancelled') one.earmarked.delete(data.setOffId);
    if (type === 'SetOffConfirmed' || type === 'RepaymentReceived') one.owedFen -= data.amountFen;
    if (type === 'ClaimReduced') one.owedFen -= data.amountFen;
    const isOver = type === 'CaseWrittenOff' || one.owedFen <= 0n;
    if (isOver && one.earmarked.size === 0) open.delete(stream);
  };

  return {
    see,
    openOf: (debtor: string): readonly string[] =>
      [...open].flatMap(([stream, one]) => (one.debtor === debtor ? [stream] : [])),
    takeFound: (): readonly string[] => takeAll(found),
  };
};

const takeAll = (set: Set<string>): readonly string[] => {
  const all = [...set];
  set.clear();
  return all;
};
