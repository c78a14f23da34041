/** What the verbs of the budget office say. */
export const BUDGET_TEXTS = {
  'help.budget.adjust': { zh: '年中调增或调减指标', en: 'give a line more or less in mid-year' },
  'help.budget.classify': {
    zh: '登记指标分类：专项资金、事项组、资金来源、支出经济分类',
    en: 'say under which fund, group, source and economic class a line is counted',
  },
  'help.budget.report': { zh: '按某一维度汇总指标', en: 'add the lines up by one dimension' },
  'help.budget.transfer': { zh: '在两个预算科目间调剂指标', en: 'move money from line to line' },
  'help.budget.transfers': { zh: '列出指标调剂', en: 'list transfers' },
  'help.budget.promises': {
    zh: '列出已批资助各年度的承诺（尚未占用指标）',
    en: 'what approved awards are promised in each of their years',
  },
  'help.budget.plan': {
    zh: '编制用款计划：一至十二月金额，以逗号分隔',
    en: 'enter the spending plan: twelve amounts with commas, January first',
  },
  'help.budget.confirmPlan': { zh: '确认用款计划（须他人）', en: 'confirm the plan, by somebody else' },
  'help.budget.spending': { zh: '逐月比较计划与实际拨付', en: 'plan and payments, month by month' },
  'help.budget.yearEnd': {
    zh: '提出年终处理意见：结转金额与收回金额之和等于可用指标',
    en: 'propose what is carried over and what is returned; the two sum to what is free',
  },
  'help.budget.confirmYearEnd': {
    zh: '确认年终处理并结账（须他人）',
    en: 'decide it and close the line for the year, by somebody else',
  },
  'option.fund': { zh: '专项资金', en: 'special fund' },
  'option.group': { zh: '事项组', en: 'group of measures' },
  'option.source': {
    zh: '资金来源：province、city、district 或 enterprise-match',
    en: 'province, city, district or enterprise-match',
  },
  'option.economicClass': { zh: '政府支出经济分类代码', en: 'code of the economic classification' },
  'option.by': {
    zh: '维度：fund、measure-group、year、source 或 economic-class',
    en: 'fund, measure-group, year, source or economic-class',
  },
  'column.promised': { zh: '已批未拨', en: 'Promised' },
  'column.uncovered': { zh: '承诺缺口', en: 'Uncovered' },
  'column.countedUnder': { zh: '分类', en: 'Counted under' },
  'column.lines': { zh: '科目数', en: 'Lines' },
  'column.trancheNo': { zh: '期次', en: 'Tranche' },
  'column.from': { zh: '调出', en: 'From' },
  'column.to': { zh: '调入', en: 'To' },
  'column.month': { zh: '月份', en: 'Month' },
  'column.plannedSoFar': { zh: '累计计划', en: 'Planned so far' },
  'column.paidSoFar': { zh: '累计拨付', en: 'Paid so far' },
  'column.overPlan': { zh: '超计划', en: 'Over plan' },
  'budget.overPlan': {
    zh: '⚠ 拨付超出用款计划',
    en: '⚠ more was paid than the plan says',
  },
  'budget.unclassified': { zh: '（未分类）', en: '(not classified)' },
} as const;
