import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { BankAnswerEntry } from '#payments/bank-files/bank-answer.js';
import { refuseFutureEntries } from './answer-dates.js';

const today = businessDate('2024-05-06');
const entry = (entryNo: number, happenedOn: string | null): BankAnswerEntry => ({
  entryNo,
  endToEndId: `AWARD1-1-${entryNo}`,
  outcome: 'settled',
  amountFen: yuan(1),
  bankReference: `R${entryNo}`,
  happenedOn: happenedOn === null ? null : businessDate(happenedOn),
  reasonCode: null,
  reason: null,
});

describe('the days of a bank answer', () => {
  it('may be today, earlier or not stated', () => {
    const entries = [entry(1, '2024-05-06'), entry(2, '2023-12-29'), entry(3, null)];
    expect(refuseFutureEntries(entries, today)).toBeUndefined();
  });

  it('cannot be later than today: the first such entry is named', () => {
    const entries = [entry(1, '2024-05-06'), entry(2, '2024-05-07'), entry(3, '2025-01-01')];
    expect(refuseFutureEntries(entries, today)).toMatchObject({
      code: 'bank-answer.future-date',
      facts: {
        entryNo: 2,
        endToEndId: 'AWARD1-1-2',
        happenedOn: '2024-05-07',
        today: '2024-05-06',
        count: 2,
      },
    });
  });
});
