import type { BusinessDate } from '#kernel/business-date.js';
import { type Refusal, refuse } from '#kernel/refusal.js';

/** Nobody repays what was not demanded yet: such a date is a slip, or the money belongs to something else. */
export const refuseBeforeDemand = (
  receivedOn: BusinessDate,
  demandedOn: string | null,
): Refusal | undefined => {
  if (demandedOn === null || receivedOn >= demandedOn) return undefined;
  return refuse(
    'recovery.repaid-before-demand',
    `到账日 ${receivedOn} 早于追缴决定日 ${demandedOn}`,
    `Received on ${receivedOn}, before the demand of ${demandedOn}`,
    { pointer: '/receivedOn', facts: { receivedOn, demandedOn } },
  );
};
