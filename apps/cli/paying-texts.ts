import type { Words } from './language.js';

/** What the verbs about paying say. */
export const PAYING_TEXTS = {
  'help.hold': { zh: '暂缓支付', en: 'holds on payments' },
  'help.hold.list': { zh: '列出暂缓', en: 'list holds' },
  'help.hold.show': { zh: '一项暂缓及其停住的分期', en: 'a hold and what it stops' },
  'help.hold.place': {
    zh: '设置暂缓：award、person、enterprise 或 measure 及其编号',
    en: 'place a hold on: award, person, enterprise or measure, and its id',
  },
  'help.hold.preview': {
    zh: '预览：若设置，将停住哪些分期',
    en: 'what such a hold would stop; nothing is held',
  },
  'help.hold.lift': { zh: '解除暂缓（须他人办理）', en: 'lift a hold; somebody else than who placed it' },
  'help.tranche.due': {
    zh: '应付队列：每期的全部障碍',
    en: 'what is due, with everything that stands in the way of each tranche',
  },
  'help.tranche.releaseSelected': {
    zh: '一次放行多期：资助/期次 …，逐期答复',
    en: 'release many: AWARD/NO …; each answers for itself',
  },
  'option.stage': {
    zh: 'waiting 待付（默认）、coming 尚未放行、all 全部',
    en: 'waiting for the bank (default), coming: not released yet, or all',
  },
  'option.week': { zh: 'ISO 周，如 2026-W47', en: 'ISO week, for instance 2026-W47' },
  'column.blockers': { zh: '障碍', en: 'In the way' },
  'column.week': { zh: '周', en: 'Week' },
  'due.payable': { zh: '可支付', en: 'payable' },
  'help.batch.voucher': { zh: '打印支付凭证（HTML，大写金额）', en: 'a payment voucher to print (HTML)' },
  'help.batch.enquire': {
    zh: '向银行查询尚无结果的付款（不会重发）',
    en: 'ask the bank about payments without an answer; nothing is sent again',
  },
  'option.line': { zh: '只打印这一笔（端到端标识）', en: 'only this line, by its end-to-end id' },
  'batch.voucherSaved': { zh: '已保存 {file}（{bytes} 字节）', en: 'saved {file} ({bytes} bytes)' },
  'option.until': {
    zh: '止日 YYYY-MM-DD；不填则至解除为止',
    en: 'last day, YYYY-MM-DD; until lifted without it',
  },
  'option.holdAmount': { zh: '只暂缓此金额（元）', en: 'hold back only so much, in yuan' },
  'column.hold': { zh: '暂缓', en: 'Hold' },
  'column.scope': { zh: '范围', en: 'Scope' },
  'column.reason': { zh: '理由', en: 'Reason' },
  'column.until': { zh: '止日', en: 'Until' },
  'column.payee': { zh: '收款人', en: 'Payee' },
  'column.waitsSince': { zh: '应付日', en: 'Due' },
  'hold.stops': {
    zh: '停住 {count} 期，共 {total} 元；放行 {goesOn} 期；尚未放行 {notReleased} 期',
    en: 'stops {count} tranche(s) of {total} yuan; {goesOn} go on; {notReleased} not released yet',
  },
  'hold.tooLate': {
    zh: '已随批次送银行、来不及停住的分期：',
    en: 'at the bank already, which no hold reaches:',
  },
} as const satisfies Record<string, Words>;
