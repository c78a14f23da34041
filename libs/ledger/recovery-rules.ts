import type { StoredEvent } from '#event-store/envelope.js';
import { type Fen, minFen } from '#kernel/money.js';
import type { Allocation, RecoveryEvent, RecoveryFound } from '#recovery/recovery.events.js';
import type { AccountCode } from './accounts.js';
import type { CaseFacts, ClaimedItem, Facts } from './facts.js';
import type { Move, SubLedgerKeys } from './posting.js';
import { budgetOf, caseIn, keysOf, noMoney, type RulesOf } from './rule.js';

const aboutCase = (_event: unknown, stored: StoredEvent): string => stored.stream;

const found = ({ data: { award, debtor, items } }: RecoveryFound): CaseFacts => ({
  kind: 'case',
  award,
  debtor,
  items: items.map(({ trancheNo, attempt, amountFen, budgetStream }) => ({
    trancheNo,
    attempt,
    ...budgetOf(budgetStream),
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

const receipt = (debit: AccountCode) => ({
  posts: true as const,
  about: aboutCase,
  moves: (
    { data }: { readonly data: { readonly allocations: readonly Allocation[] } },
    facts: Facts | undefined,
    stored: StoredEvent,
  ) => moves(debit, '1201', data.allocations, caseIn(facts), stored),
});

const REFUSED = 'a refused attempt';

/** What debtors owe, and what became of it. */
export const RECOVERY_RULES: RulesOf<RecoveryEvent> = {
  RecoveryFound: { posts: true, about: aboutCase, learn: found, moves: () => [] },
  RecoveryDemanded: {
    posts: true,
    about: aboutCase,
    moves: ({ data }, facts, stored) => {
      const one = caseIn(facts);
      const parts = spread(data.amountFen, one.items, ({ claimedFen }) => claimedFen);
      return moves('1201', '4001', parts, one, stored);
    },
  },
  SetOffConfirmed: receipt('1202'),
  RepaymentReceived: receipt('1001'),
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
  SetOffProposed: noMoney('earmarks a payment; the award books what is kept back'),
  SetOffCancelled: noMoney('nothing was kept back'),
  CaseRepaid: noMoney('every receipt was booked before'),
  WriteOffProposed: noMoney('a second person decides'),
  CaseReferred: noMoney('the debt is owed as before, to the same creditor'),
};
