import { budgetDecider } from '#budgets/budgets.js';
import { capDecider } from '#caps/caps.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import { addDays, addYears } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import { minFen, sumFen } from '#kernel/money.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent, AwardLifeEvent, RecoveredBy } from '#programmes/award/award.events.js';
import type { BaseReduced } from '#programmes/award/changed-terms.events.js';
import { PAID_BEFORE } from '#programmes/award/take-over.events.js';
import type { Reaction } from '#reactions/reaction.js';
import type {
  ClaimReduced,
  RecoveryItem,
  RepaymentReceived,
  SetOffConfirmed,
} from '#recovery/recovery.events.js';
import { recoveryDecider, recoveryStream } from '#recovery/recovery.js';
import { partsOf } from './parts-of-payers.js';
import { stepsOf } from './steps.js';

type AwardDecider = Decider<AwardCommand, Award, AwardEvent>;
type Terminated = Extract<AwardLifeEvent, { type: 'AwardTerminated' }>;

/** An award that ended badly opens one case per party that was paid. */
export const openRecovery = (executor: CommandExecutor, awards: AwardDecider): Reaction => ({
  name: 'open-recovery',
  types: ['AwardTerminated'],
  handle: async (stored) => {
    const { data } = decode<Terminated>(stored);
    const { award, ground, recovery } = data;
    if (ground === 'other' || !recovery || recovery.derivation.resultFen === 0n) return;
    const steps = stepsOf(executor, stored);
    const ban = await banOf(executor, awards, award, recovery.banYears);
    for (const [index, [debtor, items]] of [...itemsByDebtor(data)].entries()) {
      const caseId = recoveryStream(award, ground, index + 1);
      await steps.order(recoveryDecider, caseId, {
        type: 'OpenCase',
        caseId,
        award,
        debtor,
        ground,
        amountFen: sumFen(items.map((item) => item.amountFen)),
        derivation: recovery.derivation,
        items,
        ...(ban && { ban }),
        foundBy: stored.metadata.actor,
        foundOn: stored.effectiveOn,
      });
    }
  },
});

/** The base of an award that goes on was cut: one case for every party that was paid too much (practice E28). */
export const openReduction = (executor: CommandExecutor): Reaction => ({
  name: 'open-reduction',
  types: ['BaseReduced'],
  handle: async (stored) => {
    const { award, derivation, cases } = decode<BaseReduced>(stored).data;
    const steps = stepsOf(executor, stored);
    for (const { caseId, debtor, amountFen, parts: items } of cases) {
      await steps.order(recoveryDecider, caseId, {
        type: 'OpenCase',
        caseId,
        award,
        debtor,
        ground: 'base-reduced',
        amountFen,
        derivation,
        items,
        foundBy: stored.metadata.actor,
        foundOn: stored.effectiveOn,
      });
    }
  },
});

/** Fraud bars the person and the unit, whoever of them was paid (decision 27). */
const banOf = async (
  executor: CommandExecutor,
  awards: AwardDecider,
  award: string,
  years: number | undefined,
) => {
  if (years === undefined) return undefined;
  const { state } = await executor.load(awards, award);
  assert(state.status !== 'none', 'A terminated award exists');
  return { years, parties: Object.values(state.application.parties).map(({ party }) => party) };
};

/** Spreads what is claimed from a tranche over its paid attempts, latest first, and groups by who was paid. */
const itemsByDebtor = ({ recovery, payments }: Terminated['data']): Map<string, RecoveryItem[]> => {
  const byDebtor = new Map<string, RecoveryItem[]>();
  for (const claim of recovery?.byTranche ?? []) {
    let leftFen = claim.amountFen;
    for (const part of payments.filter(({ trancheNo }) => trancheNo === claim.trancheNo).toReversed()) {
      const amountFen = minFen(leftFen, part.paidFen);
      if (amountFen === 0n) continue;
      leftFen -= amountFen;
      const { trancheNo, attempt, reservations, budgetStream, commitmentId } = part;
      const items = byDebtor.get(part.payee) ?? [];
      byDebtor.set(part.payee, [
        ...items,
        { trancheNo, attempt, amountFen, reservations, budgetStream, commitmentId },
      ]);
    }
    assert(leftFen === 0n, `More is claimed back from tranche ${claim.trancheNo} than was paid`);
  }
  return byDebtor;
};

const RECOVERED_BY = {
  SetOffConfirmed: 'set-off',
  RepaymentReceived: 'repayment',
  ClaimReduced: 'correction',
} as const satisfies Record<string, RecoveredBy>;

/**
 * Recovered money gives the caps back, counts as a refund of the budget line and shows on the award it came from. So does money
 * that was recovered from one payment and now makes good what another one misses.
 */
export const bookRecovered = (executor: CommandExecutor, awards: AwardDecider): Reaction => ({
  name: 'book-recovered',
  types: ['SetOffConfirmed', 'RepaymentReceived', 'ClaimReduced'],
  handle: async (stored: StoredEvent) => {
    const { type, data } = decode<SetOffConfirmed | RepaymentReceived | ClaimReduced>(stored);
    const { state } = await executor.load(recoveryDecider, stored.stream);
    assert('finding' in state, 'Money came in for a case that was not found');
    const { award, caseId, items } = state.finding;
    const steps = stepsOf(executor, stored);
    for (const { trancheNo, attempt, amountFen } of data.allocations) {
      const item = items.find((one) => one.trancheNo === trancheNo && one.attempt === attempt);
      assert(item, 'Money allocated to a payment that is not in the case');
      const step = `${trancheNo}/${attempt}`;
      for (const { capStream, reservationId } of item.reservations) {
        await steps.order(
          capDecider,
          capStream,
          { type: 'RestoreCap', reservationId, amountFen, reason: caseId },
          step,
        );
      }
      const how = RECOVERED_BY[type];
      const recovered = await steps.order(
        awards,
        award,
        { type: 'RecordRecovery', trancheNo, attempt, caseId, amountFen, how, on: stored.effectiveOn },
        step,
      );
      // A payment that was taken over came from the line of a year that is not kept here; its money goes to the treasury.
      if (item.budgetStream === PAID_BEFORE) continue;
      const booked = recovered.events.find((event) => event.type === 'MoneyRecovered');
      assert(booked, 'A recovery is booked');
      for (const part of partsOf(booked.data, item)) {
        const refund = {
          type: 'RecordRefund',
          caseId,
          amountFen: part.amountFen,
          cause: stored.type,
        } as const;
        await steps.order(budgetDecider, part.budgetStream, refund, step);
      }
    }
  },
});

/** From the day of the demand, when a second person has confirmed the finding. */
export const banFraud = (executor: CommandExecutor): Reaction => ({
  name: 'ban-fraud',
  types: ['RecoveryDemanded'],
  handle: async (stored) => {
    const { state } = await executor.load(recoveryDecider, stored.stream);
    assert('finding' in state, 'A demand without a finding');
    const { ban, ground, caseId } = state.finding;
    if (!ban) return;
    const from = stored.effectiveOn;
    const until = addDays(addYears(from, ban.years), -1);
    const steps = stepsOf(executor, stored);
    for (const party of ban.parties) {
      await steps.order(partyDecider, await survivingId(executor, party), {
        type: 'ImposeBan',
        from,
        until,
        reason: ground,
        cause: caseId,
      });
    }
  },
});
