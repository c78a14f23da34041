import type { BudgetCommitted, BudgetEvent } from '#budgets/budgets.events.js';
import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { commitmentOf } from '#budgets/budget-line.js';
import { capDecider } from '#caps/caps.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import { yearOf } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import { type Fen, minFen } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { holdsOver, refuseHeld } from '#payments/holds/what-holds-stop.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type {
  AwardEvent,
  CapCut,
  CapReservation,
  PayerPart,
  TrancheLifeEvent,
} from '#programmes/award/award.events.js';
import { onRecord } from '#programmes/award/decide-application.js';
import { splitOverPayers } from '#programmes/award/payers.js';
import type { Reaction } from '#reactions/reaction.js';
import { accountOfSubject } from './cap-accounts.js';
import { heldSubjectOf } from './held-subject.js';
import type { Lookups } from './lookups.js';
import { type Steps, stepsOf } from './steps.js';

type AwardDecider = Decider<AwardCommand, Award, AwardEvent>;
type Requested = Extract<TrancheLifeEvent, { type: 'TrancheReleaseRequested' }>;
type Cancelled = Extract<TrancheLifeEvent, { type: 'TrancheCancelled' }>;

/**
 * Releases a tranche: every cap in turn, then the budget line, then the award. A cap may grant less than was asked; the next
 * one is asked for that. Whatever was reserved too much, or for nothing, is given back.
 */
export const releaseTranche = (
  executor: CommandExecutor,
  awards: AwardDecider,
  lookups: Lookups,
): Reaction => ({
  name: 'release-tranche',
  types: ['TrancheReleaseRequested', 'BudgetCommitted', 'TrancheCancelled'],
  handle: async (stored) => {
    const steps = stepsOf(executor, stored);
    switch (stored.type) {
      case 'TrancheReleaseRequested': {
        const requested = decode<Requested>(stored);
        const refusal = await heldBy({ executor, awards, lookups }, stored, requested);
        return refusal
          ? refuseRelease(steps, awards, requested, refusal)
          : release(executor, steps, awards, requested);
      }
      case 'BudgetCommitted':
        return releaseFromQueue(steps, awards, stored);
      default:
        return giveBack(executor, steps, decode<Cancelled>(stored));
    }
  },
});

/** One id per attempt names its reservations in all caps and its commitment in the budget line. */
const attemptId = ({
  award,
  trancheNo,
  attempt,
}: {
  award: string;
  trancheNo: number;
  attempt: number;
}): string => `${award}/${trancheNo}/${attempt}`;

export const attemptOfCommitment = (commitmentId: string): number => Number(commitmentId.split('/').at(-1));

const release = async (
  executor: CommandExecutor,
  steps: Steps,
  awards: AwardDecider,
  { data }: Requested,
): Promise<void> => {
  const { award, trancheNo, attempt, fiscalYear, requestedOn: on } = data;
  const caps = await reserveCaps(executor, steps, data);
  if ('refusal' in caps) {
    await refuseRelease(steps, awards, { data }, caps.refusal);
    return;
  }
  const { grantedFen, cuts, reservations } = caps;
  const { parts, shares } = await commitParts(steps, data, grantedFen);
  const [first] = parts;
  assert(first, 'Somebody pays');
  await steps.order(awards, award, {
    type: parts.some(({ waiting }) => waiting) ? 'QueueTranche' : 'ReleaseTranche',
    trancheNo,
    attempt,
    grantedFen,
    cuts,
    reservations,
    budgetStream: first.budgetStream,
    commitmentId: attemptId(data),
    ...(shares && { shares }),
    fiscalYear,
    on,
  });
};

const refuseRelease = async (
  steps: Steps,
  awards: AwardDecider,
  { data: { award, trancheNo, attempt } }: Pick<Requested, 'data'>,
  refusal: Refusal,
): Promise<void> => {
  await steps.order(awards, award, { type: 'RefuseRelease', trancheNo, attempt, refusal: onRecord(refusal) });
};

/** A hold stops a release before any cap or budget line is asked. One of an amount bites later, on what is released. */
const heldBy = async (
  { executor, awards, lookups }: { executor: CommandExecutor; awards: AwardDecider; lookups: Lookups },
  stored: StoredEvent,
  { data: { award, trancheNo } }: Requested,
): Promise<Refusal | undefined> => {
  await lookups.at(stored.position);
  const holds = (await lookups.holdsInForce(stored.effectiveOn, stored.position)).filter(
    ({ amountFen }) => amountFen === null,
  );
  if (holds.length === 0) return undefined;
  const subject = heldSubjectOf(award, (await executor.load(awards, award)).state, trancheNo);
  return subject && refuseHeld(holdsOver(subject, holds));
};

/**
 * The line of every payer sets its part aside, or lets it wait. A part that is set aside stays so while another payer is late: whoever
 * has the money holds it for this tranche, and nothing is paid before all have it (practice E22).
 */
const commitParts = async (
  steps: Steps,
  data: Requested['data'],
  grantedFen: Fen,
): Promise<{ readonly parts: readonly PayerPart[]; readonly shares?: readonly PayerPart[] }> => {
  const { budgetLine, payers } = data;
  if (!payers) return { parts: [await commitPart(steps, data, budgetLine, budgetLine, grantedFen)] };
  const amounts = splitOverPayers(grantedFen, payers);
  const shares: PayerPart[] = [];
  for (const [index, { payer, budgetLine: line }] of payers.entries()) {
    const amountFen = amounts[index] ?? 0n;
    if (amountFen > 0n) shares.push(await commitPart(steps, data, payer, line, amountFen));
  }
  return { parts: shares, shares };
};

const commitPart = async (
  steps: Steps,
  data: Requested['data'],
  payer: string,
  line: string,
  amountFen: Fen,
): Promise<PayerPart> => {
  const { award, trancheNo, approvedOn } = data;
  const stream = budgetStream(line, data.fiscalYear);
  const commitmentId = attemptId(data);
  const commit = { type: 'CommitBudget', commitmentId, amountFen, award, trancheNo, approvedOn } as const;
  const committed = await steps.order(budgetDecider, stream, commit);
  const answer = committed.events.find((event) => isAbout(event, commitmentId));
  return { payer, budgetStream: stream, amountFen, waiting: answer?.type === 'CommitmentQueued' };
};

const isAbout = (event: BudgetEvent, commitmentId: string): boolean =>
  'commitmentId' in event.data && event.data.commitmentId === commitmentId;

type Caps = {
  readonly grantedFen: Fen;
  readonly cuts: readonly CapCut[];
  readonly reservations: readonly CapReservation[];
};

const reserveCaps = async (
  executor: CommandExecutor,
  steps: Steps,
  data: Requested['data'],
): Promise<Caps | { readonly refusal: Refusal }> => {
  const reservationId = attemptId(data);
  const { measure, award, trancheNo } = data;
  const held: { capStream: string; grantedFen: Fen }[] = [];
  const cuts: CapCut[] = [];
  let amountFen = data.requestedFen;
  // Two accounts that pay the higher of several measures both compare the whole amount, not what the first of them left of it.
  let wholeFen = amountFen;
  for (const { capKey, subject, window, title, clause, limit, year, countsAs } of data.capClaims) {
    const stream = await accountOfSubject(executor, steps, { capKey, subject, window });
    const beforeFen = amountFen;
    const requestedFen = limit.kind === 'amount' ? amountFen : wholeFen;
    const outcome = await steps.ask(capDecider, stream, {
      type: 'ReserveCap',
      reservationId,
      measure: countsAs ?? measure,
      clause,
      year,
      requestedFen,
      limit,
      award,
      trancheNo,
      title,
    });
    if (outcome.refusal) {
      for (const { capStream: earlier } of held)
        await releaseCap(steps, earlier, reservationId, null, 'another cap refused');
      return { refusal: outcome.refusal };
    }
    const reserved = outcome.events.find((event) => event.type === 'CapReserved');
    assert(reserved, 'A cap that does not refuse reserves');
    const { grantedFen } = reserved.data;
    amountFen = minFen(beforeFen, grantedFen);
    if (limit.kind === 'amount') wholeFen -= beforeFen - amountFen;
    if (amountFen < beforeFen)
      cuts.push({ capStream: stream, ...title, clause, requestedFen: beforeFen, grantedFen: amountFen });
    held.push({ capStream: stream, grantedFen });
  }
  for (const { capStream: earlier, grantedFen } of held) {
    if (grantedFen > amountFen)
      await releaseCap(steps, earlier, reservationId, grantedFen - amountFen, 'another cap granted less');
  }
  return {
    grantedFen: amountFen,
    cuts,
    reservations: held.map((one) => ({ capStream: one.capStream, reservationId })),
  };
};

const releaseCap = (
  steps: Steps,
  stream: string,
  reservationId: string,
  amountFen: Fen | null,
  reason: string,
) => steps.order(capDecider, stream, { type: 'ReleaseCap', reservationId, amountFen, reason });

/** The line got money and the tranche that waited for it is released. */
const releaseFromQueue = async (steps: Steps, awards: AwardDecider, stored: StoredEvent): Promise<void> => {
  const { data } = decode<BudgetCommitted>(stored);
  if (!data.fromQueue) return;
  const attempt = attemptOfCommitment(data.commitmentId);
  const on = stored.effectiveOn;
  const { award, trancheNo } = data;
  // A tranche cancelled, or moved to another line, in the meantime does not want the money any more; whoever did it gives it back.
  await steps.ask(
    awards,
    award,
    {
      type: 'ReleaseQueuedTranche',
      trancheNo,
      attempt,
      budgetStream: stored.stream,
      fiscalYear: yearOf(on),
      on,
    },
    data.commitmentId,
  );
};

/** A cancelled tranche gives back what its release held. */
const giveBack = async (executor: CommandExecutor, steps: Steps, { data }: Cancelled): Promise<void> => {
  if (!data.release) return;
  const { reservations, budgetStream: budget, commitmentId, shares } = data.release;
  for (const { capStream: stream, reservationId } of reservations)
    await releaseCap(steps, stream, reservationId, null, 'tranche cancelled');
  for (const line of shares?.map((share) => share.budgetStream) ?? [budget]) {
    const { state } = await executor.load(budgetDecider, line);
    const command = commitmentOf(state, commitmentId)
      ? ({ type: 'Decommit', commitmentId, amountFen: null, reason: 'tranche cancelled' } as const)
      : ({ type: 'CancelQueued', commitmentId } as const);
    await steps.order(budgetDecider, line, command);
  }
};
