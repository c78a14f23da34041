import type { Actor } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { type Fen, yuan } from '#kernel/money.js';
import type { ClaimReduced, RecoveryEvent, RecoveryItem } from './recovery.events.js';
import { earmarkedFen, outstandingFen, type RecoveryState, unclaimedFen } from './recovery-case.js';
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

/** 60 yuan of tranche 1 and 40 of tranche 2 are claimed back. */
const open: RecoveryCommand = {
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
};
const demand: RecoveryCommand = { type: 'ApproveDemand', actor: CHECKER, repayBy: DAY, documentNumber: 'R1' };
const repay = (amount: number): RecoveryCommand => ({
  type: 'RecordRepayment',
  repaymentId: `p${amount}`,
  amountFen: yuan(amount),
  bankReference: `B${amount}`,
  receivedOn: DAY,
});
const propose = (amount: number): RecoveryCommand => ({
  type: 'ProposeSetOff',
  setOffId: 's',
  award: 'award-2',
  trancheNo: 1,
  amountFen: yuan(amount),
});
const confirm = (amount: number): RecoveryCommand => ({
  type: 'ConfirmSetOff',
  setOffId: 's',
  amountFen: yuan(amount),
});
const writeOff: readonly RecoveryCommand[] = [
  { type: 'WriteOff', actor: MAKER, reason: 'insolvent', documentNumber: 'W1' },
  { type: 'ApproveWriteOff', actor: CHECKER, documentNumber: 'W1' },
];
/** The bank gave back what was paid under a tranche. */
const giveBack = (trancheNo: number, amount: number): RecoveryCommand => ({
  type: 'ReduceClaim',
  trancheNo,
  attempt: 1,
  amountFen: yuan(amount),
  cause: 'batch-1',
});

const after = (...commands: readonly RecoveryCommand[]) => {
  const history: RecoveryEvent[] = [];
  let state: RecoveryState = recoveryDecider.initialState();
  for (const command of commands) {
    const { events, refusal } = recoveryDecider.decide(command, state);
    expect(refusal).toBeUndefined();
    history.push(...events);
    state = events.reduce(recoveryDecider.evolve, state);
  }
  const reductions = history.filter((event): event is ClaimReduced => event.type === 'ClaimReduced');
  return { history, state, reductions };
};

const inYuan = (fen: Fen): number => Number(fen) / 100;

/** What each reduction says: less claimed, displaced, moved to other payments, owed back, write-off voided. */
const figures = ({ data }: ClaimReduced): readonly (number | readonly number[])[] => [
  inYuan(data.amountFen),
  inYuan(data.displacedFen),
  data.allocations.map(({ trancheNo, amountFen }) => trancheNo * 1000 + inYuan(amountFen)),
  inYuan(data.overpaidFen),
  inYuan(data.writeOffVoidedFen),
];

describe('money that the bank gives back after it was claimed', () => {
  it.each<[string, RecoveryCommand[], ReturnType<typeof figures>, number, RecoveryState['status']]>([
    ['before the demand', [open, giveBack(1, 60), demand], [60, 0, [], 0, 0], 40, 'demanded'],
    ['after the demand', [open, demand, giveBack(1, 60)], [60, 0, [], 0, 0], 40, 'demanded'],
    ['in part claimed only', [open, demand, giveBack(1, 75)], [60, 0, [], 0, 0], 40, 'demanded'],
    [
      'at the court',
      [open, demand, { type: 'ReferCase', reason: 'r' }, giveBack(2, 40)],
      [40, 0, [], 0, 0],
      60,
      'referred',
    ],
    [
      'after a repayment that other payments can take',
      [open, demand, repay(30), giveBack(1, 60)],
      [60, 30, [2030], 0, 0],
      10,
      'repaying',
    ],
    [
      'after a repayment of more than is left',
      [open, demand, repay(70), giveBack(1, 60)],
      [60, 60, [2030], 30, 0],
      0,
      'repaid',
    ],
    [
      'after everything was repaid',
      [open, demand, repay(100), giveBack(1, 60)],
      [60, 60, [], 60, 0],
      0,
      'repaid',
    ],
    [
      'after everything was set off',
      [open, demand, propose(100), confirm(100), giveBack(2, 40)],
      [40, 40, [], 40, 0],
      0,
      'repaid',
    ],
    [
      'after the rest was written off: nothing had to be given up',
      [open, demand, repay(30), ...writeOff, giveBack(1, 60)],
      [60, 30, [2030], 0, 60],
      0,
      'written-off',
    ],
    [
      'after the rest was written off, and more was repaid than is left',
      [open, demand, repay(50), ...writeOff, giveBack(1, 60)],
      [60, 50, [2040], 10, 50],
      0,
      'written-off',
    ],
  ])('reduces the claim %s', (_when, commands, wanted, outstanding, status) => {
    const { reductions, state } = after(...commands);
    expect(reductions.map(figures)).toEqual([wanted]);
    expect(inYuan(outstandingFen(state))).toBe(outstanding);
    expect(state.status).toBe(status);
  });

  it('is no longer demanded, and a demand of nothing closes the case but confirms the finding', () => {
    const { history } = after(open, giveBack(1, 60), giveBack(2, 40), demand);
    expect(history.slice(-2)).toMatchObject([
      { type: 'RecoveryDemanded', data: { amountFen: 0n } },
      { type: 'CaseRepaid', data: { setOffFen: 0n, repaidFen: 0n } },
    ]);
  });

  it('counts once for a payment, and not at all in a case that was dismissed or is about other payments', () => {
    expect(after(open, demand, giveBack(1, 60), giveBack(1, 60)).reductions).toHaveLength(1);
    const dismiss: RecoveryCommand = { type: 'DismissCase', actor: CHECKER, reason: 'r' };
    expect(after(open, dismiss, giveBack(1, 60)).reductions).toEqual([]);
    expect(after(open, demand, giveBack(3, 60)).reductions).toEqual([]);
  });

  it('leaves nothing to propose beyond what a set-off under way will take', () => {
    const { state } = after(open, demand, propose(80), giveBack(1, 60));
    expect(inYuan(outstandingFen(state))).toBe(40);
    expect(inYuan(earmarkedFen(state))).toBe(80);
    expect(unclaimedFen(state)).toBe(0n);
  });

  it('owes back what a set-off under way kept back in excess, and then closes the case', () => {
    const { history } = after(open, demand, propose(80), giveBack(1, 60), confirm(80));
    expect(history.slice(-2)).toMatchObject([
      {
        type: 'SetOffConfirmed',
        data: {
          amountFen: yuan(80),
          overpaidFen: yuan(40),
          allocations: [{ trancheNo: 2, amountFen: yuan(40) }],
        },
      },
      { type: 'CaseRepaid' },
    ]);
  });

  it('closes the case when the set-off that was under way is cancelled and nothing is owed', () => {
    const cancel: RecoveryCommand = { type: 'CancelSetOff', setOffId: 's' };
    const { history } = after(open, demand, propose(80), giveBack(1, 60), giveBack(2, 40), cancel);
    expect(history.map(({ type }) => type).slice(-3)).toEqual([
      'ClaimReduced',
      'SetOffCancelled',
      'CaseRepaid',
    ]);
  });

  it('cannot be said of a case that was never opened', () => {
    const { refusal } = recoveryDecider.decide(giveBack(1, 60), recoveryDecider.initialState());
    expect(refusal?.code).toBe('recovery.wrong-status');
  });
});
