import type { YearEndDecided } from '#budgets/budgets.events.js';
import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { forwardFenOf, type Promised, promisesByAward } from '#budgets/forward-book.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { businessDateAt, yearOf } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import { type Fen, maxFen, minFen, sumFen } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import {
  type Award,
  type GrantedAward,
  isGranted,
  lastAttempt,
  type Tranche,
} from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import { leftOfReducedFen } from '#programmes/award/decide-reduction.js';
import { paidFrom, splitOverPayers } from '#programmes/award/payers.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import type { Reaction } from '#reactions/reaction.js';
import { type Steps, stepsOf } from './steps.js';

type AwardDecider = Decider<AwardCommand, Award, AwardEvent>;

/** Facts after which an award is promised something else than before. */
const CAUSES = [
  'AwardApproved',
  'AwardMoved',
  'AwardTerminated',
  'AwardLapsed',
  'TrancheVerified',
  'TrancheRefused',
  'TrancheReleased',
  'TrancheCancelled',
  'TrancheReturned',
  'TopUpAdded',
  'BaseReduced',
  'EarlierPaymentTakenOver',
] as const satisfies readonly AwardEvent['type'][];

type Cause = Extract<AwardEvent, { type: (typeof CAUSES)[number] }>;

/**
 * Approval promises an award the planned amount of every year, on the line of every payer; a later year may have no money yet. What is
 * released is promised no longer, because it is set aside, and neither is what will not be paid. A promise is said as the amount that
 * holds now, so that saying it again changes nothing.
 */
export const promiseForward = (
  executor: CommandExecutor,
  awards: AwardDecider,
  rulebook: Rulebook,
): Reaction => ({
  name: 'promise-forward',
  types: [...CAUSES, 'YearEndDecided'],
  handle: async (stored) => {
    const steps = stepsOf(executor, stored);
    if (stored.type === 'YearEndDecided') return rollForward(executor, steps, stored);
    const cause = decode<Cause>(stored);
    const { state: award } = await executor.load(awards, cause.data.award);
    if (!isGranted(award)) return;
    const thisYear = yearOf(businessDateAt(stored.metadata.recordedAt));
    const promises = new Map<string, Promised[]>();
    for (const tranche of concerned(award, cause)) {
      const { trancheNo } = tranche.plan;
      for (const [stream, amountFen] of promisesOf(award, tranche, cause, rulebook, thisYear))
        promises.set(stream, [...(promises.get(stream) ?? []), { trancheNo, amountFen }]);
    }
    for (const [stream, wanted] of promises)
      await promise(executor, steps, award.award, stream, wanted, cause.type);
  },
});

const concerned = (award: GrantedAward, { data }: Cause): readonly Tranche[] => {
  if ('plan' in data) return award.tranches.filter(({ plan }) => plan.trancheNo === data.plan.trancheNo);
  if ('trancheNo' in data) return award.tranches.filter(({ plan }) => plan.trancheNo === data.trancheNo);
  return award.tranches;
};

/** What every line that may have promised the tranche something promises it now. */
const promisesOf = (
  award: GrantedAward,
  tranche: Tranche,
  cause: Cause,
  rulebook: Rulebook,
  thisYear: number,
): ReadonlyMap<string, Fen> => {
  const plannedYear = yearOf(tranche.plan.claimableFrom ?? award.approvedOn);
  // A year that is over promises nothing more: what is late is promised by the current one.
  const year = Math.max(plannedYear, thisYear);
  const promises = new Map<string, Fen>();
  const parts = partsByLine(award, award.application.jurisdiction, rulebook, promisedFen(award, tranche));
  const former = cause.type === 'AwardMoved' ? partsByLine(award, cause.data.from, rulebook, 0n) : new Map();
  for (const line of [...former.keys(), ...parts.keys()] as string[])
    for (let one = plannedYear; one <= year; one += 1) promises.set(budgetStream(line, one), 0n);
  if (tranche.status === 'queued') return withWaitingParts(promises, tranche);
  for (const [line, amountFen] of parts) promises.set(budgetStream(line, year), amountFen);
  return promises;
};

/** The parts of the payers of a place, by line; one payer may pay from the line of another. */
const partsByLine = (
  { application, policyVersion, budgetLine }: GrantedAward,
  jurisdiction: string,
  rulebook: Rulebook,
  amountFen: Fen,
): ReadonlyMap<string, Fen> => {
  const measure = orThrow(rulebook.measure(policyVersion, application.measure));
  const from = paidFrom(measure, { ...application, jurisdiction }, budgetLine);
  if (!from.payers) return new Map([[from.budgetLine, amountFen]]);
  const parts = new Map<string, Fen>();
  const amounts = splitOverPayers(amountFen, from.payers);
  for (const [index, { budgetLine: line }] of from.payers.entries())
    parts.set(line, (parts.get(line) ?? 0n) + (amounts[index] ?? 0n));
  return parts;
};

/** Of a tranche that waits for money, the payers that have theirs promise nothing any more. */
const withWaitingParts = (promises: Map<string, Fen>, tranche: Tranche): ReadonlyMap<string, Fen> => {
  const attempt = lastAttempt(tranche);
  if (!attempt) return promises;
  const { shares, budgetStream: stream, grantedFen: amountFen } = attempt;
  for (const part of shares ?? [{ budgetStream: stream, amountFen, waiting: true }])
    if (part.waiting) promises.set(part.budgetStream, part.amountFen);
  return promises;
};

/** Since its base shrank an award is promised what is left of it, tranche by tranche (practice E28). */
const promisedFen = (award: GrantedAward, tranche: Tranche): Fen => {
  const wantedFen = openFen(award, tranche);
  const leftFen = leftOfReducedFen(award);
  if (leftFen === null) return wantedFen;
  const earlier = award.tranches.filter(({ plan }) => plan.trancheNo < tranche.plan.trancheNo);
  const earlierFen = sumFen(earlier.map((one) => openFen(award, one)));
  return maxFen(0n, minFen(wantedFen, leftFen - earlierFen));
};

const openFen = ({ status }: GrantedAward, tranche: Tranche): Fen => {
  if (status === 'terminated' || status === 'lapsed') return 0n;
  switch (tranche.status) {
    case 'planned':
    case 'claimed':
      return tranche.plan.plannedFen ?? tranche.plan.ceilingFen ?? 0n;
    case 'verified':
    case 'releasing':
    case 'returned':
      return lastAttempt(tranche)?.returnedFen ?? tranche.requestedFen;
    default:
      return 0n;
  }
};

const promise = async (
  executor: CommandExecutor,
  steps: Steps,
  award: string,
  stream: string,
  wanted: readonly Promised[],
  cause: string,
): Promise<void> => {
  const { state } = await executor.load(budgetDecider, stream);
  const promises = wanted.filter((one) => forwardFenOf(state, award, one.trancheNo) !== one.amountFen);
  if (promises.length === 0) return;
  await steps.order(budgetDecider, stream, { type: 'PromiseForward', award, promises, cause }, award);
};

/** What a year that is closed still promised, the next one promises: first there, then no longer here. */
const rollForward = async (executor: CommandExecutor, steps: Steps, stored: StoredEvent): Promise<void> => {
  const { line, year } = decode<YearEndDecided>(stored).data;
  const { state } = await executor.load(budgetDecider, stored.stream);
  const next = budgetStream(line, year + 1);
  for (const [award, promises] of promisesByAward(state)) {
    await promise(executor, steps, award, next, promises, stored.type);
    const none = promises.map(({ trancheNo }) => ({ trancheNo, amountFen: 0n }));
    await promise(executor, steps, award, stored.stream, none, stored.type);
  }
};
