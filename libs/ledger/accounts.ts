/** What a balance says: debit balances are what there is and what was spent, credit balances what is owed and where it came from. */
export type AccountKind = 'budget' | 'asset' | 'liability' | 'expense' | 'recovery';

export interface Account {
  readonly zh: string;
  readonly en: string;
  readonly kind: AccountKind;
  /** The side that makes the balance more. */
  readonly normal: 'debit' | 'credit';
  /** Money on its way from one stream to another; nothing is left here once nothing is under way. */
  readonly clearing?: true;
}

/**
 * The chart of accounts. Budgetary and financial accounts are kept side by side (财政总会计制度 平行记账): the first say what may be
 * spent, the second what is owed and where the money is. Every entry stays within one of the two sides.
 */
export const ACCOUNTS = {
  '1001': { zh: '银行存款', en: 'Bank', kind: 'asset', normal: 'debit' },
  '1101': { zh: '在途支付', en: 'Payments in transit', kind: 'asset', normal: 'debit', clearing: true },
  '1201': { zh: '应收追缴款', en: 'Receivable from debtors', kind: 'asset', normal: 'debit' },
  '1202': {
    zh: '抵扣过渡',
    en: 'Set-offs and transfers of debts in transit',
    kind: 'asset',
    normal: 'debit',
    clearing: true,
  },
  '2001': { zh: '应付补助款', en: 'Payable to beneficiaries', kind: 'liability', normal: 'credit' },
  '2101': { zh: '多收待退款', en: 'Owed back to debtors', kind: 'liability', normal: 'credit' },
  '4001': { zh: '已要求追回', en: 'Demanded and not recovered', kind: 'recovery', normal: 'credit' },
  '4101': { zh: '已追回', en: 'Recovered', kind: 'recovery', normal: 'credit' },
  '5001': { zh: '补助支出', en: 'Grant expenditure', kind: 'expense', normal: 'debit' },
  '5101': { zh: '核销', en: 'Written off', kind: 'expense', normal: 'debit' },
  '6001': { zh: '下达指标', en: 'Appropriations', kind: 'budget', normal: 'credit' },
  '6101': { zh: '追回缴库', en: 'Recovered for the treasury', kind: 'budget', normal: 'credit' },
  '6201': { zh: '承诺待安排指标', en: 'Promises the budget has to meet', kind: 'budget', normal: 'credit' },
  '7001': { zh: '可用指标', en: 'Budget available', kind: 'budget', normal: 'debit' },
  '7101': { zh: '指标占用', en: 'Commitments', kind: 'budget', normal: 'debit' },
  '7201': { zh: '已拨指标', en: 'Budget disbursed', kind: 'budget', normal: 'debit' },
  '7301': { zh: '追回对应', en: 'Recovered, by budget line', kind: 'budget', normal: 'debit' },
  '7401': {
    zh: '指标划转在途',
    en: 'Budget on its way to another line or year',
    kind: 'budget',
    normal: 'debit',
    clearing: true,
  },
  '7501': { zh: '已批未拨承诺', en: 'Promised to approved awards', kind: 'budget', normal: 'debit' },
} as const satisfies Readonly<Record<string, Account>>;

export type AccountCode = keyof typeof ACCOUNTS;

export const accountOf = (code: AccountCode): Account => ACCOUNTS[code];

export const ACCOUNT_CODES = Object.keys(ACCOUNTS).toSorted() as readonly AccountCode[];

export const isAccountCode = (text: string): text is AccountCode => Object.hasOwn(ACCOUNTS, text);
