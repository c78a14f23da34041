import type { Decision } from '#kernel/decider.js';
import type { Refusal } from '#kernel/refusal.js';
import type { WorkingCalendar } from '#kernel/working-calendar.js';
import type { Measure } from '#policy/measure.js';
import type { AwardEvent } from './award.events.js';
import type { ProgrammeRules } from './programme-rules.js';

/**
 * What the law says, as values: published policy versions never change, so looking one up by its name is as pure as
 * carrying it in the command.
 */
export interface Rulebook {
  rulesOf(programme: string): ProgrammeRules;
  measure(policyVersion: string, measure: string): Measure | Refusal;
  readonly calendar: WorkingCalendar;
}

export type AwardDecision = Decision<AwardEvent>;
