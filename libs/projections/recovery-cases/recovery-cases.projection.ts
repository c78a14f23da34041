import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import { sumFen } from '#kernel/money.js';
import type { Allocation, RecoveryEvent, RecoveryItem } from '#recovery/recovery.events.js';
import type { Projection } from '../projection.js';
import { RecoveryCaseRow, RecoveryReceiptRow, type SetOffRecord } from './recovery-case.entity.js';
import { refundChanges } from './refund-changes.js';

type Found = Extract<RecoveryEvent, { type: 'RecoveryFound' }>;
type Receipt = Extract<
  RecoveryEvent,
  { type: 'SetOffConfirmed' | 'RepaymentReceived' | 'ClaimReduced' | 'OverpaymentRefunded' }
>;
type Change = Exclude<RecoveryEvent, Found>;

/** Cases with what is owed and what came in. */
export const recoveryCasesProjection: Projection<RecoveryEvent> = {
  name: 'recovery-cases',
  version: 3,
  tables: ['recovery_case', 'recovery_receipt'],
  types: {
    RecoveryFound: true,
    RecoveryDemanded: true,
    DemandApprovalRefused: true,
    CaseDismissed: true,
    DismissalRefused: true,
    SetOffProposed: true,
    SetOffConfirmed: true,
    SetOffCancelled: true,
    RepaymentReceived: true,
    ClaimReduced: true,
    OverpaymentRefundProposed: true,
    OverpaymentRefundApproved: true,
    OverpaymentRefundApprovalRefused: true,
    OverpaymentRefunded: true,
    CaseRepaid: true,
    WriteOffProposed: true,
    WriteOffApprovalRefused: true,
    CaseWrittenOff: true,
    CaseReferred: true,
  },
  reads: ({ stream }) => [[RecoveryCaseRow, stream]],
  async apply(stored, event, rows) {
    if (event.type === 'RecoveryFound') return rows.put(RecoveryCaseRow, found(stored.stream, event));
    const row = await rows.find(RecoveryCaseRow, stored.stream);
    assert(row, `${event.type} in ${stored.stream} before the finding`);
    rows.put(RecoveryCaseRow, withFigures({ ...row, ...changesOf(row, event, stored) }));
    if (!isReceipt(event)) return;
    for (const receipt of receiptsOf(row, event, stored)) rows.put(RecoveryReceiptRow, receipt);
  },
};

const isReceipt = (event: Change): event is Receipt => Object.hasOwn(HOW, event.type);

const found = (id: string, { data }: Found): RecoveryCaseRow => ({
  id,
  caseId: data.caseId,
  award: data.award,
  debtor: data.debtor,
  ground: data.ground,
  status: 'found',
  foundOn: data.foundOn,
  foundBy: data.foundBy.id,
  demandedOn: null,
  demandedBy: null,
  repayBy: null,
  documentNumber: null,
  amountFen: data.amountFen,
  setOffFen: 0n,
  repaidFen: 0n,
  reducedFen: 0n,
  overpaidFen: 0n,
  paidBackFen: 0n,
  refunds: [],
  writtenOffFen: 0n,
  outstandingFen: 0n,
  earmarkedFen: 0n,
  setOffs: [],
  derivation: data.derivation,
  items: data.items,
  reason: null,
});

const changesOf = (row: RecoveryCaseRow, event: Change, stored: StoredEvent): Partial<RecoveryCaseRow> => {
  switch (event.type) {
    case 'RecoveryDemanded': {
      const { actor, repayBy, documentNumber } = event.data;
      return {
        status: 'demanded',
        demandedOn: stored.effectiveOn,
        demandedBy: actor.id,
        repayBy,
        documentNumber,
      };
    }
    case 'CaseDismissed':
      return { status: 'dismissed', reason: event.data.reason };
    case 'SetOffProposed': {
      const { amountFen, ...setOff } = event.data;
      const proposal: SetOffRecord = {
        ...setOff,
        proposedFen: amountFen,
        confirmedFen: 0n,
        status: 'proposed',
      };
      return { setOffs: [...row.setOffs, proposal] };
    }
    case 'SetOffConfirmed': {
      const { setOffId, amountFen } = event.data;
      const setOffs = withSetOff(row, setOffId, { status: 'confirmed', confirmedFen: amountFen });
      return {
        status: collecting(row, 'set-off'),
        setOffFen: row.setOffFen + amountFen,
        overpaidFen: row.overpaidFen + event.data.overpaidFen,
        setOffs,
      };
    }
    case 'SetOffCancelled':
      return { setOffs: withSetOff(row, event.data.setOffId, { status: 'cancelled' }) };
    case 'RepaymentReceived':
      return { status: collecting(row, 'repaying'), repaidFen: row.repaidFen + event.data.amountFen };
    case 'ClaimReduced': {
      const { amountFen, overpaidFen, writeOffVoidedFen } = event.data;
      return {
        reducedFen: row.reducedFen + amountFen,
        overpaidFen: row.overpaidFen + overpaidFen,
        writtenOffFen: row.writtenOffFen - writeOffVoidedFen,
      };
    }
    case 'OverpaymentRefundProposed':
    case 'OverpaymentRefundApproved':
    case 'OverpaymentRefunded':
      return refundChanges(row, event, stored);
    case 'CaseRepaid':
      return { status: 'repaid' };
    case 'CaseWrittenOff':
      return { status: 'written-off', writtenOffFen: event.data.amountFen, reason: event.data.reason };
    case 'CaseReferred':
      return { status: 'referred', reason: event.data.reason };
    default:
      return {};
  }
};

/** What is at the court stays there when money comes in. */
const collecting = (row: RecoveryCaseRow, status: string): string =>
  row.status === 'referred' ? row.status : status;

const withSetOff = (
  row: RecoveryCaseRow,
  setOffId: string,
  change: Partial<SetOffRecord>,
): readonly SetOffRecord[] =>
  row.setOffs.map((setOff) => (setOff.setOffId === setOffId ? { ...setOff, ...change } : setOff));

const NOTHING_OWED: ReadonlySet<string> = new Set(['found', 'dismissed', 'written-off']);

const withFigures = (row: RecoveryCaseRow): RecoveryCaseRow => {
  const proposed = row.setOffs.filter(({ status }) => status === 'proposed');
  const { amountFen, reducedFen, setOffFen, repaidFen, overpaidFen, paidBackFen } = row;
  const owedFen = amountFen - reducedFen - (setOffFen + repaidFen - overpaidFen - paidBackFen);
  const outstandingFen = NOTHING_OWED.has(row.status) ? 0n : owedFen;
  return { ...row, outstandingFen, earmarkedFen: sumFen(proposed.map(({ proposedFen }) => proposedFen)) };
};

/** What came in, by the payment it restores. */
const receiptsOf = (row: RecoveryCaseRow, event: Receipt, stored: StoredEvent): RecoveryReceiptRow[] => {
  const { receivedOn = stored.effectiveOn, bankReference = null } = atBank(event);
  return partsOf(row, event).map(({ how, trancheNo, attempt, amountFen }, index) => ({
    id: `${stored.id}/${index}`,
    caseId: row.caseId,
    award: row.award,
    trancheNo,
    attempt,
    how,
    amountFen,
    receivedOn,
    bankReference,
  }));
};

const atBank = (event: Receipt): { readonly receivedOn?: string; readonly bankReference?: string } => {
  if (event.type === 'RepaymentReceived') return event.data;
  if (event.type !== 'OverpaymentRefunded') return {};
  const { paidOn, bankReference } = event.data;
  return { receivedOn: paidOn, bankReference };
};

const byPayment = (one: RecoveryItem, other: RecoveryItem): number =>
  one.trancheNo - other.trancheNo || one.attempt - other.attempt;

type Part = Allocation & Pick<RecoveryReceiptRow, 'how'>;

const HOW = {
  SetOffConfirmed: 'set-off',
  RepaymentReceived: 'repayment',
  ClaimReduced: 'correction',
  OverpaymentRefunded: 'refund',
} as const;

const partsOf = (row: RecoveryCaseRow, event: Receipt): readonly Part[] => {
  const how = HOW[event.type];
  if (event.type === 'OverpaymentRefunded')
    return event.data.allocations.map((part) => ({ ...part, how, amountFen: -part.amountFen }));
  return [...event.data.allocations.map((part) => ({ ...part, how })), ...correctionsIn(row, event)];
};

/** What came in and restores no payment is taken from the one that came back, or from the last of the case. */
const correctionsIn = (row: RecoveryCaseRow, event: Receipt): readonly Part[] => {
  if (event.type === 'ClaimReduced') {
    const { trancheNo, attempt, displacedFen } = event.data;
    return displacedFen === 0n ? [] : [{ trancheNo, attempt, how: 'correction', amountFen: -displacedFen }];
  }
  const last = row.items.toSorted(byPayment).at(-1);
  if (event.type !== 'SetOffConfirmed' || event.data.overpaidFen === 0n || !last) return [];
  const { trancheNo, attempt } = last;
  const { overpaidFen } = event.data;
  return [
    { trancheNo, attempt, how: 'set-off', amountFen: overpaidFen },
    { trancheNo, attempt, how: 'correction', amountFen: -overpaidFen },
  ];
};
