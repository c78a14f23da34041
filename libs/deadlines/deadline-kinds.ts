/** Every kind of deadline, in one list. A new kind is a line here and the events that open and close it in one `…-deadlines.ts`. */
export const DEADLINE_KINDS = {
  publicity: {
    title: { zh: '公示期', en: 'publicity' },
    clause: 'decision 24',
    desk: 'programme',
    passing: 'ends',
  },
  rectification: {
    title: { zh: '整改期限', en: 'rectification after a failed assessment' },
    clause: 'decision 1',
    desk: 'programme',
    passing: 'is-missed',
  },
  'talent-tier': {
    title: { zh: '人才层次有效期', en: 'validity of a talent tier' },
    clause: 'JX24-7.1',
    desk: 'programme',
    passing: 'ends',
  },
  'tier-publicity': {
    title: { zh: '人才层次公示期', en: 'publicity of a talent tier' },
    clause: 'decision 24',
    desk: 'programme',
    passing: 'ends',
  },
  'green-card-issue': {
    title: { zh: '人才绿卡发放期限', en: 'issue of the green card' },
    clause: 'measures §2 人才绿卡',
    desk: 'programme',
    passing: 'is-missed',
  },
  'green-card': {
    title: { zh: '人才绿卡有效期', en: 'validity of the green card' },
    clause: 'measures §2 人才绿卡',
    desk: 'programme',
    passing: 'ends',
  },
  ban: {
    title: { zh: '限制期', en: 'ban' },
    clause: 'decision 27',
    desk: 'programme',
    passing: 'ends',
  },
  hold: {
    title: { zh: '暂缓支付期限', en: 'hold on payments' },
    clause: 'promise 4',
    desk: 'finance',
    passing: 'ends',
  },
  repayment: {
    title: { zh: '退款期限', en: 'repayment' },
    clause: 'practice 2.11',
    desk: 'finance',
    passing: 'is-missed',
  },
  'bank-answer': {
    title: { zh: '银行回单', en: 'answer of the bank to every line' },
    clause: 'practice 2.11',
    desk: 'finance',
    passing: 'is-missed',
  },
  'outcome-enquiry': {
    title: { zh: '付款结果查询', en: 'enquiry about an unknown outcome' },
    clause: 'practice 2.11',
    desk: 'finance',
    passing: 'is-missed',
  },
} as const satisfies Record<string, DeadlineTerms>;

interface DeadlineTerms {
  readonly title: { readonly zh: string; readonly en: string };
  readonly clause: string;
  /** Who has to act on it. */
  readonly desk: 'programme' | 'finance';
  /** What it means that the last day is over: a term ran out as it should, or somebody owes something that did not come. */
  readonly passing: 'ends' | 'is-missed';
}

export type DeadlineKind = keyof typeof DEADLINE_KINDS;

export const KINDS = Object.keys(DEADLINE_KINDS) as readonly DeadlineKind[];

/** Kinds whose passing leaves something undone. */
export const MISSED_KINDS: readonly DeadlineKind[] = KINDS.filter(
  (kind) => DEADLINE_KINDS[kind].passing === 'is-missed',
);
