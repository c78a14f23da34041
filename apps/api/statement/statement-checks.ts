import type { Fen } from '#kernel/money.js';

export interface StatementTotals {
  readonly appropriatedFen: Fen;
  readonly committedFen: Fen;
  readonly freeFen: Fen;
  readonly paidFen: Fen;
  readonly openFen: Fen;
  readonly recoveredFen: Fen;
  readonly settledFen: Fen;
  readonly repaidFen: Fen;
  /** Came in from debtors beyond what they owed; owed to them. */
  readonly overpaidFen: Fen;
  /** Was owed to them and has been paid back. */
  readonly paidBackFen: Fen;
}

export interface StatementCheck {
  readonly rule: { readonly zh: string; readonly en: string };
  readonly leftFen: Fen;
  readonly rightFen: Fen;
  readonly holds: boolean;
}

const check = (zh: string, en: string, leftFen: Fen, rightFen: Fen): StatementCheck => ({
  rule: { zh, en },
  leftFen,
  rightFen,
  holds: leftFen === rightFen,
});

/** The equations between budget, awards and bank that hold when no fen is lost; each side comes from another read model. */
export const statementChecks = (totals: StatementTotals): readonly StatementCheck[] => {
  const { appropriatedFen, committedFen, freeFen, paidFen, openFen, recoveredFen } = totals;
  const { settledFen, repaidFen, overpaidFen, paidBackFen } = totals;
  return [
    check(
      '下达指标 = 已承诺 + 可用',
      'appropriated = committed + free',
      appropriatedFen,
      committedFen + freeFen,
    ),
    check('已承诺 = 已支付 + 待支付', 'committed = paid + open', committedFen, paidFen + openFen),
    check(
      '已支付 − 已追回 = 银行已付 − 已退回 + 已退还多收 + 应退多收',
      'paid − recovered = settled − repaid + paid back + owed back',
      paidFen - recoveredFen,
      settledFen - repaidFen + paidBackFen + overpaidFen,
    ),
  ];
};
