import { budgetDecider } from '#budgets/budgets.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import type { Decider } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import type { Award, PaymentAttempt } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent, TrancheLifeEvent } from '#programmes/award/award.events.js';
import { RECOVERY_GROUNDS } from '#recovery/recovery.events.js';
import { recoveryDecider, recoveryStream } from '#recovery/recovery.js';
import { partsOf } from './parts-of-payers.js';
import type { Steps } from './steps.js';

type Returned = Extract<TrancheLifeEvent, { type: 'TrancheReturned' }>;

/** A case whose claim was reduced, and how much had come in on the payment beyond what is still claimed of it. */
export interface ReducedClaim {
  readonly caseId: string;
  readonly displacedFen: Fen;
}

/**
 * The bank gave back money that had been claimed back from its payee: the claim is reduced. Undefined when nothing of the payment
 * was claimed. The case alone decides how much had come in on the payment, so that a repayment at the same moment counts once.
 */
export const reduceClaimOn = async (
  executor: CommandExecutor,
  steps: Steps,
  { data }: Returned,
): Promise<ReducedClaim | undefined> => {
  if (!data.afterTermination) return undefined;
  const { award, trancheNo, attempt, amountFen, batch: cause } = data;
  const caseId = await caseOn(executor, award, trancheNo, attempt);
  if (caseId === undefined) return undefined;
  const command = { type: 'ReduceClaim', trancheNo, attempt, amountFen, cause } as const;
  const outcome = await steps.order(recoveryDecider, caseId, command);
  const reduced = outcome.events.find((event) => event.type === 'ClaimReduced');
  return reduced && { caseId, displacedFen: reduced.data.displacedFen };
};

/** An award ends once, with one case for every party that was paid; they are numbered without a gap. */
const caseOn = async (
  executor: CommandExecutor,
  award: string,
  trancheNo: number,
  attempt: number,
): Promise<string | undefined> => {
  for (const ground of RECOVERY_GROUNDS) {
    for (let ordinal = 1; ; ordinal += 1) {
      const caseId = recoveryStream(award, ground, ordinal);
      const { state } = await executor.load(recoveryDecider, caseId);
      if (state.status === 'none') break;
      const { items } = state.finding;
      if (items.some((item) => item.trancheNo === trancheNo && item.attempt === attempt)) return caseId;
    }
  }
  return undefined;
};

/** Money that counted as recovered from a payment which the bank has given back was not owed: award and budget line say so. */
export const takeBackRecovery = async (
  steps: Steps,
  awards: Decider<AwardCommand, Award, AwardEvent>,
  { data }: Returned,
  payment: PaymentAttempt,
  { caseId, displacedFen }: ReducedClaim,
): Promise<void> => {
  if (displacedFen === 0n) return;
  const { award, trancheNo, attempt, returnedOn: on } = data;
  const corrected = await steps.order(awards, award, {
    type: 'RecordRecovery',
    trancheNo,
    attempt,
    caseId,
    amountFen: -displacedFen,
    how: 'correction',
    on,
  });
  const booked = corrected.events.find((event) => event.type === 'MoneyRecovered');
  assert(booked, 'A recovery is booked');
  for (const part of partsOf(booked.data, payment)) {
    const refund = { caseId, amountFen: -part.amountFen, cause: 'TrancheReturned' };
    await steps.order(budgetDecider, part.budgetStream, { type: 'CorrectRefund', ...refund });
  }
};
