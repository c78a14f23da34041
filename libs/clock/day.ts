import type { CommandContext } from '#event-store/command-context.js';
import { SYSTEM } from '#kernel/actor.js';
import type { BusinessDate, Instant } from '#kernel/business-date.js';
import { accept, type Decider, type DomainEvent } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';

export const DAYS_STREAM = 'clock-days';

/** A business day began while the service ran; days on which it was down are missing. Whatever waits for a day waits for this. */
export type DayBegan = DomainEvent<'DayBegan', { readonly day: BusinessDate }>;

export interface BeginDay {
  readonly type: 'BeginDay';
  readonly day: BusinessDate;
}

/** The last day that began. */
export type DaysState = BusinessDate | null;

/** A day begins once, however many processes say so, and an earlier one not any more. */
export const dayDecider: Decider<BeginDay, DaysState, DayBegan> = {
  initialState: () => null,
  evolve: (_last, { data }) => data.day,
  decide: ({ day }, last) =>
    last !== null && day <= last ? accept() : accept({ type: 'DayBegan', data: { day } }),
};

/** The same command whoever gives it: the id is the day's. */
export const beginningOf = (day: BusinessDate, now: Instant, causationId: string | null): CommandContext => {
  const commandId = derivedUuid('begin-day', day);
  return { commandId, commandHash: commandId, actor: SYSTEM, now, correlationId: commandId, causationId };
};
