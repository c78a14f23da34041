import type { StoredEvent } from '#event-store/envelope.js';
import { businessDate } from '#kernel/business-date.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import { headChanges, newBatch } from './batch-head.js';

const stored = {
  stream: 'batch-1',
  revision: 0,
  metadata: { recordedAt: '2024-05-06T01:00:00.000Z' },
} as StoredEvent;
const candidate = { award: 'award-1', trancheNo: 1, attempt: 1 };
const drafted = newBatch(
  {
    type: 'BatchDrafted',
    data: {
      batch: 'batch-1',
      title: 'May',
      candidates: [candidate],
      executeOn: businessDate('2024-05-06'),
      draftedBy: 'wang',
    },
  },
  stored,
);
const left = {
  ...candidate,
  code: 'award.suspended',
  zh: '资助已暂停，不能付款',
  en: 'The award is suspended',
};
const rejected = (leftOut: readonly (typeof left)[]): BatchEvent => ({
  type: 'BatchRejected',
  data: { rejectedBy: 'system', reason: 'no-line-left', lines: [], leftOut },
});

describe('a batch that ended', () => {
  it('because none of its candidates got in says why each was left out', () => {
    expect(headChanges(drafted, rejected([left]), stored)).toMatchObject({
      status: 'rejected',
      leftOut: [left],
    });
  });

  it('later still says who was left out when it was assembled', () => {
    const assembled = { ...drafted, leftOut: [left] };
    expect(headChanges(assembled, rejected([]), stored)).toMatchObject({
      status: 'rejected',
      leftOut: [left],
    });
  });
});
