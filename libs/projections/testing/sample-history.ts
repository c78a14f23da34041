import { yuan } from '#kernel/money.js';
import { approve, day, ids, PAYEE, release } from './award-script.js';
import { budgetOffice } from './budget-script.js';
import { type AnyEvent, type History, newHistory } from './history.js';
import { account, appropriate, pay } from './payment-script.js';

/**
 * Three awards of 100 yuan in 40 / 30 / 30.
 *
 * - `sample-old`: 40 paid in 2023, terminated; 40 demanded back, of which 5 are set off and 2 repaid: 33 outstanding.
 * - `sample-new`: tranche 1 released in 2024 with 5 set off, 35 settled by the bank; tranche 2 queued for money; tranche 3 planned
 *   for 2025.
 * - `sample-back`: tranche 1 of 40 settled in 2024 and returned; tranche 2 released and held; tranche 3 cancelled.
 */
export const sampleHistory = async (): Promise<History> => {
  const history = newHistory();
  await parties(history);
  await oldAward(history);
  await newAward(history);
  await returnedAward(history);
  await bankFile(history);
  await deadlines(history);
  await budgetOffice(history);
  await expiredHold(history);
  return history;
};

const parties = async ({ write }: History): Promise<void> => {
  const { accountId, ...details } = account('1');
  await write(
    '2023-01-05',
    PAYEE,
    {
      type: 'PartyRegistered',
      data: {
        party: PAYEE,
        kind: 'enterprise',
        name: '某某科技有限公司',
        identifier: { kind: 'unified-social-credit-code', value: '91330400MA00000001' },
        bornOn: null,
        nationality: null,
        county: 'nanhu',
      },
    },
    { type: 'AccountProposed', data: { accountId, account: details, proposedBy: 'zhao' } },
    { type: 'AccountConfirmed', data: { accountId, confirmedBy: 'qian', replaces: null } },
    {
      type: 'TierRecognised',
      data: { tier: 'top', from: day('2023-01-01'), until: day('2027-12-31'), basis: '嘉人才〔2023〕1号' },
    },
  );
};

/** The day to repay by is over and not all is repaid; a term that would have ended in 2027 has its calendar. */
const deadlines = async ({ write }: History): Promise<void> => {
  const dueOn = day('2024-01-31');
  await write('2024-01-31', 'deadlines-2024-01', {
    type: 'DeadlinePassed',
    data: { deadline: `${CASE}/repayment`, kind: 'repayment', subject: CASE, dueOn, clause: 'practice 2.11' },
  });
  await write('2026-12-20', 'calendar-working', {
    type: 'CalendarYearImported',
    data: {
      year: 2027,
      source: '国办发明电〔2026〕9号',
      holidays: [day('2027-01-01')],
      workdays: [],
      by: 'admin',
    },
  });
};

/** Over before anything here was to be paid, and of a measure nobody was given anything under. */
const expiredHold = async ({ write }: History): Promise<void> => {
  const [hold, until] = ['hold-expired', day('2023-01-31')];
  const scope = { kind: 'measure' as const, id: 'S-9' };
  await write('2023-01-01', hold, {
    type: 'HoldPlaced',
    data: { hold, scope, reason: '核查中', placedBy: 'max', from: day('2023-01-01'), until, amountFen: null },
  });
  await write('2023-02-01', hold, { type: 'HoldExpired', data: { hold, until } });
};

const OLD = 'sample-old';
export const CASE = 'recovery-1';

const oldAward = async (history: History): Promise<void> => {
  await appropriate(history, 2023, yuan(200));
  await approve(history, OLD, '2023-02-01', null);
  await release(history, OLD, 1, '2023-03-01', 'released');
  await pay(history, 'batch-2023', OLD, '2023-03-08', 0n);
  const ending = {
    award: OLD,
    ground: 'left-early',
    reason: '提前离开',
    endedOn: day('2023-12-01'),
    facts: {},
    recovery: null,
  } as const;
  const unpaid = (trancheNo: number): AnyEvent => ({
    type: 'TrancheCancelled',
    data: { award: OLD, trancheNo, reason: '终止', release: null, by: 'sun' },
  });
  await history.write(
    '2023-12-01',
    OLD,
    { type: 'AwardTerminated', data: { ...ending, payments: [], by: 'sun' } },
    unpaid(2),
    unpaid(3),
  );
  const actor = { id: 'li', role: 'programme-officer' } as const;
  const item = {
    trancheNo: 1,
    attempt: 1,
    amountFen: yuan(40),
    reservations: [],
    budgetStream: 'budget-talent-2023',
    commitmentId: `${OLD}/1`,
  };
  const finding = {
    caseId: CASE,
    award: OLD,
    debtor: PAYEE,
    ground: 'left-early',
    amountFen: yuan(40),
    derivation: {},
    items: [item],
  } as const;
  await history.write(
    '2023-12-05',
    CASE,
    { type: 'RecoveryFound', data: { ...finding, foundBy: actor, foundOn: day('2023-12-05') } },
    {
      type: 'RecoveryDemanded',
      data: {
        actor,
        debtor: PAYEE,
        amountFen: yuan(40),
        repayBy: day('2024-01-31'),
        documentNumber: '追〔2023〕1号',
      },
    },
  );
};

const NEW = 'sample-new';

const newAward = async (history: History): Promise<void> => {
  const { write } = history;
  await appropriate(history, 2024, yuan(110));
  await approve(history, NEW, '2024-02-01', '2025-03-01');
  await release(history, NEW, 1, '2024-03-01', 'released');
  const setOff = { setOffId: 'so-1', amountFen: yuan(5) };
  const allocations = [{ trancheNo: 1, attempt: 1, amountFen: yuan(5) }];
  await write('2024-03-04', CASE, { type: 'SetOffProposed', data: { ...setOff, award: NEW, trancheNo: 1 } });
  await write('2024-03-04', NEW, {
    type: 'TrancheSetOff',
    data: { award: NEW, trancheNo: 1, attempt: 1, caseId: CASE, ...setOff, setOffOn: day('2024-03-04') },
  });
  await pay(history, 'batch-2024', NEW, '2024-03-08', yuan(5));
  await write('2024-03-08', CASE, {
    type: 'SetOffConfirmed',
    data: { ...setOff, allocations, overpaidFen: 0n },
  });
  await recovered(history, '2024-03-08', yuan(5), 'set-off');
  const repaid = {
    repaymentId: 'p-1',
    amountFen: yuan(2),
    bankReference: 'IN-1',
    receivedOn: day('2024-04-01'),
  };
  await write('2024-04-01', CASE, {
    type: 'RepaymentReceived',
    data: { ...repaid, allocations: [{ trancheNo: 1, attempt: 1, amountFen: yuan(2) }] },
  });
  await recovered(history, '2024-04-01', yuan(2), 'repayment');
  await release(history, NEW, 2, '2024-05-06', 'queued');
};

const recovered = async (
  { write }: History,
  date: string,
  amountFen: bigint,
  how: 'set-off' | 'repayment',
): Promise<void> => {
  const money = {
    award: OLD,
    trancheNo: 1,
    attempt: 1,
    caseId: CASE,
    amountFen,
    how,
    recoveredOn: day(date),
  };
  await write(date, OLD, { type: 'MoneyRecovered', data: money });
  await write(date, 'budget-talent-2023', {
    type: 'BudgetRefunded',
    data: { caseId: CASE, amountFen, cause: how },
  });
};

const BACK = 'sample-back';

const returnedAward = async (history: History): Promise<void> => {
  const { write } = history;
  await approve(history, BACK, '2024-02-05', null);
  await release(history, BACK, 1, '2024-03-05', 'released');
  await pay(history, 'batch-back', BACK, '2024-03-12', 0n);
  const reason = { reasonCode: 'AC04', reason: '账户已销户' };
  const attempt = { award: BACK, trancheNo: 1, attempt: 1 };
  const source = { answerFile: 'bankfile-1', entryNo: 2 };
  const line = {
    ...attempt,
    lineId: `${BACK}-1-1`,
    payee: PAYEE,
    accountId: '1',
    grossFen: yuan(40),
    setOffFen: 0n,
    netFen: yuan(40),
  };
  await write('2024-03-18', 'batch-back', {
    type: 'LineReturned',
    data: {
      ...line,
      bankReference: 'RET-1',
      happenedOn: day('2024-03-18'),
      ...reason,
      source,
      wasSettled: true,
    },
  });
  await write('2024-03-18', BACK, {
    type: 'TrancheReturned',
    data: {
      ...attempt,
      batch: 'batch-back',
      amountFen: yuan(40),
      wasPaid: true,
      ...reason,
      returnedOn: day('2024-03-18'),
    },
  });
  const { commitmentId } = ids(BACK, 1);
  const given = { commitmentId, amountFen: yuan(40), reason: 'returned' };
  await write(
    '2024-03-18',
    'budget-talent-2024',
    { type: 'DisbursementReversed', data: given },
    { type: 'BudgetDecommitted', data: given },
  );
  await write('2024-03-18', `cap-sample.total-${BACK}-lifetime`, {
    type: 'CapRestored',
    data: { reservationId: 'r1', amountFen: yuan(40), reason: 'returned' },
  });
  await release(history, BACK, 2, '2024-03-20', 'released');
  await write('2024-03-21', BACK, {
    type: 'TrancheHeld',
    data: { award: BACK, trancheNo: 2, reason: '核查中', by: 'wang' },
  });
  await write('2024-03-21', BACK, {
    type: 'TrancheCancelled',
    data: { award: BACK, trancheNo: 3, reason: '不再申请', release: null, by: 'wang' },
  });
};

const bankFile = async ({ write }: History): Promise<void> => {
  const entry = {
    endToEndId: `${NEW}-1-1`,
    outcome: 'settled',
    amountFen: yuan(35),
    bankReference: 'REF-1',
    happenedOn: day('2024-03-08'),
    reasonCode: null,
    reason: null,
  } as const;
  const entries = [
    { entryNo: 1, ...entry },
    { entryNo: 2, ...entry, endToEndId: 'UNKNOWN' },
  ];
  await write(
    '2024-03-09',
    'bankfile-1',
    {
      type: 'BankAnswerImported',
      data: {
        file: 'bankfile-1',
        fileHash: 'c'.repeat(64),
        fileName: 'a.csv',
        format: 'csv',
        messageId: null,
        importedBy: 'zhao',
        groupAnswer: null,
        entries,
      },
    },
    {
      type: 'EntryMatched',
      data: { entryNo: 1, result: 'matched', batch: 'batch-2024', lineId: `${NEW}-1-1` },
    },
    {
      type: 'EntryUnmatched',
      data: {
        entryNo: 2,
        result: 'unmatched',
        batch: null,
        lineId: null,
        code: 'entry.no-line',
        zh: '没有此笔',
        en: 'No such line',
      },
    },
  );
};
