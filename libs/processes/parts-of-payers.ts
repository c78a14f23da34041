import type { Fen } from '#kernel/money.js';
import type { PayerShare } from '#programmes/award/award.events.js';

/** What goes to which line: the parts of the payers, or all to the one line. */
export const partsOf = (
  { amountFen, shares }: { readonly amountFen: Fen; readonly shares?: readonly PayerShare[] },
  { budgetStream }: { readonly budgetStream: string },
): readonly { readonly budgetStream: string; readonly amountFen: Fen }[] =>
  shares?.filter((share) => share.amountFen !== 0n) ?? [{ budgetStream, amountFen }];
