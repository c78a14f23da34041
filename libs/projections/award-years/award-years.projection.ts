import { assert } from '#kernel/assert.js';
import { type BusinessDate, yearOf } from '#kernel/business-date.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import { PAID_BEFORE } from '#programmes/award/take-over.events.js';
import type { Projection } from '../projection.js';
import type { Rows } from '../rows.js';
import { AwardMoneyRow } from './award-money.entity.js';

type Approval = Extract<AwardEvent, { type: 'AwardApproved' }>;
type Fixing = Extract<AwardEvent, { type: 'TrancheVerified' | 'TrancheRefused' | 'TrancheCancelled' }>;
type TakenOver = Extract<AwardEvent, { type: 'EarlierPaymentTakenOver' }>;
type TopUp = Extract<AwardEvent, { type: 'TopUpAdded' }>;
type Granting = Extract<
  AwardEvent,
  { type: 'TrancheQueued' | 'TrancheReleaseRequested' | 'TrancheReleased' }
>;
type Paying = Extract<
  AwardEvent,
  { type: 'TrancheSetOff' | 'TranchePaid' | 'TrancheReturned' | 'MoneyRecovered' }
>;

/** What every award costs in every fiscal year: expected, set aside, paid, come back. */
export const awardYearsProjection: Projection<Approval | Fixing | Granting | Paying | TakenOver | TopUp> = {
  name: 'award-years',
  version: 1,
  tables: ['award_money'],
  types: {
    AwardApproved: true,
    TrancheVerified: true,
    TrancheRefused: true,
    TrancheCancelled: true,
    TrancheReleaseRequested: true,
    TrancheQueued: true,
    TrancheReleased: true,
    TrancheSetOff: true,
    TranchePaid: true,
    TrancheReturned: true,
    MoneyRecovered: true,
    EarlierPaymentTakenOver: true,
    TopUpAdded: true,
  },
  reads: (_stored, event) => {
    if (event.type === 'AwardApproved') return [];
    if (event.type === 'TopUpAdded') return [[AwardMoneyRow, rowId(originalOf(event), 0)]];
    const plan = [AwardMoneyRow, rowId(event.data, 0)] as const;
    return 'attempt' in event.data ? [plan, [AwardMoneyRow, rowId(event.data, event.data.attempt)]] : [plan];
  },
  async apply(stored, event, rows) {
    switch (event.type) {
      case 'AwardApproved':
        for (const row of forecastRows(event)) rows.put(AwardMoneyRow, row);
        return;
      case 'TrancheVerified':
      case 'TrancheRefused':
      case 'TrancheCancelled':
        return fix(event, rows);
      case 'TrancheReleaseRequested':
      case 'TrancheQueued':
      case 'TrancheReleased':
        return grant(event, rows);
      case 'EarlierPaymentTakenOver':
        return takeOver(event, rows);
      case 'TopUpAdded':
        return topUp(event, rows, stored.effectiveOn);
      default:
        return pay(event, rows);
    }
  },
};

const rowId = ({ award, trancheNo }: { award: string; trancheNo: number }, attempt: number): string =>
  `${award}/${trancheNo}/${attempt}`;

const NOTHING = {
  forecastFen: 0n,
  reservedFen: 0n,
  committedFen: 0n,
  setOffFen: 0n,
  bankFen: 0n,
  returnedFen: 0n,
  recoveredFen: 0n,
};

const forecastRows = ({ data }: Approval): AwardMoneyRow[] =>
  data.tranches.map(({ trancheNo, plannedFen, ceilingFen, claimableFrom }) => ({
    id: rowId({ award: data.award, trancheNo }, 0),
    award: data.award,
    programme: data.application.programme,
    measure: data.application.measure,
    trancheNo,
    attempt: 0,
    budgetLine: data.budgetLine,
    fiscalYear: yearOf(claimableFrom ?? data.approvedOn),
    ...NOTHING,
    forecastFen: plannedFen ?? ceilingFen ?? 0n,
  }));

const forecast = (
  key: { award: string; trancheNo: number },
  rows: Rows,
  forecastFen: bigint,
  on?: BusinessDate,
) =>
  rows.change(AwardMoneyRow, rowId(key, 0), () => ({ forecastFen, ...(on && { fiscalYear: yearOf(on) }) }));

const fix = async (event: Fixing, rows: Rows): Promise<void> => {
  await forecast(event.data, rows, event.type === 'TrancheVerified' ? event.data.requestedFen : 0n);
  if (event.type !== 'TrancheCancelled' || !event.data.release) return;
  await rows.change(AwardMoneyRow, rowId(event.data, event.data.release.attempt), (row) => ({
    reservedFen: 0n,
    committedFen: row.setOffFen + row.bankFen,
  }));
};

const grant = async (event: Granting, rows: Rows): Promise<void> => {
  const { award, trancheNo, attempt } = event.data;
  const id = rowId(event.data, attempt);
  if (event.type === 'TrancheReleaseRequested') {
    const { fiscalYear, budgetLine } = event.data;
    const plan = await rows.find(AwardMoneyRow, rowId(event.data, 0));
    assert(plan, `Tranche ${trancheNo} of ${award} was never planned`);
    rows.put(AwardMoneyRow, { ...plan, fiscalYear });
    rows.put(AwardMoneyRow, { ...plan, ...NOTHING, id, attempt, budgetLine, fiscalYear });
    return;
  }
  await forecast(event.data, rows, 0n);
  const { grantedFen } = event.data;
  const change =
    event.type === 'TrancheQueued'
      ? { reservedFen: grantedFen }
      : { reservedFen: 0n, committedFen: grantedFen, fiscalYear: event.data.fiscalYear };
  await rows.change(AwardMoneyRow, id, () => change);
};

/**
 * What was paid before is in no statement of ours, because the budget and the bank of those years are not. The row is there for what
 * may be recovered of it.
 */
const takeOver = async ({ data }: TakenOver, rows: Rows): Promise<void> => {
  const { attempt, paidOn } = data;
  await forecast(data, rows, 0n);
  const plan = await rows.find(AwardMoneyRow, rowId(data, 0));
  assert(plan, `Tranche ${data.trancheNo} of ${data.award} was never planned`);
  const budget = { budgetLine: PAID_BEFORE, fiscalYear: yearOf(paidOn) };
  rows.put(AwardMoneyRow, { ...plan, ...NOTHING, ...budget, id: rowId(data, attempt), attempt });
};

const originalOf = ({ data: { award, revised } }: TopUp) => ({ award, trancheNo: revised.trancheNo });

/** Expected in the year of the revision. */
const topUp = async (event: TopUp, rows: Rows, on: BusinessDate): Promise<void> => {
  const { award, plan, requestedFen: forecastFen } = event.data;
  const { trancheNo } = plan;
  const original = await rows.find(AwardMoneyRow, rowId(originalOf(event), 0));
  assert(original, `Tranche ${event.data.revised.trancheNo} of ${award} was never planned`);
  const id = rowId({ award, trancheNo }, 0);
  rows.put(AwardMoneyRow, { ...original, ...NOTHING, id, trancheNo, fiscalYear: yearOf(on), forecastFen });
};

const pay = async (event: Paying, rows: Rows): Promise<void> => {
  const { amountFen, attempt } = event.data;
  await rows.change(AwardMoneyRow, rowId(event.data, attempt), (row) => {
    switch (event.type) {
      case 'TrancheSetOff':
        return { setOffFen: row.setOffFen + amountFen };
      case 'TranchePaid':
        return { bankFen: row.bankFen + amountFen };
      case 'TrancheReturned':
        return {
          committedFen: row.committedFen - amountFen,
          bankFen: event.data.wasPaid ? row.bankFen - amountFen : row.bankFen,
          returnedFen: row.returnedFen + amountFen,
        };
      case 'MoneyRecovered':
        return { recoveredFen: row.recoveredFen + amountFen };
    }
  });
  // What came back is to be paid again, under the next attempt.
  if (event.type === 'TrancheReturned') await forecast(event.data, rows, amountFen, event.data.returnedOn);
};
