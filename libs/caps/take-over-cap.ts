import { assert } from '#kernel/assert.js';
import { accept, type Decision } from '#kernel/decider.js';
import { type CapState, reservationOf, usedFen, yearsUsed } from './cap-account.js';
import type { CapEvent, CapRequest } from './caps.events.js';

/** The opening balance of an account: money that was paid before this service kept it. */
export type TakeOverCap = { readonly type: 'TakeOverCap' } & CapRequest & { readonly cause: string };

/** What was paid is a fact, also above the limit; what the limit then leaves is for the next request to find out. */
export const takeOverCap = (
  { type: _type, cause, ...request }: TakeOverCap,
  state: CapState,
): Decision<CapEvent> => {
  const { reservationId, requestedFen, year } = request;
  assert(requestedFen > 0n, 'Money that was paid is more than zero');
  if (reservationOf(state, reservationId)) return accept();
  const ofYear = (reservation: { readonly year: number | null }): boolean => reservation.year === year;
  const countsYears = request.limit.kind !== 'amount';
  const position = {
    usedBeforeFen: usedFen(state, countsYears ? ofYear : undefined),
    yearsBefore: countsYears ? yearsUsed(state) : [],
  };
  return accept<CapEvent>(
    { type: 'CapReserved', data: { ...request, ...position, grantedFen: requestedFen, takenOver: true } },
    { type: 'CapConsumed', data: { reservationId, amountFen: requestedFen, cause } },
  );
};
