import { SYSTEM } from '#kernel/actor.js';
import { assert, unreachable } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, reject } from '#kernel/decider.js';
import { minFen, sumFen } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { PaymentCommand } from './award.commands.js';
import type { AwardDecision } from './rulebook.js';
import type { AwardEvent } from './award.events.js';
import {
  type GrantedAward,
  lastAttempt,
  netFen,
  type PaymentAttempt,
  type Tranche,
  trancheOf,
} from './award.js';
import { sharesOf } from './payers.js';
import { wrongTrancheStatus } from './decide-tranche.js';

type Of<Type extends PaymentCommand['type']> = Extract<PaymentCommand, { type: Type }>;

/** What process managers report back: caps and budget have answered, a batch took the tranche, the bank has spoken. */
export const decidePayment = (command: PaymentCommand, award: GrantedAward): AwardDecision => {
  const tranche = trancheOf(award, command.trancheNo);
  assert(tranche, `${command.type} for a tranche that is not planned`);
  switch (command.type) {
    case 'ReleaseTranche':
    case 'QueueTranche':
      return release(command, award, tranche);
    case 'ReleaseQueuedTranche':
      return releaseQueued(command, award, tranche);
    case 'MoveQueuedTranche':
      return moveQueued(command, award, tranche);
    case 'RefuseRelease': {
      const { trancheNo, attempt, refusal } = command;
      if (!isReleasing(tranche, attempt)) return wrongTrancheStatus(tranche);
      return accept({
        type: 'TrancheReleaseRefused',
        data: { award: award.award, trancheNo, attempt, refusal },
      });
    }
    case 'ApplySetOff':
      return applySetOff(command, award, tranche);
    case 'PutInBatch':
      return putInBatch(command, award, tranche);
    case 'TakeOutOfBatch':
      return takeOutOfBatch(command, award, tranche);
    case 'RecordPayment':
      return recordPayment(command, award, tranche);
    case 'RecordReturn':
      return recordReturn(command, award, tranche);
    case 'RecordRecovery': {
      const { trancheNo, attempt, caseId, amountFen, how, on: recoveredOn } = command;
      const paid = tranche.attempts.find((one) => one.attempt === attempt);
      const shares = paid ? sharesOf(paid, paid.recoveredFen, amountFen) : {};
      return accept({
        type: 'MoneyRecovered',
        data: { award: award.award, trancheNo, attempt, caseId, amountFen, ...shares, how, recoveredOn },
      });
    }
    default:
      return unreachable(command);
  }
};

const isReleasing = (tranche: Tranche, attempt: number): boolean =>
  tranche.status === 'releasing' && tranche.attempt === attempt;

/** The attempt a command is about, when it is the one under way. */
const current = (tranche: Tranche, attempt: number): PaymentAttempt | undefined => {
  const last = lastAttempt(tranche);
  return last?.attempt === attempt ? last : undefined;
};

const release = (
  command: Of<'ReleaseTranche' | 'QueueTranche'>,
  award: GrantedAward,
  tranche: Tranche,
): AwardDecision => {
  const { trancheNo, attempt, grantedFen, cuts, reservations, budgetStream, commitmentId, shares } = command;
  const { fiscalYear, on } = command;
  if (!isReleasing(tranche, attempt)) return wrongTrancheStatus(tranche);
  // An award's own total is the last cap; the amounts in the plan sum to it, so passing it would be a bug.
  const grantedBefore = sumFen(
    award.tranches.flatMap(({ attempts }) => attempts.map((one) => one.grantedFen)),
  );
  assert(
    award.totalFen === null || grantedBefore + grantedFen <= award.totalFen,
    'More than the total of the award',
  );
  const data = {
    award: award.award,
    trancheNo,
    attempt,
    grantedFen,
    cuts,
    reservations,
    budgetStream,
    commitmentId,
    ...(shares && { shares }),
  };
  return command.type === 'QueueTranche'
    ? accept({ type: 'TrancheQueued', data })
    : accept({
        type: 'TrancheReleased',
        data: { ...data, payee: tranche.plan.payee, fiscalYear, releasedOn: on },
      });
};

const releaseQueued = (
  command: Of<'ReleaseQueuedTranche'>,
  award: GrantedAward,
  tranche: Tranche,
): AwardDecision => {
  const attempt = current(tranche, command.attempt);
  if (tranche.status !== 'queued' || !attempt || !waitsFor(attempt, command.budgetStream))
    return wrongTrancheStatus(tranche);
  const { grantedFen, reservations, budgetStream, commitmentId } = attempt;
  const shares = attempt.shares?.map((share) =>
    share.budgetStream === command.budgetStream ? { ...share, waiting: false } : share,
  );
  const { trancheNo, fiscalYear, on: releasedOn } = command;
  const data = {
    award: award.award,
    trancheNo,
    attempt: attempt.attempt,
    grantedFen,
    cuts: [],
    reservations,
    budgetStream,
    commitmentId,
    ...(shares && { shares }),
  };
  // One payer has its part and another one is late: nothing is paid yet, and everybody sees who is late (practice E22).
  if (shares?.some(({ waiting }) => waiting)) return accept({ type: 'TrancheQueued', data });
  return accept({
    type: 'TrancheReleased',
    data: { ...data, payee: tranche.plan.payee, fiscalYear, releasedOn },
  });
};

/** Waits in the queue of another year: same reservations, another line to pay from (decision 25). */
const moveQueued = (
  command: Of<'MoveQueuedTranche'>,
  award: GrantedAward,
  tranche: Tranche,
): AwardDecision => {
  const attempt = current(tranche, command.attempt);
  if (tranche.status !== 'queued' || !attempt) return wrongTrancheStatus(tranche);
  const { grantedFen, reservations, commitmentId } = attempt;
  const { trancheNo, budgetStream: to } = command;
  const moved = (from: string): string => (lineOf(from) === lineOf(to) ? to : from);
  const budgetStream = attempt.shares ? moved(attempt.budgetStream) : to;
  const shares = attempt.shares?.map((share) => ({ ...share, budgetStream: moved(share.budgetStream) }));
  const key = { award: award.award, trancheNo, attempt: attempt.attempt };
  return accept({
    type: 'TrancheQueued',
    data: {
      ...key,
      grantedFen,
      cuts: [],
      reservations,
      budgetStream,
      commitmentId,
      ...(shares && { shares }),
    },
  });
};

/** `budget-<line>-<year>` without the year. */
const lineOf = (budgetStream: string): string => budgetStream.replace(/-\d{4}$/, '');

const waitsFor = ({ budgetStream, shares }: PaymentAttempt, stream: string): boolean =>
  shares ? shares.some((share) => share.budgetStream === stream && share.waiting) : budgetStream === stream;

const applySetOff = (command: Of<'ApplySetOff'>, award: GrantedAward, tranche: Tranche): AwardDecision => {
  const attempt = current(tranche, command.attempt);
  if (tranche.status !== 'released' || !attempt) return wrongTrancheStatus(tranche);
  const { trancheNo, caseId, setOffId, on: setOffOn } = command;
  const amountFen = minFen(command.upToFen, netFen(attempt));
  const setOff: AwardEvent = {
    type: 'TrancheSetOff',
    data: {
      award: award.award,
      trancheNo,
      attempt: attempt.attempt,
      caseId,
      setOffId,
      amountFen,
      ...sharesOf(attempt, attempt.setOffFen, amountFen),
      setOffOn,
    },
  };
  return accept(setOff, ...(amountFen === netFen(attempt) ? completion(award, tranche, setOffOn) : []));
};

const putInBatch = (command: Of<'PutInBatch'>, award: GrantedAward, tranche: Tranche): AwardDecision => {
  const attempt = current(tranche, command.attempt);
  if (award.status === 'suspended') {
    return reject(
      refuse('award.suspended', '资助已暂停，不能付款', 'The award is suspended; nothing is paid'),
    );
  }
  if (tranche.status !== 'released' || tranche.held || !attempt) return wrongTrancheStatus(tranche);
  const { trancheNo, batch } = command;
  return accept({
    type: 'TrancheBatched',
    data: { award: award.award, trancheNo, attempt: attempt.attempt, batch, netFen: netFen(attempt) },
  });
};

const takeOutOfBatch = (
  command: Of<'TakeOutOfBatch'>,
  award: GrantedAward,
  tranche: Tranche,
): AwardDecision => {
  const { trancheNo, attempt, batch, reason } = command;
  if (tranche.status !== 'in-batch' || tranche.batch !== batch || !current(tranche, attempt))
    return wrongTrancheStatus(tranche);
  return accept({
    type: 'TrancheUnbatched',
    data: { award: award.award, trancheNo, attempt, batch, reason },
  });
};

const recordPayment = (
  command: Of<'RecordPayment'>,
  award: GrantedAward,
  tranche: Tranche,
): AwardDecision => {
  const { trancheNo, attempt: attemptNo, batch, amountFen, paidOn, bankReference } = command;
  const attempt = current(tranche, attemptNo);
  if (tranche.status !== 'in-batch' || tranche.batch !== batch || !attempt)
    return wrongTrancheStatus(tranche);
  assert(amountFen === netFen(attempt), 'The bank paid another amount than the approved line');
  const paid: AwardEvent = {
    type: 'TranchePaid',
    data: {
      award: award.award,
      trancheNo,
      attempt: attemptNo,
      batch,
      amountFen,
      ...sharesOf(attempt, attempt.setOffFen, amountFen),
      paidOn,
      bankReference,
    },
  };
  return accept(paid, ...completion(award, tranche, paidOn));
};

const recordReturn = (command: Of<'RecordReturn'>, award: GrantedAward, tranche: Tranche): AwardDecision => {
  const {
    trancheNo,
    attempt: attemptNo,
    batch,
    amountFen,
    wasPaid,
    reasonCode,
    reason: bankReason,
    on: returnedOn,
  } = command;
  const expected = wasPaid ? tranche.status === 'paid' : tranche.status === 'in-batch';
  const attempt = current(tranche, attemptNo);
  if (!expected || !attempt) return wrongTrancheStatus(tranche);
  const data = {
    award: award.award,
    trancheNo,
    attempt: attemptNo,
    batch,
    amountFen,
    ...sharesOf(attempt, attempt.setOffFen, amountFen),
    wasPaid,
    reasonCode,
    reason: bankReason,
    returnedOn,
  };
  if (award.status !== 'terminated') return accept({ type: 'TrancheReturned', data });
  // Nothing is paid again under an award that has ended.
  const reason = 'returned after the award was terminated';
  return accept<AwardEvent>(
    { type: 'TrancheReturned', data: { ...data, afterTermination: true } },
    {
      type: 'TrancheCancelled',
      data: { award: award.award, trancheNo, reason, release: null, by: SYSTEM.id },
    },
  );
};

/** The award is complete when this tranche was the last one open. */
const completion = (award: GrantedAward, tranche: Tranche, completedOn: BusinessDate): AwardEvent[] => {
  const others = award.tranches.filter((one) => one !== tranche);
  const isLast =
    award.status === 'active' && others.every(({ status }) => status === 'paid' || status === 'cancelled');
  return isLast ? [{ type: 'AwardCompleted', data: { award: award.award, completedOn } }] : [];
};
