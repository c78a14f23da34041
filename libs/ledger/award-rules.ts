import type { StoredEvent } from '#event-store/envelope.js';
import type { Fen } from '#kernel/money.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { AccountCode } from './accounts.js';
import { type Facts, paymentKey } from './facts.js';
import type { Move, SubLedgerKeys } from './posting.js';
import { budgetOf, keysOf, noMoney, paymentIn, type RulesOf } from './rule.js';

interface OfAttempt {
  readonly data: { readonly award: string; readonly trancheNo: number; readonly attempt: number };
}

const aboutAttempt = ({ data: { award, trancheNo, attempt } }: OfAttempt): string =>
  paymentKey(award, trancheNo, attempt);

/** What is known of the payment, and what the event says itself. */
const paymentKeys = (
  stored: StoredEvent,
  facts: Facts | undefined,
  { award, trancheNo, attempt }: OfAttempt['data'],
): SubLedgerKeys => {
  const payment = paymentIn(facts);
  const { party, budgetLine, fiscalYear } = payment ?? {};
  return keysOf(stored, { award, trancheNo, attempt, ...(payment && { party, budgetLine, fiscalYear }) });
};

const ofAttempt = <E extends OfAttempt>(
  debit: AccountCode,
  credit: AccountCode,
  amountOf: (event: E) => Fen,
  also: (event: E) => Partial<SubLedgerKeys> = () => ({}),
) => ({
  posts: true as const,
  about: aboutAttempt,
  moves: (event: E, facts: Facts | undefined, stored: StoredEvent): readonly Move[] => [
    { debit, credit, amountFen: amountOf(event), ...paymentKeys(stored, facts, event.data), ...also(event) },
  ],
});

type Of<Type extends AwardEvent['type']> = Extract<AwardEvent, { readonly type: Type }>;

const released = ({ data }: Of<'TrancheReleased'>): Facts => ({
  kind: 'payment',
  award: data.award,
  trancheNo: data.trancheNo,
  attempt: data.attempt,
  party: data.payee,
  ...budgetOf(data.budgetStream),
  payableFen: 0n,
});

/** Money that never left is owed no longer; money that came back was spent on nobody. The next attempt books it anew. */
const returned = (
  { data }: Of<'TrancheReturned'>,
  facts: Facts | undefined,
  stored: StoredEvent,
): readonly Move[] => [
  {
    debit: data.wasPaid ? '1101' : '2001',
    credit: '5001',
    amountFen: data.amountFen,
    ...paymentKeys(stored, facts, data),
  },
];

const cancelled = (
  { data }: Of<'TrancheCancelled'>,
  facts: Facts | undefined,
  stored: StoredEvent,
): readonly Move[] => {
  const payment = paymentIn(facts);
  if (!data.release || !payment) return [];
  const keys = paymentKeys(stored, facts, { ...data, attempt: data.release.attempt });
  return [{ debit: '2001', credit: '5001', amountFen: payment.payableFen, ...keys }];
};

const DECIDES = 'decides who may be paid; money moves when a tranche is released';
const EXAMINES = 'examines or plans; no amount is owed yet';
const RESERVES = 'asks caps and budget; the budget line books what it sets aside';
const CARRIES = 'moves the payment between queues and batches; it is owed as before';

/** What beneficiaries are owed, and how it is settled. */
export const AWARD_RULES: RulesOf<AwardEvent> = {
  TrancheReleased: {
    ...ofAttempt<Of<'TrancheReleased'>>('5001', '2001', ({ data }) => data.grantedFen),
    learn: released,
  },
  TrancheSetOff: ofAttempt<Of<'TrancheSetOff'>>(
    '2001',
    '1202',
    ({ data }) => data.amountFen,
    ({ data }) => ({ recoveryCase: data.caseId }),
  ),
  TranchePaid: ofAttempt<Of<'TranchePaid'>>('2001', '1101', ({ data }) => data.amountFen),
  TrancheReturned: { posts: true, about: aboutAttempt, moves: returned },
  TrancheCancelled: {
    posts: true,
    about: ({ data: { award, trancheNo, release } }) =>
      release && paymentKey(award, trancheNo, release.attempt),
    moves: cancelled,
  },
  MoneyRecovered: ofAttempt<Of<'MoneyRecovered'>>(
    '4001',
    '4101',
    ({ data }) => data.amountFen,
    ({ data }) => ({ recoveryCase: data.caseId }),
  ),
  ApplicationSubmitted: noMoney(DECIDES),
  ApplicationAccepted: noMoney(DECIDES),
  ApplicationRefused: noMoney(DECIDES),
  ApplicationWithdrawn: noMoney(DECIDES),
  ApplicationVerified: noMoney(DECIDES),
  PublicityStarted: noMoney(DECIDES),
  PublicityEnded: noMoney(DECIDES),
  ObjectionRaised: noMoney(DECIDES),
  ObjectionDismissed: noMoney(DECIDES),
  ObjectionUpheld: noMoney(DECIDES),
  AwardTakenOver: noMoney('says where an award that runs already comes from; nothing moves'),
  EarlierPaymentTakenOver: noMoney('was paid before these books began, from a year that they do not keep'),
  TopUpAdded: noMoney('adds a tranche; it is owed when it is released'),
  OverpaymentFound: noMoney('a finding; the case that is opened for it books what is demanded'),
  AwardApproved: noMoney('promises instalments under conditions; each is owed when it is released'),
  AssessmentPassed: noMoney(EXAMINES),
  AssessmentFailed: noMoney(EXAMINES),
  AwardSuspended: noMoney(EXAMINES),
  AwardResumed: noMoney(EXAMINES),
  AwardTerminated: noMoney('cancels tranches and opens cases; those events book the money'),
  AwardMoved: noMoney('says who pays for later tranches; an award that ends by it says so itself'),
  AwardReplaced: noMoney('cancels tranches; those events book the money'),
  BaseReduced: noMoney('a finding; the cases that are opened for it book what is demanded'),
  AwardLapsed: noMoney('cancels tranches; those events book the money'),
  AwardCompleted: noMoney('every tranche was paid or cancelled before'),
  DutyConflictRecorded: noMoney('a refused attempt'),
  TrancheClaimed: noMoney(EXAMINES),
  EvidenceRejected: noMoney(EXAMINES),
  TrancheVerified: noMoney('fixes what is asked for; caps and budget have not answered'),
  TrancheRefused: noMoney(EXAMINES),
  TrancheReleaseRequested: noMoney(RESERVES),
  TrancheQueued: noMoney('granted and waiting for budget; owed when it is released'),
  TrancheReleaseRefused: noMoney(RESERVES),
  TrancheBatched: noMoney(CARRIES),
  TrancheUnbatched: noMoney(CARRIES),
  TrancheHeld: noMoney(CARRIES),
  TrancheHoldLifted: noMoney(CARRIES),
};
