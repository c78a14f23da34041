import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { Application } from '#programmes/award/application.js';
import { derivation, step } from '#programmes/award/derivation.js';
import type { CapClaim, PlannedTranche } from '#programmes/award/programme-rules.js';
import type { History } from './history.js';

export const PAYEE = 'party-PAYEE0000001';
export const day = businessDate;

const application: Application = {
  programme: 'sample',
  measure: 'S-1',
  jurisdiction: 'jiaxing',
  parties: { enterprise: { party: PAYEE, kind: 'enterprise' } },
  facts: { investmentFen: yuan(1000) },
  appliedOn: day('2023-01-10'),
};

const planned = (trancheNo: number, amountFen: bigint, claimableFrom: string | null): PlannedTranche => ({
  trancheNo,
  title: { zh: `第${trancheNo}期`, en: `Tranche ${trancheNo}` },
  clause: 'S-1',
  payee: PAYEE,
  payeeRole: 'enterprise',
  plannedFen: amountFen,
  ceilingFen: amountFen,
  windowYear: null,
  claimableFrom: claimableFrom === null ? null : day(claimableFrom),
  evidence: [],
  gates: [],
});

const why = (amountFen: bigint) =>
  derivation('S-1', 'S@1', [step({ zh: '按期', en: 'as planned' }, 'plan', 'S-1', amountFen)]);

/** From application to approval; the third tranche is claimable from `thirdFrom`. */
export const approve = async (
  { write }: History,
  award: string,
  date: string,
  thirdFrom: string | null,
): Promise<void> => {
  const tranches = [planned(1, yuan(40), null), planned(2, yuan(30), null), planned(3, yuan(30), thirdFrom)];
  await write(
    date,
    award,
    { type: 'ApplicationSubmitted', data: { award, application, policyVersion: 'S@1', by: 'li' } },
    { type: 'ApplicationAccepted', data: { award, by: 'li' } },
    { type: 'ApplicationVerified', data: { award, by: 'wang' } },
    {
      type: 'PublicityStarted',
      data: { award, startsOn: day(date), endsOn: day(date), workingDays: 1, by: 'li' },
    },
    {
      type: 'AwardApproved',
      data: {
        award,
        application,
        policyVersion: 'S@1',
        caseDecision: null,
        totalFen: yuan(100),
        derivation: why(yuan(100)),
        tranches,
        budgetLine: 'talent',
        approvedOn: day(date),
        by: 'sun',
      },
    },
  );
};

const capClaim = (award: string): CapClaim => ({
  capKey: 'sample.total',
  subject: award,
  window: 'lifetime',
  title: { zh: '总额', en: 'total' },
  clause: 'S-1',
  limit: { kind: 'amount', limitFen: yuan(100) },
  year: null,
});

/** What a tranche holds of its cap and its budget line. */
export const ids = (award: string, trancheNo: number) => ({
  reservations: [{ capStream: `cap-sample.total-${award}-lifetime`, reservationId: `r${trancheNo}` }],
  commitmentId: `${award}/${trancheNo}`,
});
/** Evidence, verification and release; the money is there (`released`) or not (`queued`). */
export const release = async (
  history: History,
  award: string,
  trancheNo: number,
  date: string,
  outcome: 'released' | 'queued',
): Promise<void> => {
  const amountFen = trancheNo === 1 ? yuan(40) : yuan(30);
  const fiscalYear = Number(date.slice(0, 4));
  const budgetStream = `budget-talent-${fiscalYear}`;
  const key = { award, trancheNo };
  await requestRelease(history, key, date, amountFen);
  const { reservations, commitmentId } = ids(award, trancheNo);
  const commitment = { commitmentId, amountFen, ...key };
  const holds = { reservations, budgetStream, commitmentId };
  const granted = { ...key, ...holds, attempt: 1, grantedFen: amountFen, cuts: [] };
  if (outcome === 'queued') {
    const queue = { approvedOn: day(date), freeFen: 0n, aheadCount: 0 };
    await history.write(date, budgetStream, { type: 'CommitmentQueued', data: { ...commitment, ...queue } });
    return history.write(date, award, { type: 'TrancheQueued', data: granted });
  }
  const committed = { ...commitment, fromQueue: false };
  await history.write(date, budgetStream, { type: 'BudgetCommitted', data: committed });
  const released = { ...granted, payee: PAYEE, fiscalYear, releasedOn: day(date) };
  return history.write(date, award, { type: 'TrancheReleased', data: released });
};

const requestRelease = async (
  { write }: History,
  key: { readonly award: string; readonly trancheNo: number },
  date: string,
  requestedFen: bigint,
): Promise<void> => {
  const claim = capClaim(key.award);
  const capClaims = [claim];
  const entered = { evidence: [], facts: {}, claimedOn: day(date) };
  const verified = { requestedFen, derivation: why(requestedFen), capClaims, by: 'wang' };
  const budget = { budgetLine: 'talent', fiscalYear: Number(date.slice(0, 4)), approvedOn: day(date) };
  const asked = { attempt: 1, requestedFen, capClaims, measure: 'S-1', clause: 'S-1', payee: PAYEE };
  await write(
    date,
    key.award,
    { type: 'TrancheClaimed', data: { ...key, claim: entered, by: 'li' } },
    { type: 'TrancheVerified', data: { ...key, ...verified } },
    {
      type: 'TrancheReleaseRequested',
      data: { ...key, ...asked, ...budget, requestedOn: day(date), by: 'sun' },
    },
  );
  const { title, clause, limit, year } = claim;
  const request = { reservationId: `r${key.trancheNo}`, measure: 'S-1', title, clause, limit, year };
  const position = { requestedFen, usedBeforeFen: 0n, yearsBefore: [], grantedFen: requestedFen };
  await write(date, `cap-sample.total-${key.award}-lifetime`, {
    type: 'CapReserved',
    data: { ...key, ...request, ...position, takenOver: false },
  });
};
