import { instant } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { BatchLine } from '#payments/batches/batch-line.js';
import type { AnsweredLine } from '#payments/batches/batches.events.js';
import { day, ids, PAYEE } from './award-script.js';
import type { History } from './history.js';

export const account = (accountId: string) => ({
  accountId,
  number: `6222${accountId.padStart(15, '0')}`,
  accountName: '某某科技有限公司',
  fingerprint: accountId.padStart(64, '0'),
  bankCode: '105335000018',
  bankName: '某某银行嘉兴分行',
});
/** Through a batch of one line, settled by the bank. */
export const pay = async (
  history: History,
  batch: string,
  award: string,
  date: string,
  setOffFen: bigint,
): Promise<void> => {
  const { write } = history;
  const grossFen = yuan(40);
  const netFen = grossFen - setOffFen;
  const attempt = { award, trancheNo: 1, attempt: 1 };
  const line: BatchLine = {
    ...attempt,
    lineId: `${award}-1-1`,
    payee: PAYEE,
    account: account('1'),
    grossFen,
    setOffFen,
    netFen,
    purpose: '补助',
    involved: ['li', 'wang', 'sun'],
  };
  await write(date, award, { type: 'TrancheBatched', data: { ...attempt, batch, netFen } });
  await approveBatch(history, batch, line, date);
  await sendBatch(history, batch, line, date);
  await write(date, award, {
    type: 'TranchePaid',
    data: { ...attempt, batch, amountFen: netFen, paidOn: day(date), bankReference: 'REF-1' },
  });
  const paid = { amountFen: grossFen, cause: `${award}/1/1` };
  const { commitmentId } = ids(award, 1);
  await write(date, `cap-sample.total-${award}-lifetime`, {
    type: 'CapConsumed',
    data: { ...paid, reservationId: 'r1' },
  });
  await write(date, `budget-talent-${date.slice(0, 4)}`, {
    type: 'BudgetDisbursed',
    data: { ...paid, commitmentId },
  });
};

const contentHash = 'a'.repeat(64);

const approveBatch = ({ write }: History, batch: string, line: BatchLine, date: string): Promise<void> => {
  const { award, trancheNo, attempt, netFen: totalFen } = line;
  const draft = { batch, title: batch, candidates: [{ award, trancheNo, attempt }], executeOn: day(date) };
  const submission = { submittedBy: 'zhao', contentHash, count: 1, totalFen, requiredApprovals: 2 };
  return write(
    date,
    batch,
    { type: 'BatchDrafted', data: { ...draft, draftedBy: 'zhao' } },
    { type: 'BatchAssembled', data: { lines: [line], leftOut: [], totalFen } },
    { type: 'BatchSubmitted', data: submission },
    { type: 'BatchApprovalRefused', data: { by: 'zhao', reasonCode: 'duty.same-person' } },
    { type: 'BatchApprovalGiven', data: { approvedBy: 'zhou', contentHash } },
    { type: 'BatchApprovalGiven', data: { approvedBy: 'wu', contentHash } },
    { type: 'BatchApproved', data: { contentHash, approvers: ['zhou', 'wu'], totalFen } },
  );
};

const sendBatch = ({ write }: History, batch: string, line: BatchLine, date: string): Promise<void> => {
  const messageId = `M-${batch}`;
  const file = { format: 'csv', fileName: 'pay.csv', fileHash: 'b'.repeat(64) } as const;
  const sealedAt = instant(`${date}T02:00:00.000Z`);
  return write(
    date,
    batch,
    { type: 'BatchSealed', data: { contentHash, sealedAt, messageId } },
    { type: 'BatchSent', data: { sentBy: 'zhao', ...file, messageId } },
    { type: 'LineSettled', data: answer(line, date) },
  );
};

const answer = (line: BatchLine, date: string): AnsweredLine => {
  const { award, trancheNo, attempt, lineId, payee, grossFen, setOffFen, netFen } = line;
  const key = { award, trancheNo, attempt, lineId, payee, accountId: line.account.accountId };
  const source = { answerFile: 'bankfile-1', entryNo: 1 };
  return {
    ...key,
    grossFen,
    setOffFen,
    netFen,
    bankReference: 'REF-1',
    happenedOn: day(date),
    reasonCode: null,
    reason: null,
    source,
  };
};

export const appropriate = (history: History, year: number, amountFen: bigint): Promise<void> =>
  history.write(`${year}-01-15`, `budget-talent-${year}`, {
    type: 'BudgetAppropriated',
    data: { line: 'talent', year, amountFen, documentNumber: `嘉财〔${year}〕1号` },
  });
