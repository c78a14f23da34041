import type { StoredEvent } from '#event-store/envelope.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { Projection } from '../projection.js';
import { TRANCHE_EVENTS } from '../tranche-events.js';
import { DueTrancheRow } from './due-tranche.entity.js';
import { weekOf } from './due-week.js';

type Approval = Extract<AwardEvent, { type: 'AwardApproved' }>;
type Change = Extract<AwardEvent, { data: { trancheNo: number } }>;
type TopUp = Extract<AwardEvent, { type: 'TopUpAdded' }>;

/** What waits for payment, why it cannot be paid yet, and who was involved so far. */
export const dueTranchesProjection: Projection<Approval | Change | TopUp> = {
  name: 'due-tranches',
  version: 2,
  tables: ['due_tranche'],
  types: {
    AwardApproved: true,
    TopUpAdded: true,
    ...TRANCHE_EVENTS,
  },
  reads: (_stored, event) => {
    if (event.type === 'AwardApproved') return [];
    const { trancheNo } = event.type === 'TopUpAdded' ? event.data.revised : event.data;
    return [[DueTrancheRow, rowId(event.data.award, trancheNo)]];
  },
  async apply(stored, event, rows) {
    if (event.type === 'AwardApproved') {
      for (const row of plannedRows(event)) rows.put(DueTrancheRow, row);
      return;
    }
    if (event.type === 'TopUpAdded') {
      const original = await rows.find(DueTrancheRow, rowId(event.data.award, event.data.revised.trancheNo));
      if (original) rows.put(DueTrancheRow, topUpRow(original, event, stored.effectiveOn));
      return;
    }
    const { award, trancheNo } = event.data;
    await rows.change(DueTrancheRow, rowId(award, trancheNo), (row) => changesOf(row, event, stored));
  },
};

const rowId = (award: string, trancheNo: number): string => `${award}/${trancheNo}`;

/** Who drafted and who approved the package stand for claim and verification. */
const topUpRow = (
  original: DueTrancheRow,
  { data: { award, plan, revised } }: TopUp,
  addedOn: BusinessDate,
): DueTrancheRow => ({
  ...original,
  id: rowId(award, plan.trancheNo),
  trancheNo: plan.trancheNo,
  title: plan.title,
  status: 'verified',
  attempt: 0,
  ...gross(0n),
  budgetYear: null,
  ...due(addedOn),
  releasedOn: null,
  enteredBy: revised.draftedBy.id,
  verifiedBy: revised.approvedBy,
  releasedBy: null,
  held: null,
  returnedReason: null,
  returnedAt: null,
  batch: null,
});

const plannedRows = ({ data }: Approval): DueTrancheRow[] =>
  data.tranches.map(({ trancheNo, title, clause, payee, claimableFrom }) => ({
    id: rowId(data.award, trancheNo),
    award: data.award,
    programme: data.application.programme,
    measure: data.application.measure,
    trancheNo,
    title,
    clause,
    status: 'planned',
    attempt: 0,
    payee,
    grossFen: 0n,
    setOffFen: 0n,
    netFen: 0n,
    budgetLine: data.budgetLine,
    budgetYear: null,
    approvedOn: data.approvedOn,
    ...due(claimableFrom ?? data.approvedOn),
    releasedOn: null,
    enteredBy: null,
    verifiedBy: null,
    releasedBy: null,
    held: null,
    returnedReason: null,
    returnedAt: null,
    batch: null,
  }));

const due = (on: BusinessDate) => ({ dueOn: on, dueWeek: weekOf(on) });

const gross = (grossFen: bigint) => ({ grossFen, setOffFen: 0n, netFen: grossFen });

/** Nothing left for the bank means paid: by set-off alone, or by the bank. */
const reduced = (netFen: bigint): Partial<DueTrancheRow> =>
  netFen === 0n ? { netFen, status: 'paid', batch: null } : { netFen };

const changesOf = (row: DueTrancheRow, event: Change, stored: StoredEvent): Partial<DueTrancheRow> => {
  switch (event.type) {
    case 'TrancheClaimed':
      return { status: 'claimed', enteredBy: event.data.by, ...due(stored.effectiveOn) };
    case 'EvidenceRejected':
      return { status: 'planned', enteredBy: null };
    case 'TrancheRefused':
      return { status: 'refused' };
    case 'TrancheVerified':
      return { status: 'verified', verifiedBy: event.data.by, ...due(stored.effectiveOn) };
    case 'TrancheHeld':
      return { held: event.data.reason };
    case 'TrancheHoldLifted':
      return { held: null };
    case 'TrancheCancelled':
      return { status: 'cancelled', batch: null };
    case 'EarlierPaymentTakenOver':
      return { status: 'paid', attempt: event.data.attempt };
    case 'MoneyRecovered':
      return {};
    default:
      return paymentChanges(row, event, stored);
  }
};

type PaymentEvent = Exclude<
  Change,
  {
    type:
      | 'TrancheClaimed'
      | 'EvidenceRejected'
      | 'TrancheRefused'
      | 'TrancheVerified'
      | 'TrancheHeld'
      | 'TrancheHoldLifted'
      | 'TrancheCancelled'
      | 'EarlierPaymentTakenOver'
      | 'MoneyRecovered';
  }
>;

const paymentChanges = (
  row: DueTrancheRow,
  event: PaymentEvent,
  stored: StoredEvent,
): Partial<DueTrancheRow> => {
  switch (event.type) {
    case 'TrancheReleaseRequested': {
      const { attempt, payee, budgetLine, fiscalYear, requestedOn, by } = event.data;
      return {
        status: 'releasing',
        attempt,
        payee,
        budgetLine,
        budgetYear: fiscalYear,
        releasedBy: by,
        ...due(requestedOn),
      };
    }
    case 'TrancheReleaseRefused':
      return { status: row.returnedAt === null ? 'verified' : 'returned' };
    case 'TrancheQueued':
      return { status: 'queued', ...gross(event.data.grantedFen) };
    case 'TrancheReleased': {
      const { grantedFen, payee, fiscalYear, releasedOn } = event.data;
      return {
        status: 'released',
        ...gross(grantedFen),
        payee,
        budgetYear: fiscalYear,
        releasedOn,
        ...due(releasedOn),
      };
    }
    case 'TrancheSetOff':
      return {
        setOffFen: row.setOffFen + event.data.amountFen,
        ...reduced(row.netFen - event.data.amountFen),
      };
    case 'TrancheBatched':
      return { status: 'in-batch', batch: event.data.batch };
    case 'TrancheUnbatched':
      return { status: 'released', batch: null };
    case 'TranchePaid':
      return reduced(row.netFen - event.data.amountFen);
    case 'TrancheReturned': {
      const { amountFen, reason, reasonCode, returnedOn } = event.data;
      const returnedReason = [reasonCode, reason].filter(Boolean).join(' ') || null;
      return {
        status: 'returned',
        ...gross(amountFen),
        batch: null,
        returnedReason,
        returnedAt: stored.position,
        ...due(returnedOn),
      };
    }
  }
};
