import { setTimeout as pause } from 'node:timers/promises';
import { untilLogged } from './log-reader.js';
import type { MortalDatabase } from './mortal-database.js';
import type { Half, MortalService } from './mortal-service.js';
import type { Seeded } from '#kernel/seeded.js';

/** Steps of a payment run, named after the event that has just been written when the knife falls. */
export const STEPS = [
  'PartyRegistered',
  'DayBegan',
  'DeadlinePassed',
  'AwardApproved',
  'TrancheReleaseRequested',
  'CapReserved',
  'BudgetCommitted',
  'TrancheReleased',
  'BatchDrafted',
  'TrancheBatched',
  'BatchAssembled',
  'BatchSubmitted',
  'ApprovalWithdrawn',
  'BatchSealed',
  'BatchSent',
  'HandOverBegun',
  'PaymentFileHandedOver',
  'BankAnswerImported',
  'LineSettled',
  'EntryMatched',
  'TranchePaid',
  'CapConsumed',
  'BudgetDisbursed',
  'MergedInto',
  'PartyAbsorbed',
  'CapHandedOver',
  'CapCarriedOver',
  'LineReturned',
  'TrancheReturned',
  'CapRestored',
  'DisbursementReversed',
  'AccountBlocked',
  'AwardTerminated',
  'RecoveryFound',
  'RecoveryDemanded',
  'RepaymentReceived',
  'MoneyRecovered',
  'BudgetRefunded',
  'SetOffProposed',
  'TrancheSetOff',
  'SetOffConfirmed',
  'ClaimReduced',
  'CaseRepaid',
  'OverpaymentRefundProposed',
  'OverpaymentRefundApproved',
  'OverpaymentRefunded',
] as const;

export type Victim = Half | 'database';

export interface Killing {
  readonly victim: Victim;
  /** At a step, or after a time since the last killing. */
  readonly at:
    { readonly type: (typeof STEPS)[number]; readonly count: number } | { readonly afterMs: number };
  /** How long the database stays away. */
  readonly awayMs: number;
}

const TIME_MAX_MS = 4_000;

export const planKillings = (random: Seeded, halves: readonly Half[], count: number): readonly Killing[] =>
  Array.from({ length: count }, () => {
    const victim = random.oneOf<Victim>([...halves, ...halves, 'database']);
    const at =
      random.below(4) === 0
        ? { afterMs: random.below(TIME_MAX_MS) }
        : { type: random.oneOf(STEPS), count: 1 + random.below(3) };
    return { victim, at, awayMs: random.below(1_000) };
  });

/**
 * Every step is hit once in `runs` runs. Those of one run lie far apart, so that no killing has to wait for the one before it; victims take
 * turns.
 */
export const killingsOfRun = (halves: readonly Half[], run: number, runs: number): readonly Killing[] => {
  const victims: readonly Victim[] = [...halves, 'database'];
  return STEPS.filter((_step, index) => index % runs === run).map((type, index) => ({
    victim: victims[(run + index) % victims.length]!,
    at: { type, count: 1 },
    awayMs: 200,
  }));
};

export interface Killed extends Killing {
  /** From the kill until it was running again. */
  readonly downMs: number;
}

/** Waits for the moment of every killing at once, kills, and sees to it that everything is running again. */
export const carryOut = async (
  killings: readonly Killing[],
  {
    service,
    database,
    databaseUrl,
  }: { readonly service: MortalService; readonly database: MortalDatabase; readonly databaseUrl: string },
  signal: AbortSignal,
): Promise<readonly Killed[]> => {
  const done: Killed[] = [];
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (killing: Killing): Promise<void> => {
    turn = turn.then(async () => void done.push({ ...killing, downMs: await kill(killing) }));
    return turn;
  };
  const kill = async ({ victim, awayMs }: Killing): Promise<number> => {
    if (victim !== 'database') return service.kill(victim);
    const since = performance.now();
    await database.kill();
    await pause(awayMs);
    await database.restart();
    return performance.now() - since;
  };
  await Promise.all(
    killings.map(async (killing) => {
      const { at } = killing;
      const isTime =
        'afterMs' in at ? await passed(at.afterMs, signal) : await untilLogged(databaseUrl, at, signal);
      if (isTime) await inTurn(killing);
    }),
  );
  return done;
};

const passed = (ms: number, signal: AbortSignal): Promise<boolean> =>
  pause(ms, true, { signal }).catch(() => false);

export const wordsOf = ({ victim, at }: Killing): string =>
  `${victim} ${'afterMs' in at ? `after ${at.afterMs} ms` : `at ${at.type} ${at.count}`}`;
