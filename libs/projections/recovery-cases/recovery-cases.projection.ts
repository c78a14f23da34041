import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import { sumFen } from '#kernel/money.js';
import type { RecoveryEvent } from '#recovery/recovery.events.js';
import type { Projection } from '../projection.js';
import { RecoveryCaseRow, RecoveryReceiptRow, type SetOffRecord } from './recovery-case.entity.js';

type Found = Extract<RecoveryEvent, { type: 'RecoveryFound' }>;
type Receipt = Extract<RecoveryEvent, { type: 'SetOffConfirmed' | 'RepaymentReceived' }>;
type Change = Exclude<RecoveryEvent, Found>;

/** Cases with what is owed and what came in. */
export const recoveryCasesProjection: Projection<RecoveryEvent> = {
  name: 'recovery-cases',
  version: 1,
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
    CaseRepaid: true,
    WriteOffProposed: true,
    WriteOffApprovalRefused: true,
    CaseWrittenOff: true,
    CaseReferred: true,
  },
  async apply(stored, event, rows) {
    if (event.type === 'RecoveryFound') return rows.put(RecoveryCaseRow, found(stored.stream, event));
    const row = await rows.find(RecoveryCaseRow, stored.stream);
    assert(row, `${event.type} in ${stored.stream} before the finding`);
    rows.put(RecoveryCaseRow, withFigures({ ...row, ...changesOf(row, event, stored) }));
    const isReceipt = event.type === 'SetOffConfirmed' || event.type === 'RepaymentReceived';
    if (isReceipt)
      for (const receipt of receiptsOf(row, event, stored)) rows.put(RecoveryReceiptRow, receipt);
  },
};

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
      return { status: collecting(row, 'set-off'), setOffFen: row.setOffFen + amountFen, setOffs };
    }
    case 'SetOffCancelled':
      return { setOffs: withSetOff(row, event.data.setOffId, { status: 'cancelled' }) };
    case 'RepaymentReceived':
      return { status: collecting(row, 'repaying'), repaidFen: row.repaidFen + event.data.amountFen };
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
  const outstandingFen = NOTHING_OWED.has(row.status) ? 0n : row.amountFen - row.setOffFen - row.repaidFen;
  return { ...row, outstandingFen, earmarkedFen: sumFen(proposed.map(({ proposedFen }) => proposedFen)) };
};

const receiptsOf = (row: RecoveryCaseRow, event: Receipt, stored: StoredEvent): RecoveryReceiptRow[] => {
  const isSetOff = event.type === 'SetOffConfirmed';
  return event.data.allocations.map(({ trancheNo, attempt, amountFen }, index) => ({
    id: `${stored.id}/${index}`,
    caseId: row.caseId,
    award: row.award,
    trancheNo,
    attempt,
    how: isSetOff ? 'set-off' : 'repayment',
    amountFen,
    receivedOn: isSetOff ? stored.effectiveOn : event.data.receivedOn,
    bankReference: isSetOff ? null : event.data.bankReference,
  }));
};
