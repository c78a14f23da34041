import { assert, unreachable } from '#kernel/assert.js';
import { type Fen, maxFen, sumFen } from '#kernel/money.js';
import { balancesOf, type ItemBalance, lessAllocations, paymentKey } from './allocation.js';
import { evolveRefund, NOTHING_OVERPAID, type Overpayment, withOverpaid } from './overpayment.js';
import type { ClaimReduced, Finding, RecoveryEvent, SetOff } from './recovery.events.js';

/** Who proposed a write-off, and by which document. */
export interface ProposedWriteOff {
  readonly proposedBy: string;
  readonly reason: string;
  readonly documentNumber: string;
}

/** What is claimed: as it was found, less what the bank gave back afterwards. */
export interface Claim {
  readonly finding: Finding;
  readonly reducedFen: Fen;
  /** Payments the bank gave back after the finding. */
  readonly returned: ReadonlySet<string>;
  /** What is claimed of every payment and what of it is missing, oldest first. */
  readonly balances: readonly ItemBalance[];
}

/** Money of a demanded case. */
export interface Collection extends Claim {
  /** Earmarked and not yet confirmed, by set-off id. */
  readonly proposed: ReadonlyMap<string, SetOff>;
  /** Ids are used once, also after a set-off was cancelled. */
  readonly setOffIds: ReadonlySet<string>;
  readonly setOffFen: Fen;
  readonly repaidFen: Fen;
  /** Came in, and was more than is claimed since the bank gave a payment back: owed to the debtor. */
  readonly overpaidFen: Fen;
  /** What of it is still owed, and on its way back. */
  readonly overpayment: Overpayment;
  readonly repaymentIds: ReadonlySet<string>;
  readonly bankReferences: ReadonlySet<string>;
  readonly writeOff: ProposedWriteOff | null;
}

/**
 * A case in its life. `set-off` and `repaying` name the way the last money came in; `referred` means that the court has
 * it, and its money is still booked here.
 */
export type RecoveryState =
  | { readonly status: 'none' }
  | (Claim & { readonly status: 'found' })
  | { readonly status: 'dismissed'; readonly finding: Finding }
  | (Collection & {
      readonly status: 'demanded' | 'set-off' | 'repaying' | 'referred' | 'repaid' | 'written-off';
    });

export type DemandedCase = Extract<RecoveryState, Collection>;

/** Still to be collected. */
export type CollectingCase = DemandedCase & {
  readonly status: 'demanded' | 'set-off' | 'repaying' | 'referred';
};

export const isCollecting = (state: RecoveryState): state is CollectingCase =>
  ['demanded', 'set-off', 'repaying', 'referred'].includes(state.status);

export const claimedFen = ({ finding, reducedFen }: Claim): Fen => finding.amountFen - reducedFen;

/** Owed and not come in yet. Zero before the demand, and after repayment, write-off or dismissal. */
export const outstandingFen = (state: RecoveryState): Fen => {
  if (state.status === 'none' || state.status === 'found' || state.status === 'dismissed') return 0n;
  if (state.status === 'written-off') return 0n;
  return claimedFen(state) - (state.setOffFen + state.repaidFen - state.overpaidFen);
};

export const earmarkedFen = (state: RecoveryState): Fen =>
  'proposed' in state ? sumFen([...state.proposed.values()].map((setOff) => setOff.amountFen)) : 0n;

/** Outstanding and not promised to a set-off. A claim that was reduced may be less than what is earmarked. */
export const unclaimedFen = (state: RecoveryState): Fen =>
  maxFen(0n, outstandingFen(state) - earmarkedFen(state));

export const evolveRecovery = (state: RecoveryState, event: RecoveryEvent): RecoveryState => {
  switch (event.type) {
    case 'RecoveryFound':
      return {
        status: 'found',
        finding: event.data,
        reducedFen: 0n,
        returned: new Set(),
        balances: balancesOf(event.data.items),
      };
    case 'DemandApprovalRefused':
    case 'DismissalRefused':
    case 'WriteOffApprovalRefused':
    case 'OverpaymentRefundApprovalRefused':
      return state;
    case 'CaseDismissed':
      assert(state.status === 'found', 'Only a finding is dismissed');
      return { status: 'dismissed', finding: state.finding };
    case 'RecoveryDemanded':
      assert(state.status === 'found', 'Only a finding is demanded');
      return demanded(state);
    case 'ClaimReduced':
      assert('balances' in state, 'Only what is claimed is reduced');
      return reduced(state, event.data);
    default:
      assert('proposed' in state, `${event.type} needs a demanded case`);
      return evolveDemanded(state, event);
  }
};

type CollectionEvent = Exclude<
  RecoveryEvent,
  {
    type:
      | 'RecoveryFound'
      | 'RecoveryDemanded'
      | 'CaseDismissed'
      | 'ClaimReduced'
      | 'DemandApprovalRefused'
      | 'DismissalRefused'
      | 'WriteOffApprovalRefused'
      | 'OverpaymentRefundApprovalRefused';
  }
>;

const evolveDemanded = (state: DemandedCase, event: CollectionEvent): RecoveryState => {
  switch (event.type) {
    case 'SetOffProposed':
      return {
        ...state,
        proposed: new Map(state.proposed).set(event.data.setOffId, event.data),
        setOffIds: new Set(state.setOffIds).add(event.data.setOffId),
      };
    case 'SetOffCancelled':
      return { ...state, proposed: without(state.proposed, event.data.setOffId) };
    case 'SetOffConfirmed':
      return {
        ...state,
        status: state.status === 'referred' ? 'referred' : 'set-off',
        balances: lessAllocations(state.balances, event.data.allocations),
        proposed: without(state.proposed, event.data.setOffId),
        setOffFen: state.setOffFen + event.data.amountFen,
        overpaidFen: state.overpaidFen + event.data.overpaidFen,
        overpayment: withOverpaid(state.overpayment, lastPaymentOf(state), event.data.overpaidFen),
      };
    case 'RepaymentReceived':
      return {
        ...state,
        status: state.status === 'referred' ? 'referred' : 'repaying',
        balances: lessAllocations(state.balances, event.data.allocations),
        repaidFen: state.repaidFen + event.data.amountFen,
        repaymentIds: new Set(state.repaymentIds).add(event.data.repaymentId),
        bankReferences: new Set(state.bankReferences).add(event.data.bankReference),
      };
    case 'CaseRepaid':
      return { ...state, status: 'repaid' };
    case 'WriteOffProposed': {
      const { actor, reason, documentNumber } = event.data;
      return { ...state, writeOff: { proposedBy: actor.id, reason, documentNumber } };
    }
    case 'CaseWrittenOff':
      return { ...state, status: 'written-off' };
    case 'CaseReferred':
      return { ...state, status: 'referred' };
    case 'OverpaymentRefundProposed':
    case 'OverpaymentRefundApproved':
      return { ...state, overpayment: evolveRefund(state.overpayment, event) };
    case 'OverpaymentRefunded':
      return {
        ...state,
        overpayment: evolveRefund(state.overpayment, event),
        bankReferences: new Set(state.bankReferences).add(event.data.bankReference),
      };
    default:
      return unreachable(event);
  }
};

const demanded = ({ finding, reducedFen, returned, balances }: Claim): RecoveryState => ({
  status: 'demanded',
  finding,
  reducedFen,
  returned,
  balances,
  proposed: new Map(),
  setOffIds: new Set(),
  setOffFen: 0n,
  repaidFen: 0n,
  overpaidFen: 0n,
  overpayment: NOTHING_OVERPAID,
  repaymentIds: new Set(),
  bankReferences: new Set(),
  writeOff: null,
});

const reduced = (
  state: Extract<RecoveryState, Claim>,
  { trancheNo, attempt, amountFen, displacedFen, allocations, overpaidFen }: ClaimReduced['data'],
): RecoveryState => {
  const isReturned = (balance: ItemBalance): boolean =>
    balance.trancheNo === trancheNo && balance.attempt === attempt;
  const balances = state.balances.map((balance) =>
    isReturned(balance)
      ? {
          ...balance,
          claimedFen: balance.claimedFen - amountFen,
          missingFen: balance.missingFen - amountFen + displacedFen,
        }
      : balance,
  );
  return {
    ...state,
    reducedFen: state.reducedFen + amountFen,
    returned: new Set(state.returned).add(paymentKey({ trancheNo, attempt })),
    balances: lessAllocations(balances, allocations),
    ...('overpayment' in state && {
      overpaidFen: state.overpaidFen + overpaidFen,
      overpayment: withOverpaid(state.overpayment, { trancheNo, attempt }, overpaidFen),
    }),
  };
};

/** A set-off belongs to no payment; what it kept back in excess stands with the last, as in the ledger. */
const lastPaymentOf = ({ balances }: Claim): ItemBalance => {
  const last = balances.at(-1);
  assert(last, 'A case is about a payment');
  return last;
};

const without = (proposed: ReadonlyMap<string, SetOff>, setOffId: string): ReadonlyMap<string, SetOff> => {
  const rest = new Map(proposed);
  rest.delete(setOffId);
  return rest;
};
