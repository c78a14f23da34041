/** Where the money of a line comes from (practice 2.11; an enterprise may have to match what the treasury gives). */
export const FUNDING_SOURCES = {
  province: { zh: '省级资金', en: 'province' },
  city: { zh: '市级资金', en: 'city' },
  district: { zh: '区县资金', en: 'district' },
  'enterprise-match': { zh: '企业配套', en: 'enterprise match' },
} as const;

export type FundingSource = keyof typeof FUNDING_SOURCES;

/**
 * The classes of the 政府预算支出经济分类科目 out of which grants to enterprises, persons and institutions are paid. A whole list has
 * sixty; a class that pays no grant would only invite mistakes.
 */
export const ECONOMIC_CLASSES = {
  '50299': { zh: '其他商品和服务支出', en: 'other goods and services' },
  '50402': { zh: '基础设施建设（资本性支出二）', en: 'infrastructure, capital' },
  '50501': { zh: '工资福利支出（对事业单位经常性补助）', en: 'wages, to public institutions' },
  '50502': { zh: '商品和服务支出（对事业单位经常性补助）', en: 'goods and services, to public institutions' },
  '50601': { zh: '资本性支出（对事业单位资本性补助）', en: 'capital, to public institutions' },
  '50701': { zh: '费用补贴', en: 'subsidies of costs, to enterprises' },
  '50702': { zh: '利息补贴', en: 'subsidies of interest, to enterprises' },
  '50799': { zh: '其他对企业补助', en: 'other support of enterprises' },
  '50801': { zh: '资本金注入', en: 'capital paid in, to enterprises' },
  '50805': { zh: '政府投资基金股权投资', en: 'shares of government funds' },
  '50901': { zh: '社会福利和救助', en: 'welfare and relief' },
  '50902': { zh: '助学金', en: 'study grants' },
  '50999': { zh: '其他对个人和家庭补助', en: 'other support of persons' },
} as const;

export type EconomicClass = keyof typeof ECONOMIC_CLASSES;

export const isEconomicClass = (code: string): code is EconomicClass => Object.hasOwn(ECONOMIC_CLASSES, code);

/** Under what a line is counted, besides its fiscal year. */
export interface LineClassification {
  /** The special fund (专项资金) it is part of. */
  readonly fund: string;
  readonly measureGroup: string;
  readonly source: FundingSource;
  /** Code of the economic classification of government spending (政府支出经济分类). */
  readonly economicClass: string;
}
