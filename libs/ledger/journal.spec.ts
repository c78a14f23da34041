import type { BudgetEvent } from '#budgets/budgets.events.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { logPosition } from '#event-store/log-position.js';
import { businessDate, instant } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import { toStored } from '#kernel/fen-json.js';
import { ACCOUNT_CODES, accountOf } from './accounts.js';
import { book, openJournal, RULES } from './journal.js';
import type { Posting } from './posting.js';
import { trialBalance, turnoversOf } from './trial-balance.js';

const stored = (stream: string, event: DomainEvent): StoredEvent => ({
  id: 'e',
  type: event.type,
  version: 1,
  data: toStored(event.data),
  effectiveOn: businessDate('2024-03-01'),
  metadata: {
    recordedAt: instant('2024-03-01T01:00:00Z'),
    actor: { id: 'li', role: 'finance-maker' },
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'r',
    causationId: null,
    policyVersion: null,
  },
  stream,
  revision: 0,
  position: logPosition(1),
  contentHash: '',
  streamHash: '',
});

type Shown = readonly [account: string, debit: bigint, credit: bigint];
const shown = (postings: readonly Posting[]): Shown[] =>
  postings.map(({ account, debitFen, creditFen }) => [account, debitFen, creditFen]);

const appropriated: BudgetEvent = {
  type: 'BudgetAppropriated',
  data: { line: 'T', year: 2024, amountFen: 700n, documentNumber: '1' },
};
const adjusted = (deltaFen: bigint): BudgetEvent => ({
  type: 'BudgetAdjusted',
  data: { deltaFen, documentNumber: '2' },
});
const PAID = { commitmentId: 'a/1/1', amountFen: 40n };
const LINE = { award: 'a', trancheNo: 1, attempt: 1, netFen: 35n, payee: 'p', lineId: 'a-1-1' };
const PAYMENT = { award: 'a', trancheNo: 1, attempt: 1 };

describe('what an event posts', () => {
  it.each<[what: string, stream: string, event: DomainEvent, debit: string, credit: string, fen: bigint]>([
    ['an appropriation', 'budget-T-2024', appropriated, '7001', '6001', 700n],
    ['more money for a line', 'budget-T-2024', adjusted(50n), '7001', '6001', 50n],
    ['less money for a line', 'budget-T-2024', adjusted(-50n), '6001', '7001', 50n],
    [
      'a transfer that leaves',
      'budget-T-2024',
      { type: 'BudgetTransferredOut', data: { amountFen: 20n } },
      '7401',
      '7001',
      20n,
    ],
    [
      'a transfer that arrives',
      'budget-T-2024',
      { type: 'BudgetTransferredIn', data: { amountFen: 20n } },
      '7001',
      '7401',
      20n,
    ],
    [
      'what is carried over',
      'budget-T-2024',
      { type: 'YearEndDecided', data: { carriedFen: 30n, returnedFen: 0n } },
      '7401',
      '7001',
      30n,
    ],
    [
      'what is returned to the treasury',
      'budget-T-2024',
      { type: 'YearEndDecided', data: { carriedFen: 0n, returnedFen: 30n } },
      '6001',
      '7001',
      30n,
    ],
    [
      'what comes free in a closed year',
      'budget-T-2024',
      { type: 'LateBalanceMoved', data: { outcome: 'returned', amountFen: 5n } },
      '6001',
      '7001',
      5n,
    ],
    [
      'a promise at approval',
      'budget-T-2025',
      {
        type: 'ForwardCommitmentChanged',
        data: { award: 'a', changes: [{ trancheNo: 2, fromFen: 10n, toFen: 40n }] },
      },
      '7501',
      '6201',
      30n,
    ],
    [
      'a commitment',
      'budget-T-2024',
      { type: 'BudgetCommitted', data: { ...PAID, award: 'a', trancheNo: 1 } },
      '7101',
      '7001',
      40n,
    ],
    [
      'a commitment given up',
      'budget-T-2024',
      { type: 'BudgetDecommitted', data: PAID },
      '7001',
      '7101',
      40n,
    ],
    ['a disbursement', 'budget-T-2024', { type: 'BudgetDisbursed', data: PAID }, '7201', '7101', 40n],
    [
      'a disbursement reversed',
      'budget-T-2024',
      { type: 'DisbursementReversed', data: PAID },
      '7101',
      '7201',
      40n,
    ],
    [
      'recovered money of a line',
      'budget-T-2024',
      { type: 'BudgetRefunded', data: { caseId: 'r', amountFen: 7n } },
      '7301',
      '6101',
      7n,
    ],
    [
      'a release',
      'a',
      {
        type: 'TrancheReleased',
        data: { ...PAYMENT, grantedFen: 40n, payee: 'p', budgetStream: 'budget-T-2024' },
      },
      '5001',
      '2001',
      40n,
    ],
    [
      'a set-off',
      'a',
      { type: 'TrancheSetOff', data: { ...PAYMENT, amountFen: 5n, caseId: 'r' } },
      '2001',
      '1202',
      5n,
    ],
    ['a payment', 'a', { type: 'TranchePaid', data: { ...PAYMENT, amountFen: 35n } }, '2001', '1101', 35n],
    [
      'a payment that never left',
      'a',
      { type: 'TrancheReturned', data: { ...PAYMENT, amountFen: 35n, wasPaid: false } },
      '2001',
      '5001',
      35n,
    ],
    [
      'a payment that came back',
      'a',
      { type: 'TrancheReturned', data: { ...PAYMENT, amountFen: 35n, wasPaid: true } },
      '1101',
      '5001',
      35n,
    ],
    [
      'money recovered',
      'a',
      { type: 'MoneyRecovered', data: { ...PAYMENT, amountFen: 7n, caseId: 'r' } },
      '4001',
      '4101',
      7n,
    ],
    ['a line settled by the bank', 'batch-1', { type: 'LineSettled', data: LINE }, '1101', '1001', 35n],
    [
      'a settled line returned',
      'batch-1',
      { type: 'LineReturned', data: { ...LINE, wasSettled: true } },
      '1001',
      '1101',
      35n,
    ],
  ])('%s', (_what, stream, event, debit, credit, fen) => {
    expect(shown(book(stored(stream, event), undefined).postings)).toEqual([
      [debit, fen, 0n],
      [credit, 0n, fen],
    ]);
  });

  it('a commitment that was promised: the promise goes as the money is set aside', () => {
    const data = { ...PAID, award: 'a', trancheNo: 1, fromQueue: false, forwardFen: 30n };
    expect(
      shown(book(stored('budget-T-2024', { type: 'BudgetCommitted', data }), undefined).postings),
    ).toEqual([
      ['7101', 40n, 0n],
      ['7001', 0n, 40n],
      ['6201', 30n, 0n],
      ['7501', 0n, 30n],
    ]);
  });

  it('nothing for a returned line of which no settlement is known: it never left the account', () => {
    const event = { type: 'LineReturned', data: { ...LINE, wasSettled: false } };
    expect(book(stored('batch-1', event), undefined).postings).toEqual([]);
  });

  it('nothing with a reason, for every event that moves no money', () => {
    for (const [type, rule] of Object.entries(RULES)) {
      if (rule.posts) continue;
      expect(rule.why.length).toBeGreaterThan(10);
      expect(book(stored('x', { type, data: {} }), undefined)).toEqual({ postings: [], learnt: null });
    }
  });

  it('nothing for events of streams without money', () => {
    expect(book(stored('x', { type: 'UserRegistered', data: {} }), undefined).postings).toEqual([]);
  });
});

const items = [
  { trancheNo: 1, attempt: 1, amountFen: 30n, budgetStream: 'budget-T-2023' },
  { trancheNo: 2, attempt: 1, amountFen: 12n, budgetStream: 'budget-T-2024' },
];
const part = (trancheNo: number, amountFen: bigint) => ({ trancheNo, attempt: 1, amountFen });

describe('a recovery case', () => {
  const CASE: readonly DomainEvent[] = [
    { type: 'RecoveryFound', data: { award: 'a', debtor: 'p', amountFen: 42n, items } },
    { type: 'RecoveryDemanded', data: { debtor: 'p', amountFen: 42n } },
    { type: 'SetOffConfirmed', data: { amountFen: 25n, allocations: [part(1, 25n)], overpaidFen: 0n } },
    { type: 'RepaymentReceived', data: { amountFen: 7n, allocations: [part(1, 5n), part(2, 2n)] } },
    { type: 'CaseWrittenOff', data: { amountFen: 10n } },
  ];
  const journal = openJournal();
  const postings = CASE.map((event) => journal(stored('recovery-1', event)));

  it('owes nothing when it is found, and what was demanded by the year that paid', () => {
    expect(postings[0]).toEqual([]);
    expect(postings[1]?.map((one) => [one.account, one.fiscalYear, one.debitFen - one.creditFen])).toEqual([
      ['1201', 2023, 30n],
      ['4001', 2023, -30n],
      ['1201', 2024, 12n],
      ['4001', 2024, -12n],
    ]);
  });

  it('is paid by set-off and through the bank, and written off where it still owes', () => {
    expect(shown(postings.slice(2).flat())).toEqual([
      ['1202', 25n, 0n],
      ['1201', 0n, 25n],
      ['1001', 5n, 0n],
      ['1201', 0n, 5n],
      ['1001', 2n, 0n],
      ['1201', 0n, 2n],
      ['5101', 10n, 0n],
      ['1201', 0n, 10n],
    ]);
    const receivable = turnoversOf(postings.flat()).get('1201');
    expect(receivable).toEqual({ debitFen: 42n, creditFen: 42n });
  });

  it('names award, debtor, case and payment on every posting', () => {
    expect(postings.flat().at(-1)).toMatchObject({
      award: 'a',
      party: 'p',
      recoveryCase: 'recovery-1',
      trancheNo: 2,
      attempt: 1,
      budgetLine: 'T',
      fiscalYear: 2024,
    });
  });
});

/** What the accounts hold after the events of a case, without those that hold nothing. */
const balancesOf = (events: readonly DomainEvent[]): Record<string, bigint> => {
  const journal = openJournal();
  const postings = events.flatMap((event) => journal(stored('recovery-1', event)));
  const { accounts } = trialBalance(turnoversOf(postings));
  const held = accounts.filter(({ balanceFen }) => balanceFen !== 0n);
  return Object.fromEntries(held.map(({ account, balanceFen }) => [account, balanceFen]));
};

describe('a claim that is reduced because the bank gave the payment back', () => {
  const found: DomainEvent = {
    type: 'RecoveryFound',
    data: { award: 'a', debtor: 'p', amountFen: 42n, items },
  };
  const demanded = (amountFen: bigint): DomainEvent => ({ type: 'RecoveryDemanded', data: { amountFen } });
  const repaid = (amountFen: bigint): DomainEvent => ({
    type: 'RepaymentReceived',
    data: { amountFen, allocations: [part(1, amountFen)] },
  });
  const reducedBy = (data: object): DomainEvent => ({
    type: 'ClaimReduced',
    data: {
      ...part(1, 30n),
      displacedFen: 0n,
      allocations: [],
      overpaidFen: 0n,
      writeOffVoidedFen: 0n,
      ...data,
    },
  });

  it.each<[what: string, events: readonly DomainEvent[], expected: Record<string, bigint>]>([
    [
      'before the demand: only the rest is owed',
      [found, reducedBy({}), demanded(12n)],
      { '1201': 12n, '4001': 12n },
    ],
    [
      'after the demand: only the rest is owed',
      [found, demanded(42n), reducedBy({})],
      { '1201': 12n, '4001': 12n },
    ],
    [
      'after 20 were repaid: 12 pay the other payment, 8 are owed back',
      [
        found,
        demanded(42n),
        repaid(20n),
        reducedBy({ displacedFen: 20n, allocations: [part(2, 12n)], overpaidFen: 8n }),
      ],
      { '1001': 20n, '2101': 8n, '4001': 12n },
    ],
    [
      'after 20 were repaid, and the 8 that are owed back were paid back',
      [
        found,
        demanded(42n),
        repaid(20n),
        reducedBy({ displacedFen: 20n, allocations: [part(2, 12n)], overpaidFen: 8n }),
        { type: 'OverpaymentRefunded', data: { amountFen: 8n, allocations: [part(1, 8n)] } },
      ],
      { '1001': 12n, '4001': 12n },
    ],
    [
      'after 37 were written off: 30 were never owed, 5 that had come in pay the other payment, so 7 stay written off',
      [
        found,
        demanded(42n),
        repaid(5n),
        { type: 'CaseWrittenOff', data: { amountFen: 37n } },
        reducedBy({ displacedFen: 5n, allocations: [part(2, 5n)], writeOffVoidedFen: 30n }),
      ],
      { '1001': 5n, '4001': 12n, '5101': 7n },
    ],
  ])('%s', (_what, events, expected) => {
    expect(balancesOf(events)).toEqual(expected);
  });

  it('a set-off beyond the claim is owed back', () => {
    const kept = {
      type: 'SetOffConfirmed',
      data: { amountFen: 15n, allocations: [part(2, 12n)], overpaidFen: 3n },
    };
    expect(balancesOf([found, reducedBy({}), demanded(12n), kept])).toEqual({
      '1202': 15n,
      '2101': 3n,
      '4001': 12n,
    });
  });
});

describe('a cancelled tranche', () => {
  const release = {
    type: 'TrancheReleased',
    data: { ...PAYMENT, grantedFen: 40n, payee: 'p', budgetStream: 'budget-T-2024' },
  };
  const setOff = { type: 'TrancheSetOff', data: { ...PAYMENT, amountFen: 5n, caseId: 'r' } };

  it('is owed no longer, less what was settled by set-off', () => {
    const journal = openJournal();
    const cancel = { type: 'TrancheCancelled', data: { award: 'a', trancheNo: 1, release: { attempt: 1 } } };
    for (const event of [release, setOff]) journal(stored('a', event));
    expect(shown(journal(stored('a', cancel)))).toEqual([
      ['2001', 35n, 0n],
      ['5001', 0n, 35n],
    ]);
  });

  it('books nothing when it was never released', () => {
    const cancel = { type: 'TrancheCancelled', data: { award: 'a', trancheNo: 1, release: null } };
    expect(openJournal()(stored('a', cancel))).toEqual([]);
  });
});

describe('the chart of accounts', () => {
  it('has a name in both languages and one side for every account', () => {
    for (const code of ACCOUNT_CODES) {
      const { zh, en, normal } = accountOf(code);
      expect([zh, en, normal].every((text) => text.length > 1)).toBe(true);
    }
  });
});
