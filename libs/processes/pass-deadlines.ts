import type { BusinessClockMoved } from '#clock/clock.events.js';
import { startOfBusiness } from '#clock/business-time.js';
import { beginningOf, type DayBegan, dayDecider, DAYS_STREAM } from '#clock/day.js';
import type { PastDeadline } from '#deadlines/deadline.js';
import { DEADLINE_KINDS } from '#deadlines/deadline-kinds.js';
import { deadlineDecider, deadlinesStream } from '#deadlines/deadlines.js';
import type { CommandContext } from '#event-store/command-context.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { SYSTEM } from '#kernel/actor.js';
import { type BusinessDate, businessDateAt } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';
import { partyDecider } from '#parties/parties.js';
import { holdDecider } from '#payments/holds/hold.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { Reaction } from '#reactions/reaction.js';
import type { Lookups } from './lookups.js';

type AwardDecider = Decider<AwardCommand, Award, AwardEvent>;

/** A clock that is moved begins its day at once, so that whoever moved it sees what follows. */
export const beginMovedDay = (executor: CommandExecutor): Reaction => ({
  name: 'begin-moved-day',
  types: ['BusinessClockMoved'],
  handle: async (stored) => {
    const { to: day } = decode<BusinessClockMoved>(stored).data;
    const context = beginningOf(day, startOfBusiness(day), stored.id);
    await executor.execute(dayDecider, DAYS_STREAM, { type: 'BeginDay', day }, context);
  },
});

/**
 * Says of every deadline whose last day is over that it is. A day that begins goes through all that are left, so nothing is lost
 * when the service was down on the day; what passes counts from its last day and is written now. A year that is imported may show
 * that a term which waited for it is over already.
 */
export const passDeadlines = (
  executor: CommandExecutor,
  awards: AwardDecider,
  lookups: Lookups,
): Reaction => ({
  name: 'pass-deadlines',
  types: ['DayBegan', 'CalendarYearImported'],
  handle: async (stored) => {
    const on = dayOf(stored);
    await lookups.at(stored.position);
    let failure: Error | undefined;
    for (const deadline of await lookups.deadlinesBefore(on)) {
      try {
        await pass(executor, awards, deadline, on, passingOf(deadline, stored));
      } catch (error) {
        failure ??= error instanceof Error ? error : new Error(String(error));
      }
    }
    // One that fails does not keep the others from passing; all are asked again when the event comes again.
    if (failure) throw failure;
  },
});

/** The day that began, not what a clock says now: nothing passes earlier than its event allows. */
const dayOf = (stored: StoredEvent): BusinessDate =>
  stored.type === 'DayBegan' ? decode<DayBegan>(stored).data.day : businessDateAt(stored.metadata.recordedAt);

/** The id is the deadline's and its last day's, so no second delivery and no second day passes it again. */
const passingOf = ({ key, dueOn, correlationId }: PastDeadline, cause: StoredEvent): CommandContext => {
  const commandId = derivedUuid('pass-deadline', key, dueOn);
  return {
    commandId,
    commandHash: commandId,
    actor: SYSTEM,
    now: cause.metadata.recordedAt,
    effectiveOn: dueOn,
    correlationId,
    causationId: cause.id,
  };
};

/** What has consequences in its aggregate is told to it; the rest is put on record. */
const pass = (
  executor: CommandExecutor,
  awards: AwardDecider,
  { key, kind, subject, dueOn }: PastDeadline,
  on: BusinessDate,
  context: CommandContext,
): Promise<unknown> => {
  switch (kind) {
    case 'publicity':
      return executor.execute(awards, subject, { type: 'EndPublicity', endsOn: dueOn, on }, context);
    case 'talent-tier':
      return executor.execute(partyDecider, subject, { type: 'ExpireTier', until: dueOn, on }, context);
    case 'green-card':
      return executor.execute(partyDecider, subject, { type: 'ExpireGreenCard', until: dueOn, on }, context);
    case 'hold':
      return executor.execute(holdDecider, subject, { type: 'ExpireHold', until: dueOn, on }, context);
    default: {
      const { clause } = DEADLINE_KINDS[kind];
      const command = { type: 'PassDeadline', deadline: key, kind, subject, dueOn, clause, on } as const;
      return executor.execute(deadlineDecider, deadlinesStream(dueOn), command, context);
    }
  }
};
