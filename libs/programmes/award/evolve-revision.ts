import { assert, unreachable } from '#kernel/assert.js';
import { sumFen } from '#kernel/money.js';
import { type GrantedAward, trancheOf } from './award.js';
import type { BaseReduced, ReductionCase } from './changed-terms.events.js';
import type { OverpaymentFound, TopUpAdded } from './revised.events.js';
import type { TrancheRevision } from './revised.js';

/** What an approved package did to one tranche. A top-up is a tranche of its own; an award that was complete is open again. */
export const evolveRevision = (
  award: GrantedAward,
  event: TopUpAdded | OverpaymentFound | BaseReduced,
): GrantedAward => {
  switch (event.type) {
    case 'TopUpAdded':
      return withTopUp(award, event);
    case 'OverpaymentFound':
      return withRevision(award, overpaid(event));
    case 'BaseReduced':
      return reduced(award, event);
    default:
      return unreachable(event);
  }
};

/** What is claimed back of the payments is claimed by nobody else, and nothing beyond the reduced amount is paid any more. */
const reduced = (award: GrantedAward, { data: { payableFen, cases } }: BaseReduced): GrantedAward => ({
  ...cases.reduce(withReduction, award),
  payableFen,
  reductionCases: (award.reductionCases ?? 0) + cases.length,
});

const withReduction = (award: GrantedAward, { caseId, parts }: ReductionCase): GrantedAward => {
  const numbers = [...new Set(parts.map(({ trancheNo }) => trancheNo))];
  return numbers.reduce((next, trancheNo) => {
    const open = parts
      .filter((part) => part.trancheNo === trancheNo)
      .map(({ attempt, amountFen }) => ({ attempt, amountFen }));
    const adjustedFen = -sumFen(open.map(({ amountFen }) => amountFen));
    const toVersion = award.policyVersion;
    return withRevision(next, { trancheNo, toVersion, adjustedFen, topUpNo: null, caseId, open });
  }, award);
};

const withRevision = (award: GrantedAward, revision: TrancheRevision): GrantedAward => ({
  ...award,
  revisions: [...(award.revisions ?? []), revision],
});

const overpaid = ({ data: { revised, caseId, parts } }: OverpaymentFound): TrancheRevision => ({
  trancheNo: revised.trancheNo,
  toVersion: revised.toVersion,
  adjustedFen: -revised.amountFen,
  topUpNo: null,
  caseId,
  open: parts.map(({ attempt, amountFen }) => ({ attempt, amountFen })),
});

/** Whoever drafted the package stands for the claim and whoever approved it for its verification: neither may release the money. */
const withTopUp = (award: GrantedAward, { data }: TopUpAdded): GrantedAward => {
  const { revised, plan, requestedFen, derivation, capClaims } = data;
  const original = trancheOf(award, revised.trancheNo);
  assert(original && 'claim' in original, 'A top-up of a tranche that was never claimed');
  const { trancheNo, toVersion, amountFen, draftedBy, approvedBy } = revised;
  const revision = { trancheNo, toVersion, adjustedFen: amountFen, topUpNo: plan.trancheNo };
  return {
    ...withRevision(award, { ...revision, caseId: null, open: [] }),
    status: award.status === 'completed' ? 'active' : award.status,
    totalFen: award.totalFen === null ? null : award.totalFen + amountFen,
    tranches: [
      ...award.tranches,
      {
        status: 'verified',
        plan,
        held: null,
        releaseRequests: 0,
        attempts: [],
        claim: original.claim,
        claimedBy: draftedBy.id,
        requestedFen,
        derivation,
        capClaims,
        verifiedBy: approvedBy,
        refusal: null,
      },
    ],
  };
};
