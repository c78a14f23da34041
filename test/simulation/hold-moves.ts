import { addDays } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { HoldScope } from '#payments/holds/hold.events.js';
import { holdDecider } from '#payments/holds/hold.js';
import { chosen, type Move } from './award-moves.js';
import { CARL, MAX, oneOf } from './people.js';

/** Of one award, of the enterprise, or of the measure; of all its money or of some; with a last day or until somebody lifts it. */
export const placeHold: Move = async (office, pick, other) => {
  const award = chosen(
    office.log.filter(({ type }) => type === 'AwardApproved'),
    pick,
  )?.stream;
  if (!award) return;
  const scopes: readonly HoldScope[] = [
    { kind: 'award', id: award },
    { kind: 'enterprise', id: 'party-ENTERPRISE' },
    { kind: 'measure', id: 'S-1' },
  ];
  const scope = chosen(scopes, other);
  if (!scope) return;
  const hold = `hold-${office.log.length}`;
  const from = office.today();
  const until = other % 2 === 0 ? addDays(from, other % 20) : null;
  const amountFen = other % 3 === 0 ? yuan(5 + other) : null;
  const stated = { hold, scope, reason: 'r', from, until, amountFen, actor: MAX } as const;
  await office.give(holdDecider, hold, { type: 'PlaceHold', ...stated }, MAX);
};

export const liftHold: Move = async (office, pick, other) => {
  const hold = chosen(
    office.log.filter(({ type }) => type === 'HoldPlaced'),
    pick,
  )?.stream;
  if (!hold) return;
  const actor = oneOf(CARL, other);
  await office.give(holdDecider, hold, { type: 'LiftHold', actor, reason: 'r', on: office.today() }, actor);
};
