import type { Actor } from '#kernel/actor.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { RecoveryState } from './recovery-case.js';

const STATUS: Readonly<Record<RecoveryState['status'], { readonly zh: string; readonly en: string }>> = {
  none: { zh: '未立案', en: 'not opened' },
  found: { zh: '已认定待审批', en: 'found, not demanded' },
  dismissed: { zh: '已驳回', en: 'dismissed' },
  demanded: { zh: '已发追缴通知', en: 'demanded' },
  'set-off': { zh: '抵扣中', en: 'being set off' },
  repaying: { zh: '退款中', en: 'being repaid' },
  referred: { zh: '已移送', en: 'referred' },
  repaid: { zh: '已追回', en: 'repaid' },
  'written-off': { zh: '已核销', en: 'written off' },
};

/** The case is not where this step belongs. */
export const wrongStatus = ({ status }: RecoveryState): Refusal =>
  refuse(
    'recovery.wrong-status',
    `追缴案件当前状态为“${STATUS[status].zh}”，不能执行该操作`,
    `The recovery case is ${STATUS[status].en}; this step does not belong there`,
    { facts: { status } },
  );

/** Promise: two people. Compared by id, whatever roles they have. */
export const samePerson = (actor: Actor, zh: string, en: string): Refusal =>
  refuse('duty.same-person', zh, en, { pointer: '/actor', facts: { actor: actor.id } });
