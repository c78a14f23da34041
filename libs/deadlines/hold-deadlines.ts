import type { HoldEvent } from '#payments/holds/hold.events.js';
import type { DeadlineRules } from './deadline-rules.js';

const hold = (stream: string): string => `${stream}/hold`;

/** A hold that states its last day ends by itself on the day after; it bites by its days, so the passing only puts that on record. */
export const holdDeadlines: DeadlineRules<HoldEvent> = {
  HoldPlaced: ({ data: { until, scope } }, { stream }) =>
    until === null
      ? []
      : [
          {
            does: 'open',
            key: hold(stream),
            kind: 'hold',
            due: { on: until },
            about: `${scope.kind} ${scope.id}`,
          },
        ],
  HoldLifted: (_event, { stream }) => [{ does: 'close', key: hold(stream) }],
  HoldExpired: ({ data: { until } }, { stream }) => [{ does: 'pass', key: hold(stream), dueOn: until }],
};
