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
