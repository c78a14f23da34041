import { type BusinessDate, businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { BatchLine } from '#payments/batches/batch-line.js';
import type { AnsweredLine } from '#payments/batches/batches.events.js';
import type { Application } from '#programmes/award/application.js';
import { derivation, step } from '#programmes/award/derivation.js';
import type { CapClaim, PlannedTranche } from '#programmes/award/programme-rules.js';
import { type AnyEvent, type History, newHistory } from './history.js';

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
  return history;
};

export const PAYEE = 'party-PAYEE0000001';
export const day = businessDate;
const on = (date: string): { on: BusinessDate } => ({ on: day(date) });

const account = (accountId: string) => ({
  accountId,
  number: `6222${accountId.padStart(15, '0')}`,
  accountName: '某某科技有限公司',
  bankCode: '105335000018',
  bankName: '某某银行嘉兴分行',
});

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
    { type: 'TierRecognised', data: { tier: 'top', from: day('2023-01-01'), until: day('2027-12-31'), basis: '嘉人才〔2023〕1号' } },
  );
};

const application: Application = {
  programme: 'sample',
  measure: 'S-1',
  jurisdiction: 'jiaxing',
  parties: { enterprise: { party: PAYEE, kind: 'enterprise' } },
  facts: { investmentFen: yuan(1000) },
  appliedOn: day('2023-01-10'),
};

const planned = (trancheNo: number, amountFen: bigint, claimableFrom: string | null): PlannedTranche => ({
  trancheNo,
  title: { zh: `第${trancheNo}期`, en: `Tranche ${trancheNo}` },
  clause: 'S-1',
  payee: PAYEE,
  payeeRole: 'enterprise',
  plannedFen: amountFen,
  ceilingFen: amountFen,
  windowYear: null,
  claimableFrom: claimableFrom === null ? null : day(claimableFrom),
  evidence: [],
  gates: [],
});

const why = (amountFen: bigint) => derivation('S-1', 'S@1', [step({ zh: '按期', en: 'as planned' }, 'plan', 'S-1', amountFen)]);

const approve = async ({ write }: History, award: string, date: string, thirdFrom: string | null): Promise<void> => {
  const tranches = [planned(1, yuan(40), null), planned(2, yuan(30), null), planned(3, yuan(30), thirdFrom)];
  await write(
    date,
    award,
    { type: 'ApplicationSubmitted', data: { award, application, policyVersion: 'S@1', by: 'li' } },
    { type: 'ApplicationAccepted', data: { award, by: 'li' } },
    { type: 'ApplicationVerified', data: { award, by: 'wang' } },
    { type: 'PublicityStarted', data: { award, startsOn: day(date), endsOn: day(date), workingDays: 1, by: 'li' } },
    {
      type: 'AwardApproved',
      data: {
        award,
        application,
        policyVersion: 'S@1',
        caseDecision: null,
        totalFen: yuan(100),
        derivation: why(yuan(100)),
        tranches,
        budgetLine: 'talent',
        approvedOn: day(date),
        by: 'sun',
      },
    },
  );
};

const capClaim = (award: string): CapClaim => ({
  capKey: 'sample.total',
  subject: award,
  window: 'lifetime',
  title: { zh: '总额', en: 'total' },
  clause: 'S-1',
  limit: { kind: 'amount', limitFen: yuan(100) },
  year: null,
});

const ids = (award: string, trancheNo: number) => ({
  reservations: [{ capStream: `cap-sample.total-${award}-lifetime`, reservationId: `r${trancheNo}` }],
  commitmentId: `${award}/${trancheNo}`,
});

/** Evidence, verification and release; the money is there (`released`) or not (`queued`). */
const release = async (history: History, award: string, trancheNo: number, date: string, outcome: 'released' | 'queued') => {
  const amountFen = trancheNo === 1 ? yuan(40) : yuan(30);
  const fiscalYear = Number(date.slice(0, 4));
  const budgetStream = `budget-talent-${fiscalYear}`;
  const { reservations, commitmentId } = ids(award, trancheNo);
  const key = { award, trancheNo };
  const claim = capClaim(award);
  await history.write(
    date,
    award,
    { type: 'TrancheClaimed', data: { ...key, claim: { evidence: [], facts: {}, claimedOn: day(date) }, by: 'li' } },
    { type: 'TrancheVerified', data: { ...key, requestedFen: amountFen, derivation: why(amountFen), capClaims: [claim], by: 'wang' } },
    {
      type: 'TrancheReleaseRequested',
      data: {
        ...key,
        attempt: 1,
        requestedFen: amountFen,
        capClaims: [claim],
        measure: 'S-1',
        clause: 'S-1',
        payee: PAYEE,
        budgetLine: 'talent',
        fiscalYear,
        approvedOn: day(date),
        requestedOn: day(date),
        by: 'sun',
      },
    },
  );
  const { title, clause, limit, year } = claim;
  const asked = { reservationId: `r${trancheNo}`, measure: 'S-1', title, clause, limit, year, requestedFen: amountFen, ...key };
  const position = { usedBeforeFen: 0n, yearsBefore: [] };
  await history.write(date, `cap-sample.total-${award}-lifetime`, { type: 'CapReserved', data: { ...asked, ...position, grantedFen: amountFen } });
  const commitment = { commitmentId, amountFen, ...key };
  const granted = { ...key, attempt: 1, grantedFen: amountFen, cuts: [], reservations, budgetStream, commitmentId };
  if (outcome === 'queued') {
    const queue = { approvedOn: day(date), freeFen: 0n, aheadCount: 0 };
    await history.write(date, budgetStream, { type: 'CommitmentQueued', data: { ...commitment, ...queue } });
    return history.write(date, award, { type: 'TrancheQueued', data: granted });
  }
  await history.write(date, budgetStream, { type: 'BudgetCommitted', data: { ...commitment, fromQueue: false } });
  const released = { ...granted, payee: PAYEE, fiscalYear, releasedOn: day(date) };
  return history.write(date, award, { type: 'TrancheReleased', data: released });
};

/** Through a batch of one line, settled by the bank. */
const pay = async (history: History, batch: string, award: string, date: string, setOffFen: bigint): Promise<void> => {
  const { write } = history;
  const grossFen = yuan(40);
  const netFen = grossFen - setOffFen;
  const attempt = { award, trancheNo: 1, attempt: 1 };
  const line: BatchLine = { ...attempt, lineId: `${award}-1-1`, payee: PAYEE, account: account('1'), grossFen, setOffFen, netFen, purpose: '补助', involved: ['li', 'wang', 'sun'] };
  const submission = { submittedBy: 'zhao', contentHash: 'a'.repeat(64), count: 1, totalFen: netFen, requiredApprovals: 2 };
  await write(date, award, { type: 'TrancheBatched', data: { ...attempt, batch, netFen } });
  await write(
    date,
    batch,
    { type: 'BatchDrafted', data: { batch, title: batch, candidates: [attempt], executeOn: day(date), draftedBy: 'zhao' } },
    { type: 'BatchAssembled', data: { lines: [line], leftOut: [], totalFen: netFen } },
    { type: 'BatchSubmitted', data: submission },
    { type: 'BatchApprovalRefused', data: { by: 'zhao', reasonCode: 'duty.same-person' } },
    { type: 'BatchApprovalGiven', data: { approvedBy: 'zhou', contentHash: submission.contentHash } },
    { type: 'BatchApprovalGiven', data: { approvedBy: 'wu', contentHash: submission.contentHash } },
    { type: 'BatchApproved', data: { contentHash: submission.contentHash, approvers: ['zhou', 'wu'], totalFen: netFen } },
    { type: 'BatchSealed', data: { contentHash: submission.contentHash, sealedAt: `${date}T02:00:00.000Z` as never, messageId: `M-${batch}` } },
    { type: 'BatchSent', data: { sentBy: 'zhao', format: 'csv', fileName: 'pay.csv', fileHash: 'b'.repeat(64), messageId: `M-${batch}` } },
    { type: 'LineSettled', data: answer(line, date) },
  );
  await write(date, award, { type: 'TranchePaid', data: { ...attempt, batch, amountFen: netFen, paidOn: day(date), bankReference: 'REF-1' } });
  const { commitmentId } = ids(award, 1);
  const cause = `${award}/1/1`;
  await write(date, `cap-sample.total-${award}-lifetime`, { type: 'CapConsumed', data: { reservationId: 'r1', amountFen: grossFen, cause } });
  await write(date, `budget-talent-${date.slice(0, 4)}`, { type: 'BudgetDisbursed', data: { commitmentId, amountFen: grossFen, cause } });
};

const answer = (line: BatchLine, date: string): AnsweredLine => {
  const { award, trancheNo, attempt, lineId, payee, grossFen, setOffFen, netFen } = line;
  const key = { award, trancheNo, attempt, lineId, payee, accountId: line.account.accountId };
  const source = { answerFile: 'bankfile-1', entryNo: 1 };
  return { ...key, grossFen, setOffFen, netFen, bankReference: 'REF-1', happenedOn: day(date), reasonCode: null, reason: null, source };
};

const appropriate = (history: History, year: number, amountFen: bigint): Promise<void> =>
  history.write(`${year}-01-15`, `budget-talent-${year}`, {
    type: 'BudgetAppropriated',
    data: { line: 'talent', year, amountFen, documentNumber: `嘉财〔${year}〕1号` },
  });

const OLD = 'sample-old';
export const CASE = 'recovery-1';

const oldAward = async (history: History): Promise<void> => {
  await appropriate(history, 2023, yuan(200));
  await approve(history, OLD, '2023-02-01', null);
  await release(history, OLD, 1, '2023-03-01', 'released');
  await pay(history, 'batch-2023', OLD, '2023-03-08', 0n);
  const ending = { award: OLD, ground: 'left-early', reason: '提前离开', endedOn: day('2023-12-01'), facts: {}, recovery: null } as const;
  const unpaid = (trancheNo: number): AnyEvent => ({ type: 'TrancheCancelled', data: { award: OLD, trancheNo, reason: '终止', release: null, by: 'sun' } });
  await history.write('2023-12-01', OLD, { type: 'AwardTerminated', data: { ...ending, payments: [], by: 'sun' } }, unpaid(2), unpaid(3));
  const actor = { id: 'li', role: 'programme-officer' } as const;
  const item = { trancheNo: 1, attempt: 1, amountFen: yuan(40), reservations: [], budgetStream: 'budget-talent-2023', commitmentId: `${OLD}/1` };
  const finding = { caseId: CASE, award: OLD, debtor: PAYEE, ground: 'left-early', amountFen: yuan(40), derivation: {}, items: [item] } as const;
  await history.write(
    '2023-12-05',
    CASE,
    { type: 'RecoveryFound', data: { ...finding, foundBy: actor, foundOn: day('2023-12-05') } },
    { type: 'RecoveryDemanded', data: { actor, debtor: PAYEE, amountFen: yuan(40), repayBy: day('2024-01-31'), documentNumber: '追〔2023〕1号' } },
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
  await write('2024-03-04', NEW, { type: 'TrancheSetOff', data: { award: NEW, trancheNo: 1, attempt: 1, caseId: CASE, ...setOff, setOffOn: day('2024-03-04') } });
  await pay(history, 'batch-2024', NEW, '2024-03-08', yuan(5));
  await write('2024-03-08', CASE, { type: 'SetOffConfirmed', data: { ...setOff, allocations } });
  await recovered(history, '2024-03-08', yuan(5), 'set-off');
  const repaid = { repaymentId: 'p-1', amountFen: yuan(2), bankReference: 'IN-1', receivedOn: day('2024-04-01') };
  await write('2024-04-01', CASE, { type: 'RepaymentReceived', data: { ...repaid, allocations: [{ trancheNo: 1, attempt: 1, amountFen: yuan(2) }] } });
  await recovered(history, '2024-04-01', yuan(2), 'repayment');
  await release(history, NEW, 2, '2024-05-06', 'queued');
};

const recovered = async ({ write }: History, date: string, amountFen: bigint, how: 'set-off' | 'repayment'): Promise<void> => {
  const money = { award: OLD, trancheNo: 1, attempt: 1, caseId: CASE, amountFen, how, recoveredOn: on(date).on };
  await write(date, OLD, { type: 'MoneyRecovered', data: money });
  await write(date, 'budget-talent-2023', { type: 'BudgetRefunded', data: { caseId: CASE, amountFen, cause: how } });
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
  const line = { ...attempt, lineId: `${BACK}-1-1`, payee: PAYEE, accountId: '1', grossFen: yuan(40), setOffFen: 0n, netFen: yuan(40) };
  await write('2024-03-18', 'batch-back', {
    type: 'LineReturned',
    data: { ...line, bankReference: 'RET-1', happenedOn: day('2024-03-18'), ...reason, source, wasSettled: true },
  });
  await write('2024-03-18', BACK, {
    type: 'TrancheReturned',
    data: { ...attempt, batch: 'batch-back', amountFen: yuan(40), wasPaid: true, ...reason, returnedOn: day('2024-03-18') },
  });
  const { commitmentId } = ids(BACK, 1);
  const given = { commitmentId, amountFen: yuan(40), reason: 'returned' };
  await write('2024-03-18', 'budget-talent-2024', { type: 'DisbursementReversed', data: given }, { type: 'BudgetDecommitted', data: given });
  await write('2024-03-18', `cap-sample.total-${BACK}-lifetime`, { type: 'CapRestored', data: { reservationId: 'r1', amountFen: yuan(40), reason: 'returned' } });
  await release(history, BACK, 2, '2024-03-20', 'released');
  await write('2024-03-21', BACK, { type: 'TrancheHeld', data: { award: BACK, trancheNo: 2, reason: '核查中', by: 'wang' } });
  await write('2024-03-21', BACK, { type: 'TrancheCancelled', data: { award: BACK, trancheNo: 3, reason: '不再申请', release: null, by: 'wang' } });
};

const bankFile = async ({ write }: History): Promise<void> => {
  const entry = { endToEndId: `${NEW}-1-1`, outcome: 'settled', amountFen: yuan(35), bankReference: 'REF-1', happenedOn: day('2024-03-08'), reasonCode: null, reason: null } as const;
  const entries = [{ entryNo: 1, ...entry }, { entryNo: 2, ...entry, endToEndId: 'UNKNOWN' }];
  await write(
    '2024-03-09',
    'bankfile-1',
    { type: 'BankAnswerImported', data: { file: 'bankfile-1', fileHash: 'c'.repeat(64), fileName: 'a.csv', format: 'csv', messageId: null, importedBy: 'zhao', groupAnswer: null, entries } },
    { type: 'EntryMatched', data: { entryNo: 1, result: 'matched', batch: 'batch-2024', lineId: `${NEW}-1-1` } },
    { type: 'EntryUnmatched', data: { entryNo: 2, result: 'unmatched', batch: null, lineId: null, code: 'entry.no-line', zh: '没有此笔', en: 'No such line' } },
  );
};
