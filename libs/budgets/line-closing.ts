import { type Refusal, refuse } from '#kernel/refusal.js';
import type { YearEndOutcome } from './budgets.events.js';

/** What becomes of a line when its year is over: one proposes for this line alone, another decides. */
export type Closing =
  | { readonly status: 'open' }
  | (YearEndOutcome & { readonly status: 'proposed'; readonly by: string })
  | (YearEndOutcome & { readonly status: 'closed' });

export const OPEN: Closing = { status: 'open' };

/** A line whose year was closed takes no more money and gives none away. */
export const lineClosed = ({ closing }: { readonly closing: Closing }): Refusal | undefined =>
  closing.status === 'closed'
    ? refuse(
        'budget.year-closed',
        `该预算科目本年度已按 ${closing.documentNumber} 结账`,
        `The line was closed for this year by ${closing.documentNumber}`,
        { facts: { documentNumber: closing.documentNumber } },
      )
    : undefined;
