import type { Fen } from '#kernel/money.js';

/** The spending plan (用款计划) of a line: what is in force, and what waits for somebody else. */
export interface SpendingPlan {
  readonly entered: { readonly monthsFen: readonly Fen[]; readonly by: string } | null;
  readonly confirmedFen: readonly Fen[] | null;
}

export const NO_PLAN: SpendingPlan = { entered: null, confirmedFen: null };
