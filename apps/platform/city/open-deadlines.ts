import { changedDeadline, type Deadline, isPast, type PastDeadline } from '#deadlines/deadline.js';
import { deadlinesOf } from '#deadlines/deadlines-of.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { WorkingCalendar } from '#kernel/working-calendar.js';

interface Running extends Deadline {
  readonly subject: string;
  readonly correlationId: string;
}

export interface OpenDeadlines {
  see(event: StoredEvent): void;
  readonly running: ReadonlyMap<string, Running>;
}

/** The fold of `#deadlines/fold-deadlines.js`, event by event and without what is over. */
export const openDeadlines = (calendar: WorkingCalendar): OpenDeadlines => {
  const running = new Map<string, Running>();
  return {
    running,
    see: (stored) => {
      for (const change of deadlinesOf(decode(stored), stored)) {
        const before = running.get(change.key);
        const next = changedDeadline(before, change, calendar);
        if (!next) continue;
        const isOpening = change.does === 'open' || !before;
        const opening = { subject: stored.stream, correlationId: stored.metadata.correlationId };
        if (next.status === 'closed' || next.status === 'passed') running.delete(change.key);
        else running.set(change.key, { ...(isOpening ? opening : before), ...next });
      }
    },
  };
};

export const pastOpen = ({ running }: OpenDeadlines, day: BusinessDate): readonly PastDeadline[] =>
  [...running.values()].flatMap(({ key, kind, subject, correlationId, status, dueOn }) =>
    dueOn !== null && isPast({ status, dueOn }, day) ? [{ key, kind, subject, dueOn, correlationId }] : [],
  );
