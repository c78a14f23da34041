import type { DataSource } from 'typeorm';
import { DEADLINE_KINDS } from '#deadlines/deadline-kinds.js';
import type { DeadlinePassed } from '#deadlines/deadlines.events.js';
import { decode } from '#event-store/decode.js';
import { CountDeadlinesHandler } from '#projections/deadlines/deadlines.queries.js';
import type { Reaction } from '#reactions/reaction.js';

/** Tells the operators what nobody else will: something owed did not come, or a term cannot be counted for want of a calendar. */
export const deadlineAlarms = (views: DataSource, log: (line: string) => void): Reaction => ({
  name: 'deadline-alarms',
  types: ['DayBegan', 'DeadlinePassed'],
  handle: async (stored) => {
    if (stored.type === 'DeadlinePassed') {
      const { deadline, kind, dueOn } = decode<DeadlinePassed>(stored).data;
      const { passing, title } = DEADLINE_KINDS[kind];
      if (passing === 'is-missed')
        log(`ALARM, deadline missed: ${title.en} was due on ${dueOn} (${deadline})`);
      return;
    }
    const { waiting } = await new CountDeadlinesHandler(views).execute();
    if (waiting > 0) {
      log(
        `ALARM, ${waiting} deadlines wait for the working calendar of a year that is not published or not imported: ` +
          'tranche deadlines --status waiting, then tranche calendar import',
      );
    }
  },
});
