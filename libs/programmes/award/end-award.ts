import type { BusinessDate } from '#kernel/business-date.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import { awardFacts, type GrantedAward, lastAttempt, paidParts, type Tranche } from './award.js';
import type { AwardLifeCommand } from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import type { Rulebook } from './rulebook.js';

type EndCommand = Omit<Extract<AwardLifeCommand, { type: 'TerminateAward' }>, 'type'>;

/** What an award that ends does with tranches that are not paid. */
export const cancelUnpaid = (award: GrantedAward, reason: string, by: string): AwardEvent[] =>
  award.tranches.filter(isUnpaid).map((tranche) => cancellation(award, tranche, reason, by));

const isUnpaid = (tranche: Tranche): boolean => tranche.status !== 'paid' && tranche.status !== 'cancelled';

/** A cancellation carries what the tranche still holds, so that caps and budget get it back. */
export const cancellation = (
  award: GrantedAward,
  tranche: Tranche,
  reason: string,
  by: string,
): AwardEvent => {
  const attempt =
    tranche.status === 'queued' || tranche.status === 'released' ? lastAttempt(tranche) : undefined;
  const release = attempt && {
    attempt: attempt.attempt,
    reservations: attempt.reservations,
    budgetStream: attempt.budgetStream,
    commitmentId: attempt.commitmentId,
    ...(attempt.shares && { shares: attempt.shares }),
  };
  return {
    type: 'TrancheCancelled',
    data: { award: award.award, trancheNo: tranche.plan.trancheNo, reason, release: release ?? null, by },
  };
};

/** The award ends: what comes back of what was paid, and what is not paid any more. */
export const endAward = (
  command: EndCommand,
  award: GrantedAward,
  rulebook: Rulebook,
): readonly AwardEvent[] | Refusal => {
  const { ground, reason, endedOn, facts, by } = command;
  const underWay = award.tranches.find(({ status }) => status === 'releasing' || status === 'in-batch');
  if (underWay) return paymentUnderWay(underWay);
  const recovery = ground === 'other' ? null : claimBack(command, award, endedOn, rulebook);
  if (isRefusal(recovery)) return recovery;
  const isPaidUp = award.status === 'completed';
  const payments = paidParts(award);
  return [
    {
      type: 'AwardTerminated',
      data: { award: award.award, ground, reason, endedOn, facts, recovery, payments, by },
    },
    ...(isPaidUp ? [] : cancelUnpaid(award, reason, by)),
  ];
};

const claimBack = (command: EndCommand, award: GrantedAward, endedOn: BusinessDate, rulebook: Rulebook) => {
  const { ground, facts } = command;
  if (ground === 'other') return null;
  const measure = rulebook.measure(award.policyVersion, award.application.measure);
  if (isRefusal(measure)) return measure;
  return rulebook
    .rulesOf(award.application.programme)
    .recover(awardFacts(award), ground, { ...facts, endedOn }, measure);
};

const paymentUnderWay = (tranche: Tranche) =>
  refuse(
    'award.payment-under-way',
    `第 ${tranche.plan.trancheNo} 期正在支付，须先结清或移出批次；可先暂停资助`,
    `Tranche ${tranche.plan.trancheNo} is on its way to the bank: settle it or take it out of its batch first; suspend the award meanwhile`,
    { facts: { trancheNo: tranche.plan.trancheNo, status: tranche.status } },
  );
