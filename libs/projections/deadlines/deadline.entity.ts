import { Entity, PrimaryColumn } from 'typeorm';
import type { DeadlineKind } from '#deadlines/deadline-kinds.js';
import type { DeadlineStatus } from '#deadlines/deadline.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { CalendarYear } from '#kernel/calendar-year.js';
import { IntOrNull, JsonColumn, TextColumn, TextOrNull, TextsColumn } from '../columns.js';

@Entity({ schema: 'views', name: 'deadline' })
export class DeadlineRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('kind') kind: DeadlineKind;
  /** Stream, and id, of the award, party, case or batch it belongs to. */
  @TextColumn('subject') subject: string;
  @TextOrNull('about') about: string | null;
  @TextColumn('status') status: DeadlineStatus;
  @TextOrNull('due_on') dueOn: BusinessDate | null;
  /** The last day; one that is not known comes after every day that is. */
  @TextColumn('sorts_as') sortsAs: string;
  /** A term of `working_days` after this day; null where the last day was stated. */
  @TextOrNull('term_from') termFrom: BusinessDate | null;
  @IntOrNull('working_days') workingDays: number | null;
  @TextColumn('opened_on') openedOn: BusinessDate;
  /** Business day on which it was found that the last day is over. */
  @TextOrNull('passed_on') passedOn: BusinessDate | null;
  @TextOrNull('closed_on') closedOn: BusinessDate | null;
  /** What set the day in motion, shared by what follows from its passing. */
  @TextColumn('correlation_id') correlationId: string;
}

/** One row, once there is something to keep: the years imported since the service was built, and which deadlines wait for one. */
@Entity({ schema: 'views', name: 'deadline_calendar' })
export class DeadlineCalendarRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @JsonColumn('imported') imported: readonly CalendarYear[];
  @TextsColumn('waiting') waiting: readonly string[];
}
