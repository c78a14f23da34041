import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { BatchLine } from '#payments/batches/batch-line.js';
import type { Debtor } from '#payments/bank-files/credit-transfer.js';

/** What of a voucher the site decides: the codes of its treasury. */
export interface VoucherSite {
  /** 行政区划 */
  readonly admDivCode: string;
  /** 凭证类型, for instance 5201 财政直接支付凭证. */
  readonly voucherTypeCode: string;
  /** 支付方式 */
  readonly payTypeCode: string;
  /** 结算方式 */
  readonly settlementCode: string;
  readonly payer: Debtor;
}

/** What the budget says of a payment; null where nobody classified the line. */
export interface VoucherBudget {
  readonly line: string;
  readonly year: number;
  /** 资金性质 */
  readonly source: string | null;
  /** 政府经济分类 */
  readonly economicClass: string | null;
}

/** What the bank did, once it said so. */
export interface VoucherAnswer {
  readonly outcome: string;
  readonly answeredOn: string | null;
  readonly bankReference: string | null;
  readonly reason: string | null;
}

export interface VoucherBatch {
  readonly batch: string;
  readonly title: string;
  readonly executeOn: BusinessDate;
  readonly contentHash: string;
  readonly makers: readonly string[];
  readonly approvers: readonly string[];
}

/** One field: its name in DA/T 95—2022 table B.1, its title, and what stands there. */
export interface VoucherField {
  readonly name: string;
  readonly title: string;
  readonly value: string;
}

export interface Voucher {
  readonly number: string;
  readonly amountFen: Fen;
  /** Header, payer, payee, and what the bank fills in, in the order of the standard. */
  readonly fields: readonly VoucherField[];
  readonly batch: VoucherBatch;
}

const field = (name: string, title: string, value: string | number | null | undefined): VoucherField => ({
  name,
  title,
  value: value === null || value === undefined ? '' : String(value),
});

const SETTLED = new Set(['settled']);
const FAILED = new Set(['rejected', 'returned']);

/** The bank pays all of a line or nothing of it; what failed is 0.00 with the reason (DA/T 95—2022, `XPayAmt`, `XAddWord`). */
const bankFields = (line: BatchLine, answer: VoucherAnswer, yuan: (fen: Fen) => string): VoucherField[] => {
  const isKnown = SETTLED.has(answer.outcome) || FAILED.has(answer.outcome);
  const paid = SETTLED.has(answer.outcome) ? line.netFen : 0n;
  return [
    field('XPayDate', '实际支付日期', isKnown ? answer.answeredOn : null),
    field('XAgentBusinessNo', '银行交易流水号', answer.bankReference),
    field('XPayAmt', '实际支付金额', isKnown ? yuan(paid) : null),
    field('XAddWord', '失败原因', FAILED.has(answer.outcome) ? (answer.reason ?? answer.outcome) : null),
  ];
};

/** The voucher of one payment of a sealed batch. */
export const voucherOf = (
  line: BatchLine,
  batch: VoucherBatch,
  known: { readonly site: VoucherSite; readonly budget: VoucherBudget; readonly answer: VoucherAnswer },
  yuan: (fen: Fen) => string,
): Voucher => {
  const { site, budget, answer } = known;
  const { payer } = site;
  const { account } = line;
  return {
    number: line.lineId,
    amountFen: line.netFen,
    batch,
    fields: [
      field('AdmDivCode', '行政区划', site.admDivCode),
      field('StYear', '业务年度', budget.year),
      field('VtCode', '凭证类型', site.voucherTypeCode),
      field('VouDate', '凭证日期', batch.executeOn),
      field('VoucherNo', '凭证号', line.lineId),
      field('FundTypeCode', '资金性质', budget.source),
      field('PayTypeCode', '支付方式', site.payTypeCode),
      field('SetModeCode', '结算方式', site.settlementCode),
      field('AgencyName', '预算单位', payer.name),
      field('DepProCode', '预算项目', budget.line),
      field('GovExpEcoCode', '政府经济分类', budget.economicClass),
      field('PayAcctName', '付款人户名', payer.name),
      field('PayAcctNo', '付款人账号', payer.account),
      field('PayAcctBankName', '付款人开户行', payer.bankName ?? payer.bankCode),
      field('PayeeAcctName', '收款人户名', account.accountName),
      field('PayeeAcctNo', '收款人账号', account.number),
      field('PayeeAcctBankName', '收款人开户行', account.bankName),
      field('PayeeAcctBankNo', '收款人行号', account.bankCode),
      field('PaySummaryName', '用途', line.purpose),
      field('PayAmt', '支付金额', yuan(line.netFen)),
      ...bankFields(line, answer, yuan),
    ],
  };
};
