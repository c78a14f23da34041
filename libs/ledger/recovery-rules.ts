import type { StoredEvent } from '#event-store/envelope.js';
import { yearOf } from '#kernel/business-date.js';
import { type Fen, minFen, sumFen } from '#kernel/money.js';
import { PAID_BEFORE } from '#programmes/award/take-over.events.js';
import type { RecoveryEvent, RecoveryFound } from '#recovery/recovery.events.js';
import type { AccountCode } from './accounts.js';
import type { CaseFacts, ClaimedItem, Facts } from './facts.js';
import type { Move, SubLedgerKeys } from './posting.js';
import { budgetOf, caseIn, keysOf, noMoney, type RulesOf } from './rule.js';

const aboutCase = (_event: unknown, stored: StoredEvent): string => stored.stream;

/** No line of ours paid it; it comes back in the year it is found. */
const paidBefore = ({ effectiveOn }: StoredEvent) => ({
  budgetLine: PAID_BEFORE,
  fiscalYear: yearOf(effectiveOn),
});

const found = ({ data: { award, debtor, items } }: RecoveryFound, stored: StoredEvent): CaseFacts => ({
  kind: 'case',
  award,
  debtor,
  demanded: false,
  items: items.map(({ trancheNo, attempt, amountFen, budgetStream }) => ({
    trancheNo,
    attempt,
    ...(budgetStream === PAID_BEFORE ? paidBefore(stored) : budgetOf(budgetStream)),
    claimedFen: amountFen,
    receivableFen: 0n,
  })),
});

type Part = Pick<ClaimedItem, 'trancheNo' | 'attempt'> & { readonly amountFen: Fen };

const itemKeys = (stored: StoredEvent, facts: CaseFacts, { trancheNo, attempt }: Part): SubLedgerKeys => {
  const item = facts.items.find((one) => one.trancheNo === trancheNo && one.attempt === attempt);
  const { award, debtor: party } = facts;
  const budget = item && { budgetLine: item.budgetLine, fiscalYear: item.fiscalYear };
  return keysOf(stored, { award, party, trancheNo, attempt, recoveryCase: stored.stream, ...budget });
};

/** One move per payment the money came from, so that every year gets its own. */
const moves = (
  debit: AccountCode,
  credit: AccountCode,
  parts: readonly Part[],
  facts: CaseFacts,
  stored: StoredEvent,
): readonly Move[] =>
  parts.map((part) => ({ debit, credit, amountFen: part.amountFen, ...itemKeys(stored, facts, part) }));

const sumOf = (parts: readonly Part[]): Fen => sumFen(parts.map(({ amountFen }) => amountFen));

/** Spreads an amount over payments, each up to its share; what no share takes stays with the last, so that the parts sum to it. */
const spread = (
  amountFen: Fen,
  items: readonly ClaimedItem[],
  shareOf: (item: ClaimedItem) => Fen,
): readonly Part[] => {
  let leftFen = amountFen;
  return items.map((item, index) => {
    const isLast = index === items.length - 1;
    const partFen = isLast ? leftFen : minFen(leftFen, shareOf(item));
    leftFen -= partFen;
    return { trancheNo: item.trancheNo, attempt: item.attempt, amountFen: partFen };
  });
};

type Of<Type extends RecoveryEvent['type']> = Extract<RecoveryEvent, { readonly type: Type }>;

/** What came in beyond the claim is owed back; it belongs to no payment, so it stands with the last. */
const overpaid = (
  debit: AccountCode,
  amountFen: Fen,
  facts: CaseFacts,
  stored: StoredEvent,
): readonly Move[] =>
  moves(
    debit,
    '2101',
    spread(amountFen, facts.items, () => 0n),
    facts,
    stored,
  );

const setOff = ({ data }: Of<'SetOffConfirmed'>, facts: Facts | undefined, stored: StoredEvent) => [
  ...moves('1202', '1201', data.allocations, caseIn(facts), stored),
  ...overpaid('1202', data.amountFen - sumOf(data.allocations), caseIn(facts), stored),
];

/** Before the demand nothing is receivable; afterwards the debt is less, and what had come in on it goes where it is still owed. */
const reduced = (
  { data }: Of<'ClaimReduced'>,
  facts: Facts | undefined,
  stored: StoredEvent,
): readonly Move[] => {
  const one = caseIn(facts);
  if (!one.demanded) return [];
  const { amountFen, allocations, overpaidFen, writeOffVoidedFen } = data;
  const movedFen = sumOf(allocations);
  const here = (fen: Fen): Part => ({ trancheNo: data.trancheNo, attempt: data.attempt, amountFen: fen });
  const given = (debit: AccountCode, credit: AccountCode, ...parts: readonly Part[]) =>
    moves(debit, credit, parts, one, stored);
  const unwritten = writeOffVoidedFen > 0n ? [here(writeOffVoidedFen - movedFen), ...allocations] : [];
  return [
    ...given('4001', '1201', here(amountFen)),
    ...given('1201', '1202', here(movedFen)),
    ...given('1202', '1201', ...allocations),
    ...given('1201', '2101', here(overpaidFen)),
    ...given('1201', '5101', ...unwritten),
  ];
};

const lessClaimed = ({ data }: Of<'ClaimReduced'>, _stored: StoredEvent, known: Facts | undefined): Facts => {
  const one = caseIn(known);
  const isReduced = ({ trancheNo, attempt }: ClaimedItem): boolean =>
    trancheNo === data.trancheNo && attempt === data.attempt;
  const items = one.items.map((item) =>
    isReduced(item) ? { ...item, claimedFen: item.claimedFen - data.amountFen } : item,
  );
  return { ...one, items };
};

const REFUSED = 'a refused attempt';

/** What debtors owe, and what became of it. */
export const RECOVERY_RULES: RulesOf<RecoveryEvent> = {
  RecoveryFound: { posts: true, about: aboutCase, learn: found, moves: () => [] },
  RecoveryDemanded: {
    posts: true,
    about: aboutCase,
    learn: (_event, _stored, known) => ({ ...caseIn(known), demanded: true }),
    moves: ({ data }, facts, stored) => {
      const one = caseIn(facts);
      const parts = spread(data.amountFen, one.items, ({ claimedFen }) => claimedFen);
      return moves('1201', '4001', parts, one, stored);
    },
  },
  SetOffConfirmed: { posts: true, about: aboutCase, moves: setOff },
  RepaymentReceived: {
    posts: true,
    about: aboutCase,
    moves: ({ data }, facts, stored) => moves('1001', '1201', data.allocations, caseIn(facts), stored),
  },
  ClaimReduced: { posts: true, about: aboutCase, learn: lessClaimed, moves: reduced },
  OverpaymentRefunded: {
    posts: true,
    about: aboutCase,
    moves: ({ data }, facts, stored) => moves('2101', '1001', data.allocations, caseIn(facts), stored),
  },
  CaseWrittenOff: {
    posts: true,
    about: aboutCase,
    moves: ({ data }, facts, stored) => {
      const one = caseIn(facts);
      const parts = spread(data.amountFen, one.items, ({ receivableFen }) => receivableFen);
      return moves('5101', '1201', parts, one, stored);
    },
  },
  CaseDismissed: noMoney('nothing was demanded yet'),
  DemandApprovalRefused: noMoney(REFUSED),
  DismissalRefused: noMoney(REFUSED),
  WriteOffApprovalRefused: noMoney(REFUSED),
  OverpaymentRefundApprovalRefused: noMoney(REFUSED),
  OverpaymentRefundProposed: noMoney('a second person decides'),
  OverpaymentRefundApproved: noMoney('nothing has left before the bank has paid'),
  SetOffProposed: noMoney('earmarks a payment; the award books what is kept back'),
  SetOffCancelled: noMoney('nothing was kept back'),
  CaseRepaid: noMoney('every receipt was booked before'),
  WriteOffProposed: noMoney('a second person decides'),
  CaseReferred: noMoney('the debt is owed as before, to the same creditor'),
};
