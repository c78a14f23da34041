/** What a portfolio is made of, in the order in which the sheets have to stand: what is referred to comes first. */
export const SHEET_KINDS = ['parties', 'awards', 'lists', 'payments'] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];

interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Choice extends Words {
  readonly value: string;
}

export type ColumnType =
  | { readonly type: 'text'; readonly most: number }
  | { readonly type: 'yuan' | 'date' | 'number' | 'identifier' }
  | { readonly type: 'choice'; readonly choices: readonly Choice[] };

export type Column = Words &
  ColumnType & {
    readonly field: string;
    readonly required: boolean;
    /** Shown masked wherever a report shows a value. */
    readonly personal?: true;
    /** An example for the template. */
    readonly example: string;
  };

export interface SheetDefinition extends Words {
  readonly kind: SheetKind;
  readonly columns: readonly Column[];
  /** Whether columns for the roles, facts and decided amounts of a measure may follow. */
  readonly byMeasure: boolean;
}

const PARTY_KINDS: readonly Choice[] = [
  { value: 'person', zh: '个人', en: 'person' },
  { value: 'enterprise', zh: '企业', en: 'enterprise' },
  { value: 'institution', zh: '事业单位', en: 'institution' },
  { value: 'agency', zh: '中介机构', en: 'agency' },
  { value: 'team', zh: '团队', en: 'team' },
];

const TIERS: readonly Choice[] = [
  { value: 'top', zh: '顶尖人才', en: 'top' },
  { value: 'high-end', zh: '高端人才', en: 'high-end' },
  { value: 'senior', zh: '高级人才', en: 'senior' },
  { value: 'basic', zh: '基础人才', en: 'basic' },
];

const text = (field: string, zh: string, en: string, example: string, most = 200) =>
  ({ field, zh, en, type: 'text', most, required: true, example }) as const;
const optional = <C extends Column>(column: C): C => ({ ...column, required: false });
const personal = <C extends Column>(column: C): C => ({ ...column, personal: true });
const day = (field: string, zh: string, en: string, example: string): Column => ({
  field,
  zh,
  en,
  type: 'date',
  required: true,
  example,
});
const amount = (field: string, zh: string, en: string, example: string): Column => ({
  field,
  zh,
  en,
  type: 'yuan',
  required: true,
  example,
});

const PARTIES: readonly Column[] = [
  {
    field: 'kind',
    zh: '类型',
    en: 'Kind',
    type: 'choice',
    choices: PARTY_KINDS,
    required: true,
    example: '企业',
  },
  personal(text('name', '姓名或名称', 'Name', '嘉兴示例科技有限公司')),
  {
    field: 'identifier',
    zh: '证件号码',
    en: 'Identifier',
    type: 'identifier',
    required: true,
    personal: true,
    example: '91339999000000001J',
  },
  optional(personal(day('bornOn', '出生日期', 'Date of birth', ''))),
  optional(personal(text('nationality', '国籍', 'Nationality', '', 3))),
  optional(text('county', '县（市、区）', 'County', '', 50)),
  optional(personal(text('accountNumber', '收款账号', 'Account number', '', 40))),
  optional(personal(text('accountName', '收款户名', 'Account name', ''))),
  optional(text('bankCode', '联行号', 'Bank code', '', 20)),
  optional(text('bankName', '开户银行', 'Bank', '')),
  optional(personal(text('otherIdentifier', '另一证件号码', 'Other identifier', '', 40))),
  {
    field: 'tier',
    zh: '人才层次',
    en: 'Talent tier',
    type: 'choice',
    choices: TIERS,
    required: false,
    example: '',
  },
  optional(day('tierFrom', '层次认定日期', 'Tier from', '')),
  optional(text('tierDocument', '层次认定文号', 'Tier document', '', 100)),
  optional(day('listedFrom', '列入中介目录日期', 'Agency listed from', '')),
  optional(text('listDocument', '中介目录文号', 'Agency list document', '', 100)),
  optional(personal(text('leader', '团队带头人证件号码', 'Leader of the team', '', 40))),
  optional(text('host', '团队依托单位证件号码', 'Host of the team', '', 40)),
  optional(day('formedOn', '团队组建日期', 'Team formed on', '')),
];

const LEGACY_NUMBER = text('legacyNumber', '原项目编号', 'Earlier number', '2022-017', 60);
const MEASURE = text('measure', '事项', 'Measure', 'JX24-4.1', 20);

const AWARD: readonly Column[] = [
  LEGACY_NUMBER,
  MEASURE,
  optional(text('policyVersion', '政策版本', 'Policy version', '', 20)),
  optional(text('jurisdiction', '辖区', 'Jurisdiction', '', 40)),
  day('approvedOn', '批准日期', 'Approved on', '2024-03-01'),
  optional(day('appliedOn', '申请日期', 'Applied on', '')),
  text('document', '批准文号', 'Document', '嘉人才〔2024〕7号', 100),
  optional(text('decisionBody', '决定机构', 'Deciding body', '', 100)),
  optional(day('decidedOn', '决定日期', 'Decided on', '')),
];

const PAYMENTS: readonly Column[] = [
  LEGACY_NUMBER,
  MEASURE,
  { field: 'trancheNo', zh: '期次', en: 'Tranche', type: 'number', required: true, example: '1' },
  day('paidOn', '付款日期', 'Paid on', '2024-05-01'),
  amount('amount', '金额', 'Amount', '40000.00'),
  text('voucher', '凭证号', 'Voucher', '2024-0117', 60),
];

export const SHEETS: Readonly<Record<SheetKind, SheetDefinition>> = {
  parties: { kind: 'parties', zh: '受益人', en: 'Parties', columns: PARTIES, byMeasure: false },
  awards: {
    kind: 'awards',
    zh: '在执行资助',
    en: 'Running awards',
    columns: [...AWARD, amount('paid', '已付总额', 'Paid so far', '40000.00')],
    byMeasure: true,
  },
  lists: {
    kind: 'lists',
    zh: '待兑现名单',
    en: 'Lists to be honoured',
    columns: [
      text('list', '名单文号', 'List', '嘉人才〔2024〕9号', 100),
      ...AWARD,
      amount('total', '应兑现金额', 'Amount to be honoured', '100000.00'),
    ],
    byMeasure: true,
  },
  payments: { kind: 'payments', zh: '已付款', en: 'Payments made', columns: PAYMENTS, byMeasure: false },
};

/** Columns that depend on the measure are named `role:employer`, `fact:tier` or `decided:firstYuan`; words may follow a slash. */
export const MEASURE_COLUMN = /^(role|fact|decided):([a-z][A-Za-z0-9-]*)$/;
