import { violationsOf } from './invariants.js';
import { logOf, type Told } from './invariants/broken-log.js';
import type { RawData, RawEvent } from './invariants/raw-event.js';

const at = (attempt = 1, award = 'a-1') => ({ award, trancheNo: 1, attempt });
const CAP = 'cap-c';
const LINE = 'budget-l-2024';
const reservation = { capStream: CAP, reservationId: 'a-1/1/1' };

const reserve = (grantedFen: string, limitFen = '100', more: RawData = {}): Told => [
  CAP,
  'CapReserved',
  {
    reservationId: `r${grantedFen}`,
    measure: 'M-1',
    year: null,
    requestedFen: grantedFen,
    grantedFen,
    limit: { kind: 'amount', limitFen },
    ...more,
  },
];
const carriedOver = (grantedFen: string): Told => [
  'cap-d',
  'CapCarriedOver',
  {
    from: CAP,
    balances: [{ reservationId: 'r5', grantedFen, consumedFen: '0', releasedFen: '0', restoredFen: '0' }],
  },
];
const underMeasure = (measure: string, grantedFen: string): Told =>
  reserve(grantedFen, '', { measure, year: 2024, limit: { kind: 'higher-of' } });
const inYear = (year: number): Told =>
  reserve('1', '1', { reservationId: `y${year}`, year, limit: { kind: 'years', limitYears: 1 } });
const appropriate = (amountFen = '100'): Told => [LINE, 'BudgetAppropriated', { amountFen }];
const budget = (type: string, amountFen: string, commitmentId = 'a-1/1/1'): Told => [
  LINE,
  type,
  { commitmentId, amountFen },
];

const line = (attempt = 1, netFen = '40', lineId = `a-1-1-${attempt}`) => ({
  lineId,
  ...at(attempt),
  netFen,
  payee: 'party-p',
  account: { accountId: 'A' },
});
const account: readonly Told[] = [
  ['party-p', 'AccountProposed', { accountId: 'A', proposedBy: 'o' }],
  ['party-p', 'AccountConfirmed', { accountId: 'A', confirmedBy: 'v' }],
];
const assembled = (batch: string, ...lines: readonly object[]): readonly Told[] => [
  [batch, 'BatchDrafted', { draftedBy: 'm' }],
  [batch, 'BatchAssembled', { lines }],
];
const submitted = (batch: string, requiredApprovals = 1): Told => [
  batch,
  'BatchSubmitted',
  { submittedBy: 'm', contentHash: 'h', requiredApprovals },
];
const approval = (batch: string, approvedBy = 'c', contentHash = 'h'): Told => [
  batch,
  'BatchApprovalGiven',
  { approvedBy, contentHash },
];
const seal = (batch: string): Told => [batch, 'BatchSealed', { contentHash: 'h' }];
const sent = (batch: string, messageId = batch): Told => [batch, 'BatchSent', { messageId }];
const sentBatch = (batch: string, ...lines: readonly object[]): readonly Told[] => [
  ...assembled(batch, ...lines),
  submitted(batch),
  approval(batch),
  seal(batch),
  sent(batch),
];
const answer = (type: string, more: RawData = {}, batch = 'batch-1'): Told => [
  batch,
  type,
  { lineId: 'a-1-1-1', netFen: '40', ...more },
];

const award = (type: string, data: RawData = {}, attempt = 1): Told => [
  'a-1',
  type,
  { ...at(attempt), ...data },
];
const requested = award('TrancheReleaseRequested', { by: 'm' });
const released = (grantedFen = '40', reservations: readonly object[] = [], attempt = 1): Told =>
  award(
    'TrancheReleased',
    { grantedFen, reservations, budgetStream: LINE, commitmentId: `a-1/1/${attempt}` },
    attempt,
  );
const batched = (batch = 'batch-1'): Told => award('TrancheBatched', { batch });
const paid = (amountFen = '40'): Told => award('TranchePaid', { batch: 'batch-1', amountFen });
const setOff = (amountFen: string, setOffId = 's'): Told => award('TrancheSetOff', { setOffId, amountFen });
const paidInFull: readonly Told[] = [
  ...account,
  released(),
  batched(),
  ...sentBatch('batch-1', line()),
  answer('LineSettled'),
  paid(),
];

const returnedLate = award('TrancheReturned', { batch: 'batch-1', amountFen: '40', wasPaid: true });

const CASE = 'recovery-r';
const recovery = (type: string, data: RawData = {}): Told => [CASE, type, { amountFen: '30', ...data }];
const found = recovery('RecoveryFound', {
  award: 'a-1',
  items: [{ trancheNo: 1, attempt: 1, amountFen: '30' }],
  foundBy: { id: 'f' },
});
const demanded: readonly Told[] = [found, recovery('RecoveryDemanded', { actor: { id: 'd' } })];
const proposed = (amountFen: string, setOffId = 's'): Told =>
  recovery('SetOffProposed', { setOffId, amountFen });
const confirmed = (amountFen: string, setOffId = 's'): Told =>
  recovery('SetOffConfirmed', { setOffId, amountFen, overpaidFen: '0' });
const reduced = (amountFen: string, overpaidFen = '0'): Told =>
  recovery('ClaimReduced', { trancheNo: 1, attempt: 1, amountFen, overpaidFen, writeOffVoidedFen: '0' });
const refundBy = (type: string, amountFen: string, by: string): Told =>
  recovery(`OverpaymentRefund${type}`, { amountFen, actor: { id: by } });
const refunded = (amountFen: string, bankReference = 'out'): Told =>
  recovery('OverpaymentRefunded', { amountFen, bankReference, allocations: [] });
const repaid = (amountFen: string, bankReference = 'b'): Told =>
  recovery('RepaymentReceived', { amountFen, bankReference });
const recovered = (amountFen: string): Told => award('MoneyRecovered', { caseId: CASE, amountFen });

/** For every rule a log made by hand that breaks it. */
const BROKEN: readonly (readonly [rule: string, log: readonly Told[]])[] = [
  [
    'a command has one outcome',
    [
      ['x', 'E', {}, 'c'],
      ['y', 'E', {}, 'c'],
    ],
  ],
  ['a reservation is made once', [reserve('5'), reserve('5')]],
  ['no cap is over its limit', [reserve('60'), reserve('50')]],
  ['no cap is over its limit', [inYear(2023), inYear(2024)]],
  [
    'a cap account that was handed over is closed',
    [reserve('5'), [CAP, 'CapHandedOver', { to: 'cap-d', cause: 'party-p' }], reserve('6')],
  ],
  ['a cap account is carried over to where it says', [reserve('5'), carriedOver('5')]],
  [
    'what is carried over is what was there, once',
    [reserve('5'), [CAP, 'CapHandedOver', { to: 'cap-d', cause: 'party-p' }], carriedOver('4')],
  ],
  ['the higher of two measures is paid, not both', [underMeasure('M-1', '60'), underMeasure('M-2', '50')]],
  ['only what is reserved moves', [[CAP, 'CapConsumed', { reservationId: 'r', amountFen: '1' }]]],
  [
    'a reservation gives what it was granted',
    [reserve('5'), [CAP, 'CapConsumed', { reservationId: 'r5', amountFen: '6' }]],
  ],
  [
    'a reservation gives what it was granted',
    [reserve('5'), [CAP, 'CapRestored', { reservationId: 'r5', amountFen: '1' }]],
  ],
  ['committed is at most appropriated', [appropriate(), budget('BudgetCommitted', '101')]],
  [
    'money is committed once',
    [appropriate(), budget('BudgetCommitted', '1'), budget('BudgetCommitted', '1')],
  ],
  [
    'disbursed is at most committed',
    [appropriate(), budget('BudgetCommitted', '5'), budget('BudgetDisbursed', '6')],
  ],
  [
    'disbursed is at most committed',
    [appropriate(), budget('BudgetCommitted', '5'), budget('DisbursementReversed', '1')],
  ],
  ['refunded is at most disbursed', [appropriate(), [LINE, 'BudgetRefunded', { amountFen: '1' }]]],
  [
    'an end-to-end id names one attempt',
    [...assembled('batch-1', line(1, '40', 'L')), ...assembled('batch-2', line(2, '40', 'L'))],
  ],
  [
    'a tranche is in one batch at a time',
    [...assembled('batch-1', line()), ...assembled('batch-2', line(2))],
  ],
  ['a tranche is in one batch at a time', [released(), batched('batch-1'), batched('batch-2')]],
  ['only a sealed batch is sent, once', [...sentBatch('batch-1', line()), sent('batch-1', 'again')]],
  [
    'only a sealed batch is sent, once',
    [...assembled('batch-1', line()), submitted('batch-1'), sent('batch-1')],
  ],
  [
    'a message id is used once',
    [
      ...sentBatch('batch-1'),
      ...assembled('batch-2'),
      submitted('batch-2'),
      approval('batch-2'),
      seal('batch-2'),
      sent('batch-2', 'batch-1'),
    ],
  ],
  [
    'an instruction reaches the bank once',
    [...sentBatch('batch-1', line()), ...sentBatch('batch-2', line())],
  ],
  ['only what was sent is answered', [...assembled('batch-1', line()), answer('LineSettled')]],
  [
    'no line is settled twice',
    [...sentBatch('batch-1', line()), answer('LineSettled'), answer('LineSettled')],
  ],
  [
    'no line is settled twice',
    [...sentBatch('batch-1', line()), answer('LineRejected'), answer('LineReturned', { wasSettled: false })],
  ],
  [
    'the bank pays what was approved',
    [...sentBatch('batch-1', line()), answer('LineSettled', { netFen: '41' })],
  ],
  [
    'a return knows whether money had left',
    [...sentBatch('batch-1', line()), answer('LineReturned', { wasSettled: true })],
  ],
  [
    'what is approved is what was submitted',
    [...assembled('batch-1', line()), submitted('batch-1'), approval('batch-1', 'c', 'other')],
  ],
  [
    'a sealed batch has its approvals',
    [
      ...assembled('batch-1', line()),
      submitted('batch-1', 2),
      approval('batch-1'),
      approval('batch-1'),
      seal('batch-1'),
    ],
  ],
  ['a payment follows its batch', [released(), paid()]],
  ['a tranche is paid when the bank has paid', [released(), batched(), paid()]],
  ['paid is at most granted', [released('30'), setOff('31')]],
  ['recovered is at most paid', [...paidInFull, recovered('41')]],
  [
    'an award pays at most its total',
    [['a-1', 'AwardApproved', { award: 'a-1', totalFen: '39', by: 'a' }], released()],
  ],
  ['demanded is at most found', [...demanded, recovery('RecoveryDemanded', { amountFen: '1' })]],
  ['collected is at most demanded', [...demanded, repaid('31')]],
  ['collected is at most demanded', [...demanded, repaid('11'), proposed('20')]],
  ['collected is at most demanded', [...demanded, repaid('20'), reduced('11')]],
  ['nothing comes in before the demand', [found, repaid('1')]],
  [
    'what is claimed is demanded',
    [found, reduced('10'), recovery('RecoveryDemanded', { actor: { id: 'd' } })],
  ],
  ['a claim is reduced once for a payment', [...demanded, reduced('10'), reduced('10')]],
  ['a claim is reduced by what was claimed', [...demanded, reduced('31')]],
  ['found = reduced + came in − owed back + given up', [...demanded, repaid('29'), recovery('CaseRepaid')]],
  [
    'found = reduced + came in − owed back + given up',
    [...demanded, repaid('10'), recovery('CaseWrittenOff', { amountFen: '19' })],
  ],
  [
    'found = reduced + came in − owed back + given up',
    [...demanded, recovery('CaseWrittenOff'), reduced('30')],
  ],
  [
    'a set-off is confirmed once, as far as it was earmarked',
    [...demanded, proposed('20'), setOff('21'), confirmed('21')],
  ],
  ['a set-off was kept back from a payment', [...demanded, proposed('20'), confirmed('20')]],
  ['a set-off is taken once', [released(), setOff('1'), setOff('1')]],
  ['what is paid back was approved', [...demanded, repaid('30'), reduced('10', '10'), refunded('10')]],
  [
    'what is paid back was approved',
    [...demanded, repaid('30'), reduced('10', '10'), refundBy('Approved', '9', 'c'), refunded('10')],
  ],
  [
    'a refund is booked once',
    [...demanded, repaid('30', 'out'), reduced('10', '10'), refundBy('Approved', '10', 'c'), refunded('10')],
  ],
  [
    'paid back is at most what is owed back',
    [...demanded, repaid('30'), reduced('10', '10'), refundBy('Approved', '11', 'c')],
  ],
  ['two people', [...demanded, refundBy('Proposed', '1', 'm'), refundBy('Approved', '1', 'm')]],
  ['a repayment is booked once', [...demanded, repaid('1'), repaid('1')]],
  ['recovered on awards is what came in', [...paidInFull, ...demanded, recovered('1')]],
  ['two people', [award('TrancheClaimed', { by: 'o' }), award('TrancheVerified', { by: 'o' })]],
  [
    'two people',
    [
      ['a-1', 'ApplicationVerified', { award: 'a-1', by: 'v' }],
      ['a-1', 'AwardApproved', { award: 'a-1', by: 'v' }],
    ],
  ],
  ['two people', [award('TrancheVerified', { by: 'm' }), requested]],
  [
    'two people',
    [
      ['party-p', 'AccountProposed', { accountId: 'A', proposedBy: 'o' }],
      ['party-p', 'AccountConfirmed', { accountId: 'A', confirmedBy: 'o' }],
    ],
  ],
  [
    'two people',
    [...assembled('batch-1', line()), submitted('batch-1'), approval('batch-1', 'm'), seal('batch-1')],
  ],
  [
    'two people',
    [
      requested,
      released(),
      ...assembled('batch-1', line()),
      ['batch-1', 'BatchSubmitted', { submittedBy: 'x', contentHash: 'h', requiredApprovals: 1 }],
      approval('batch-1', 'm'),
      seal('batch-1'),
    ],
  ],
  ['two people', [found, recovery('RecoveryDemanded', { actor: { id: 'f' } })]],
  ['money goes to confirmed accounts', assembled('batch-1', line())],
  ['everything that was begun has ended', [requested]],
  [
    'everything that was begun has ended',
    [['bankfile-1', 'BankAnswerImported', { entries: [{ entryNo: 1 }] }]],
  ],
  ['caps follow awards', [released('40', [reservation])]],
  [
    'cap reserved = award open',
    [reserve('50', '100', { reservationId: 'a-1/1/1' }), released('40', [reservation])],
  ],
  [
    'cap paid = award paid − recovered',
    [reserve('40', '100', { reservationId: 'a-1/1/1' }), released('40', [reservation]), setOff('40')],
  ],
  ['a refused release holds no cap', [reserve('40')]],
  [
    'who waits for money is in the queue',
    [
      award('TrancheQueued', {
        grantedFen: '40',
        reservations: [],
        budgetStream: LINE,
        commitmentId: 'a-1/1/1',
      }),
    ],
  ],
  [
    'budget disbursed = award paid',
    [appropriate(), budget('BudgetCommitted', '40'), released(), setOff('40')],
  ],
  ['budget open = award open', [released()]],
  ['only releases hold budget', [appropriate(), budget('BudgetCommitted', '40')]],
  ['bank settled − returned = award paid', [...sentBatch('batch-1', line()), answer('LineSettled')]],
  ['a tranche is in the batch that carries it', [released(), ...assembled('batch-1', line())]],
  ['recovered on awards = set off + repaid − owed back', [...demanded, repaid('10')]],
  ['what the bank gave back is not claimed', [...paidInFull, ...demanded, returnedLate]],
  ['recovered is at most paid', [...paidInFull, ...demanded, repaid('10'), recovered('10'), returnedLate]],
  ['kept back from payments = set off', [released(), setOff('10')]],
  ['refunded to budgets = recovered on awards', [...paidInFull, ...demanded, repaid('10'), recovered('10')]],
];

/** Logs made by hand count from, and are written on, 1 February 2024. */
const deadlinePassed = (dueOn: string): Told => [
  'deadlines-2024-01',
  'DeadlinePassed',
  { deadline: `${CASE}/repayment`, dueOn },
];
const publicityUntil = (endsOn: string): Told => ['a-1', 'PublicityStarted', { award: 'a-1', endsOn }];
const began = (day: string): Told => ['clock-days', 'DayBegan', { day }];

const BROKEN_DEADLINES: readonly (readonly [rule: string, log: readonly Told[]])[] = [
  ['a deadline passes after its last day', [deadlinePassed('2024-02-01')]],
  [
    'a deadline passes after its last day',
    [['a-1', 'PublicityEnded', { award: 'a-1', endsOn: '2024-02-01' }]],
  ],
  ['what passes counts from its last day', [deadlinePassed('2024-01-31')]],
  ['a deadline passes once', [deadlinePassed('2024-01-31'), deadlinePassed('2024-01-31')]],
  ['no deadline is lost', [publicityUntil('2024-01-31'), began('2024-02-01')]],
  [
    'no deadline is lost',
    [recovery('RecoveryDemanded', { actor: { id: 'd' }, repayBy: '2024-01-31' }), began('2024-02-01')],
  ],
];

const rulesBrokenBy = (log: Iterable<RawEvent>): readonly string[] =>
  violationsOf(log).map(({ rule }) => rule);

describe('an invariant that is broken is noticed', () => {
  it.each([...BROKEN, ...BROKEN_DEADLINES])('%s', (rule, told) => {
    expect(rulesBrokenBy(logOf(told))).toContain(rule);
  });

  const three: readonly Told[] = [
    ['x', 'E', { n: 1 }],
    ['x', 'E', { n: 2 }],
    ['x', 'E', { n: 3 }],
  ];
  it.each<[string, (log: RawEvent[]) => readonly RawEvent[]]>([
    ['positions have no gap', (log) => log.toSpliced(1, 1)],
    ['revisions have no gap', (log) => log.toSpliced(1, 1)],
    ['an event id is used once', (log) => log.map((event) => ({ ...event, id: 'one' }))],
    ['content and chain match their hashes', (log) => log.map((event) => ({ ...event, data: { n: 9 } }))],
    [
      'content and chain match their hashes',
      (log) => log.map((event) => ({ ...event, streamHash: log[0]?.streamHash ?? '' })),
    ],
  ])('%s, in the order of the log itself', (rule, tampered) => {
    expect(rulesBrokenBy(tampered(logOf(three)))).toContain(rule);
  });
});

describe('a log without fault', () => {
  it('loses no deadline whose last day is today, or that an objection stopped', () => {
    const objected: Told = ['a-1', 'ObjectionRaised', { award: 'a-1' }];
    const told = [publicityUntil('2024-02-01'), began('2024-02-01'), objected, began('2024-03-01')];
    expect(violationsOf(logOf(told))).toEqual([]);
  });

  it('breaks no rule', () => {
    const books: readonly Told[] = [
      appropriate(),
      budget('BudgetCommitted', '40'),
      ...paidInFull,
      budget('BudgetDisbursed', '40'),
    ];
    expect(violationsOf(logOf(books))).toEqual([]);
  });
});
