import type { LogPosition } from '#event-store/envelope.js';
import type { HoldEvent } from '#payments/holds/hold.events.js';
import type { Projection } from '../projection.js';
import { HoldRow } from './hold.entity.js';

/** What is held, why, by whom, and how it ended. */
export const holdsProjection: Projection<HoldEvent> = {
  name: 'holds',
  version: 1,
  tables: ['hold'],
  types: { HoldPlaced: true, HoldLifted: true, HoldLiftRefused: true, HoldExpired: true },
  reads: ({ stream }, { type }) => (type === 'HoldPlaced' ? [] : [[HoldRow, stream]]),
  async apply({ stream, position }, event, rows) {
    if (event.type === 'HoldPlaced') rows.put(HoldRow, placed(event, position));
    else await rows.change(HoldRow, stream, () => changesOf(event, position));
  },
};

const placed = ({ data }: Extract<HoldEvent, { type: 'HoldPlaced' }>, placedAt: LogPosition): HoldRow => {
  const { hold, scope, reason, placedBy, from, until, amountFen } = data;
  return {
    id: hold,
    status: 'in-force',
    scopeKind: scope.kind,
    scopeId: scope.id,
    reason,
    placedBy,
    from,
    until,
    amountFen,
    liftedBy: null,
    endedOn: null,
    liftReason: null,
    placedAt,
    endedAt: null,
  };
};

const changesOf = (
  event: Exclude<HoldEvent, { type: 'HoldPlaced' }>,
  endedAt: LogPosition,
): Partial<HoldRow> => {
  switch (event.type) {
    case 'HoldLifted': {
      const { liftedBy, on, reason } = event.data;
      return { status: 'lifted', liftedBy, endedOn: on, liftReason: reason, endedAt };
    }
    case 'HoldExpired':
      return { status: 'expired', endedOn: event.data.until, endedAt };
    case 'HoldLiftRefused':
      return {};
  }
};
