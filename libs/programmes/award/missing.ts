import { type Refusal, refuse } from '#kernel/refusal.js';

/** What a command is about does not exist, or not yet. The decider says so, and so does the edge before it reads a request. */
export const noSuchAward = (): Refusal => refuse('award.not-found', '没有这项资助', 'There is no such award');

export const notYetApproved = (status: string): Refusal =>
  refuse('award.not-approved', '资助尚未审批通过', 'The award has not been approved', { facts: { status } });

export const noSuchTranche = (trancheNo: number): Refusal =>
  refuse('tranche.not-found', `没有第 ${trancheNo} 期`, `There is no tranche ${trancheNo}`, {
    facts: { trancheNo },
  });
