import { type Refusal, refuse } from '#kernel/refusal.js';
import type { BatchState } from './batch-state.js';

type Status = BatchState['status'];

const STATUS_WORDS: Readonly<Record<Status, { readonly zh: string; readonly en: string }>> = {
  none: { zh: '不存在', en: 'not there' },
  assembling: { zh: '汇集中', en: 'being assembled' },
  drafted: { zh: '草稿', en: 'drafted' },
  submitted: { zh: '待审批', en: 'submitted' },
  approved: { zh: '已审批', en: 'approved' },
  sealed: { zh: '已封存', en: 'sealed' },
  sent: { zh: '已发送', en: 'sent' },
  'outcome-unknown': { zh: '结果不明', en: 'of unknown outcome' },
  acknowledged: { zh: '银行已受理', en: 'acknowledged' },
  settled: { zh: '已结清', en: 'settled' },
  closed: { zh: '已关闭', en: 'closed' },
  rejected: { zh: '已退回', en: 'rejected' },
};

/** The batch is not where the command needs it. */
export const wrongStatus = ({ status }: BatchState, ...needed: readonly Status[]): Refusal => {
  const list = (language: 'zh' | 'en', joint: string): string =>
    needed.map((wanted) => STATUS_WORDS[wanted][language]).join(joint);
  return refuse(
    'batch.wrong-status',
    `批次状态为“${STATUS_WORDS[status].zh}”，此操作要求“${list('zh', '”或“')}”`,
    `The batch is ${STATUS_WORDS[status].en}; this needs it ${list('en', ' or ')}`,
    { facts: { status, needed: needed.join(',') } },
  );
};
