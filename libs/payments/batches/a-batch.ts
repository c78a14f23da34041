import type { Actor } from '#kernel/actor.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { type BatchLine, batchContentHash } from './batch-line.js';
import type { BatchEvent, BatchSealed, BatchSent, BatchSubmitted } from './batches.events.js';
import type { LineAnswer } from './payment.js';

/** A batch of two payments and its history, for the specs of this folder. */
export const drafter: Actor = { id: 'wang', role: 'finance-maker' };
export const submitter: Actor = { id: 'zhao', role: 'finance-maker' };
export const checker: Actor = { id: 'li', role: 'finance-checker' };
export const secondChecker: Actor = { id: 'chen', role: 'finance-checker' };

const account = {
  accountId: 'account-1',
  number: '6222021234567890123',
  accountName: '嘉兴（甲）科技有限公司',
  fingerprint: 'a'.repeat(64),
  bankCode: '102335000015',
  bankName: '工商银行嘉兴分行',
};

/** 12,000 less 2,000 set off: the bank pays 10,000. */
export const first: BatchLine = {
  lineId: 'AWARD1-1-1',
  award: 'overseas-engineer-1',
  trancheNo: 1,
  attempt: 1,
  payee: 'party-1',
  account,
  grossFen: yuan(12_000),
  setOffFen: yuan(2_000),
  netFen: yuan(10_000),
  purpose: '海外工程师年薪资助',
  involved: ['officer', 'verifier'],
};

/** 5,000 without set-off. */
export const second: BatchLine = {
  ...first,
  lineId: 'AWARD2-3-2',
  award: 'elite-leader-2',
  trancheNo: 3,
  attempt: 2,
  payee: 'party-2',
  account: { ...account, accountId: 'account-2' },
  grossFen: yuan(5_000),
  setOffFen: 0n,
  netFen: yuan(5_000),
  involved: ['officer', 'releaser'],
};

export const attempt = ({ award, trancheNo, attempt: no }: BatchLine) => ({ award, trancheNo, attempt: no });
export const leftOut = {
  ...attempt(second),
  code: 'account.none',
  zh: '没有可用账户',
  en: 'no account in use',
};

export const drafted: BatchEvent = {
  type: 'BatchDrafted',
  data: {
    batch: 'batch-7K3M',
    title: '2024年第一批',
    candidates: [attempt(first), attempt(second)],
    executeOn: businessDate('2024-05-06'),
    draftedBy: 'wang',
  },
};
export const assembled: BatchEvent = {
  type: 'BatchAssembled',
  data: { lines: [first, second], leftOut: [], totalFen: yuan(15_000) },
};
export const contentHash = batchContentHash([first, second]);

export const submittedFor = (requiredApprovals: number): BatchSubmitted => ({
  type: 'BatchSubmitted',
  data: { submittedBy: 'zhao', contentHash, count: 2, totalFen: yuan(15_000), requiredApprovals },
});
export const approvedBy = (id: string): BatchEvent => ({
  type: 'BatchApprovalGiven',
  data: { approvedBy: id, contentHash },
});
export const approved = (...approvers: string[]): BatchEvent => ({
  type: 'BatchApproved',
  data: { contentHash, approvers, totalFen: yuan(15_000) },
});
export const sealedAt = instant('2024-05-05T02:00:00Z');
export const sealed: BatchSealed = {
  type: 'BatchSealed',
  data: { contentHash, sealedAt, messageId: 'batch-7K3M' },
};
export const file = { format: 'pain.001', fileName: 'batch-7K3M.xml', fileHash: 'f'.repeat(64) } as const;
export const sent: BatchSent = {
  type: 'BatchSent',
  data: { sentBy: 'wang', ...file, messageId: 'batch-7K3M' },
};

export const toDrafted: readonly BatchEvent[] = [drafted, assembled];
export const toSubmitted: readonly BatchEvent[] = [...toDrafted, submittedFor(1)];
export const toSealed: readonly BatchEvent[] = [...toSubmitted, approvedBy('li'), approved('li'), sealed];
export const toSent: readonly BatchEvent[] = [...toSealed, sent];

export const answer = (changes: Partial<LineAnswer> = {}): LineAnswer => ({
  outcome: 'settled',
  amountFen: null,
  bankReference: 'R1',
  happenedOn: businessDate('2024-05-06'),
  reasonCode: null,
  reason: null,
  source: { answerFile: 'bankfile-1', entryNo: 1 },
  ...changes,
});
