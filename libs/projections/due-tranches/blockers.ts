import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import type { DueTrancheRow } from './due-tranche.entity.js';

/** Why a tranche cannot go into a batch now. */
export interface Blocker {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** What the party register says about the payee. */
export interface PayeeAccount {
  /** Where in the log the account in use was confirmed; null without one. */
  readonly confirmedAt: string | null;
}

type Tranche = Pick<
  DueTrancheRow,
  'status' | 'held' | 'returnedAt' | 'returnedReason' | 'budgetLine' | 'budgetYear'
>;

/** All of them, so that nobody clears one only to meet the next. Empty: it can be paid. */
export const blockersOf = (
  tranche: Tranche,
  payee: PayeeAccount | undefined,
  awardStatus?: string,
): readonly Blocker[] => {
  const blockers: Blocker[] = [];
  if (awardStatus === 'suspended')
    blockers.push({ code: 'award.suspended', zh: '资助已暂停', en: 'The award is suspended' });
  const { held, status, budgetLine, budgetYear } = tranche;
  if (held !== null) blockers.push({ code: 'tranche.held', zh: `已暂停支付：${held}`, en: `Held: ${held}` });
  if (status === 'queued') {
    blockers.push({
      code: 'budget.queued',
      zh: `预算科目 ${budgetLine}（${budgetYear} 年）额度不足，排队等待`,
      en: `Waiting for money of budget line ${budgetLine} of ${budgetYear}`,
    });
  }
  if (!payee?.confirmedAt) {
    blockers.push({
      code: 'payee.no-confirmed-account',
      zh: '收款人没有经复核的收款账户',
      en: 'The payee has no confirmed account',
    });
  }
  if (status === 'returned') blockers.push(returnBlocker(tranche, payee));
  return blockers;
};

/** Debts are set off against what is released, and a ban stops new awards only; whoever pays should still know of them. */
export const noticesOf = (owedFen: readonly Fen[], bannedUntil: string | null): readonly Blocker[] => {
  const notices: Blocker[] = [];
  if (owedFen.length > 0) {
    const owed = yuanOf(sumFen(owedFen));
    notices.push({
      code: 'payee.owes',
      zh: `收款人尚欠 ${owed} 元，共 ${owedFen.length} 件追缴`,
      en: `The payee owes ${owed} yuan in ${owedFen.length} recovery case(s)`,
    });
  }
  if (bannedUntil !== null) {
    notices.push({
      code: 'payee.banned',
      zh: `收款人至 ${bannedUntil} 不得申请新的资助`,
      en: `The payee may not apply for new awards until ${bannedUntil}`,
    });
  }
  return notices;
};

const returnBlocker = (tranche: Tranche, payee: PayeeAccount | undefined): Blocker => {
  const corrected = (payee?.confirmedAt ?? '') > (tranche.returnedAt ?? '');
  if (corrected) {
    return {
      code: 'tranche.to-be-released-again',
      zh: '退回款项的收款账户已更正，须重新提交支付',
      en: 'The payment came back and the account was corrected; release the tranche again',
    };
  }
  return {
    code: 'payee.account-not-corrected',
    zh: `银行退回（${tranche.returnedReason ?? '原因不详'}），收款账户尚未更正`,
    en: `The bank returned the payment (${tranche.returnedReason ?? 'no reason given'}); the account is not corrected yet`,
  };
};
