import { type BusinessClock, businessClock } from '#clock/business-clock.js';
import { CALENDAR_STREAM, type CalendarYearImported } from '#clock/calendar.js';
import type { ClockEvent } from '#clock/clock.events.js';
import { CLOCK_STREAM } from '#clock/clock.js';
import { decode } from '#event-store/decode.js';
import type { LogPosition } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { instant } from '#kernel/business-date.js';
import type { CalendarYear } from '#kernel/calendar-year.js';
import type { DomainEvent } from '#kernel/decider.js';
import { publishedYears } from '#kernel/published-years.js';
import { type WorkingCalendar, workingCalendar } from '#kernel/working-calendar.js';
import { type PolicyEvent, policyStream } from '#policy/policy.js';
import { POLICY_LIST, type PolicyBookListed } from '#policy/policy-list.js';
import { createPolicyRegister, type PolicyRegister } from '#policy/policy-register.js';

/**
 * What every command needs at hand: the clock, the working calendar and the published policy. Each is a fold of a few short
 * streams, kept in memory and brought up to date by `refresh`.
 */
export interface Registers {
  readonly clock: BusinessClock;
  readonly calendar: WorkingCalendar;
  readonly calendarYears: () => readonly CalendarYear[];
  readonly policies: PolicyRegister;
  /** Reads what is new; called after a command that changes one of them, and every second for what other processes did. */
  refresh(): Promise<void>;
}

/** @param shipped books that come with the service; those that people draft are found in the log. */
export const openRegisters = (store: EventStore, shipped: readonly string[]): Registers => {
  const books = new Set(shipped);
  const clock = businessClock(() => instant(new Date().toISOString()));
  const policies = createPolicyRegister();
  let years = publishedYears();
  let current = workingCalendar(years);
  const follow = streamReader(store);

  let seen: LogPosition | undefined;
  const refresh = async (): Promise<void> => {
    const head = await store.head();
    if (head === seen) return;
    await follow<ClockEvent>(CLOCK_STREAM, (event) => clock.setOffset(event.data.offsetMs));
    await follow<CalendarYearImported>(CALENDAR_STREAM, ({ data: { year, source, holidays, workdays } }) => {
      years = [...years, { year, source, holidays, workdays }];
      current = workingCalendar(years);
    });
    await follow<PolicyBookListed>(POLICY_LIST, ({ data: { book } }) => books.add(book));
    for (const book of books) await follow<PolicyEvent>(policyStream(book), (event) => policies.apply(event));
    seen = head;
  };

  return {
    clock,
    policies,
    calendarYears: () => years,
    calendar: {
      isWorkingDay: (day) => current.isWorkingDay(day),
      addWorkingDays: (from, count) => current.addWorkingDays(from, count),
      workingDaysBetween: (from, to) => current.workingDaysBetween(from, to),
    },
    refresh: oneAtATime(refresh),
  };
};

/** Hands over every event of a stream once. */
const streamReader = (store: EventStore) => {
  const read = new Map<string, number>();
  return async <E extends DomainEvent>(stream: string, apply: (event: E) => void): Promise<void> => {
    for await (const stored of store.readStream(stream, { from: read.get(stream) ?? 0 })) {
      apply(decode<E>(stored));
      read.set(stream, stored.revision + 1);
    }
  };
};

/** Two refreshes at once would apply events twice; a caller waits for its own, started after the call. */
const oneAtATime = (work: () => Promise<void>): (() => Promise<void>) => {
  let last: Promise<void> = Promise.resolve();
  return () => (last = last.then(work, work));
};
