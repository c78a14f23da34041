import type { BusinessDate } from '#kernel/business-date.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { BankAnswerEntry } from '#payments/bank-files/bank-answer.js';

/**
 * Nobody can report what has not happened. Such a file is refused as a whole, because a bank that is wrong about one day may be
 * wrong about others, and what was imported stays.
 */
export const refuseFutureEntries = (
  entries: readonly BankAnswerEntry[],
  today: BusinessDate,
): Refusal | undefined => {
  const future = entries.filter(({ happenedOn }) => happenedOn !== null && happenedOn > today);
  const first = future[0];
  if (first?.happenedOn === null || first === undefined) return undefined;
  const { entryNo, happenedOn, endToEndId } = first;
  return refuse(
    'bank-answer.future-date',
    `回单第 ${entryNo} 条的日期 ${happenedOn} 晚于当前业务日期 ${today}（共 ${future.length} 条），未导入任何内容`,
    `Entry ${entryNo} is dated ${happenedOn}, later than today, ${today} (${future.length} in all); nothing was imported`,
    { facts: { entryNo, endToEndId, happenedOn, today, count: future.length } },
  );
};
