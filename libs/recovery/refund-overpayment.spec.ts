import type { Actor } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { owedBackFen } from './overpayment.js';
import type { RecoveryEvent, RecoveryItem } from './recovery.events.js';
import { outstandingFen, type RecoveryState } from './recovery-case.js';
import type { RecoveryCommand } from './recovery-commands.js';
import { recoveryDecider } from './recovery.js';

const MAKER: Actor = { id: 'wang', role: 'finance-maker' };
const CHECKER: Actor = { id: 'chen', role: 'finance-checker' };
const DAY = businessDate('2024-05-06');

const item = (trancheNo: number, amount: number): RecoveryItem => ({
  trancheNo,
  attempt: 1,
  amountFen: yuan(amount),
  reservations: [],
  budgetStream: 'budget-talent-2023',
  commitmentId: `c${trancheNo}`,
});

/** 60 yuan of tranche 1 and 40 of tranche 2 are claimed and were repaid; then the bank gave payments back. */
const REPAID: readonly RecoveryCommand[] = [
  {
    type: 'OpenCase',
    caseId: 'recovery-1',
    award: 'award-1',
    debtor: 'party-1',
    ground: 'left-early',
    amountFen: yuan(100),
    derivation: {},
    items: [item(1, 60), item(2, 40)],
    foundBy: MAKER,
    foundOn: DAY,
  },
  { type: 'ApproveDemand', actor: CHECKER, repayBy: DAY, documentNumber: 'R1' },
  {
    type: 'RecordRepayment',
    repaymentId: 'p1',
    amountFen: yuan(100),
    bankReference: 'IN-1',
    receivedOn: DAY,
  },
];

const giveBack = (trancheNo: number, amount: number): RecoveryCommand => ({
  type: 'ReduceClaim',
  trancheNo,
  attempt: 1,
  amountFen: yuan(amount),
  cause: 'batch-1',
});
const propose = (documentNumber = 'T1'): RecoveryCommand => ({
  type: 'ProposeOverpaymentRefund',
  actor: MAKER,
  reason: 'the bank gave the payment back',
  documentNumber,
});
const approve = (documentNumber = 'T1', actor = CHECKER): RecoveryCommand => ({
  type: 'ApproveOverpaymentRefund',
  actor,
  documentNumber,
});
const paid = (bankReference = 'OUT-1'): RecoveryCommand => ({
  type: 'RecordOverpaymentRefund',
  bankReference,
  paidOn: DAY,
});

const play = (...commands: readonly RecoveryCommand[]) => {
  let state: RecoveryState = recoveryDecider.initialState();
  let last = recoveryDecider.decide(commands[0] ?? propose(), state);
  for (const command of commands) {
    last = recoveryDecider.decide(command, state);
    for (const event of last.events) state = recoveryDecider.evolve(state, event);
  }
  const events: readonly RecoveryEvent[] = last.events;
  const owedBack = 'overpayment' in state ? owedBackFen(state.overpayment) : 0n;
  return { state, events, code: last.refusal?.code, owedBack };
};

describe('what came in beyond the claim', () => {
  it('is owed back until the bank has paid it to the debtor, and the case stays complete', () => {
    const overpaid = play(...REPAID, giveBack(1, 60));
    expect(overpaid.owedBack).toBe(yuan(60));
    expect(play(...REPAID, giveBack(1, 60), propose(), approve()).owedBack).toBe(yuan(60));
    const { owedBack, state, events } = play(...REPAID, giveBack(1, 60), propose(), approve(), paid());
    expect(events).toEqual([
      {
        type: 'OverpaymentRefunded',
        data: {
          documentNumber: 'T1',
          amountFen: yuan(60),
          bankReference: 'OUT-1',
          paidOn: DAY,
          allocations: [{ trancheNo: 1, attempt: 1, amountFen: yuan(60) }],
        },
      },
    ]);
    expect([owedBack, outstandingFen(state), state.status]).toEqual([0n, 0n, 'repaid']);
  });

  it('after the proposal needs a proposal of its own: what was approved is what is paid', () => {
    const two = [giveBack(2, 40), propose(), approve(), giveBack(1, 60), paid()];
    const { owedBack, events } = play(...REPAID, ...two);
    expect(events).toMatchObject([
      { data: { amountFen: yuan(40), allocations: [{ trancheNo: 2, amountFen: yuan(40) }] } },
    ]);
    expect(owedBack).toBe(yuan(60));
    expect(play(...REPAID, ...two, propose('T2'), approve('T2'), paid('OUT-2')).owedBack).toBe(0n);
  });

  it('of several payments goes back in one sum, by the payment it had come in on', () => {
    const both = [giveBack(2, 40), giveBack(1, 60), propose(), approve(), paid()];
    expect(play(...REPAID, ...both).events).toMatchObject([
      {
        data: {
          amountFen: yuan(100),
          allocations: [
            { trancheNo: 2, amountFen: yuan(40) },
            { trancheNo: 1, amountFen: yuan(60) },
          ],
        },
      },
    ]);
  });

  it('that a set-off kept back in excess is owed back as well', () => {
    const setOff = { setOffId: 's', award: 'award-2', trancheNo: 1, amountFen: yuan(100) } as const;
    const kept: readonly RecoveryCommand[] = [
      ...REPAID.slice(0, 2),
      { type: 'ProposeSetOff', ...setOff },
      giveBack(1, 60),
      { type: 'ConfirmSetOff', setOffId: 's', amountFen: yuan(100) },
    ];
    expect(play(...kept).owedBack).toBe(yuan(60));
    expect(play(...kept, propose(), approve(), paid()).owedBack).toBe(0n);
  });

  it('is let out by somebody else than who proposed it, and the attempt is on record (promise 4)', () => {
    const { code, events } = play(...REPAID, giveBack(1, 60), propose(), approve('T1', MAKER));
    expect(code).toBe('duty.same-person');
    expect(events).toEqual([{ type: 'OverpaymentRefundApprovalRefused', data: { actor: MAKER } }]);
  });

  it('may be proposed anew before it is approved; the earlier document can no longer be approved', () => {
    const anew = [...REPAID, giveBack(1, 60), propose('T1'), propose('T2')];
    expect(play(...anew, approve('T1')).code).toBe('recovery.refund-not-proposed');
    expect(play(...anew, approve('T2')).code).toBeUndefined();
  });

  it.each<[why: string, code: string, commands: readonly RecoveryCommand[]]>([
    ['nothing is owed back', 'recovery.nothing-owed-back', [...REPAID, propose()]],
    ['the finding was not demanded', 'recovery.wrong-status', [...REPAID.slice(0, 1), propose()]],
    [
      'one was approved and may have left already',
      'recovery.refund-under-way',
      [...REPAID, giveBack(1, 60), propose(), approve(), propose('T2')],
    ],
    ['nobody proposed it', 'recovery.refund-not-proposed', [...REPAID, giveBack(1, 60), approve()]],
    [
      'it is approved already',
      'recovery.refund-not-proposed',
      [...REPAID, giveBack(1, 60), propose(), approve(), approve()],
    ],
    ['nobody approved it', 'recovery.refund-not-approved', [...REPAID, giveBack(1, 60), propose(), paid()]],
    [
      'it was paid already',
      'recovery.refund-not-approved',
      [...REPAID, giveBack(1, 60), propose(), approve(), paid(), paid('OUT-2')],
    ],
    [
      'the reference is that of a repayment',
      'recovery.bank-reference-used',
      [...REPAID, giveBack(1, 60), propose(), approve(), paid('IN-1')],
    ],
  ])('is not paid back where %s', (_why, code, commands) => {
    expect(play(...commands).code).toBe(code);
  });
});
