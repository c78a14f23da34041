import { Entity, PrimaryColumn } from 'typeorm';
import type { Actor } from '#kernel/actor.js';
import type { Refusal } from '#kernel/refusal.js';
import type { Award } from '#programmes/award/award.js';
import type { Derivation } from '#programmes/award/derivation.js';
import { IntColumn, JsonColumn, JsonOrNull, TextColumn, TextOrNull, TextsColumn } from '../columns.js';
import type { Assessment, Ending, Publicity, TrancheNote } from './award-record.js';

/** One award. `state` is the domain's own fold; beside it stands what screens show and deciders do not need. */
@Entity({ schema: 'views', name: 'award' })
export class AwardRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('stream') stream: string;
  @IntColumn('revision') revision: number;
  @TextColumn('position') position: string;
  @TextColumn('programme') programme: string;
  @TextColumn('measure') measure: string;
  @TextColumn('status') status: string;
  @TextsColumn('parties') parties: string[];
  @TextColumn('applied_on') appliedOn: string;
  @TextOrNull('approved_on') approvedOn: string | null;
  @JsonColumn('state') state: Award;
  @JsonOrNull('derivation') derivation: Derivation | null;
  @JsonOrNull('publicity') publicity: Publicity | null;
  @JsonColumn('assessments') assessments: readonly Assessment[];
  @JsonColumn('tranche_notes') trancheNotes: Readonly<Record<string, TrancheNote>>;
  @JsonOrNull('ending') ending: Ending | null;
}

/** One event of an award, as its history shows it. */
@Entity({ schema: 'views', name: 'award_event' })
export class AwardEventRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('award') award: string;
  @IntColumn('revision') revision: number;
  @TextColumn('position') position: string;
  @TextColumn('type') type: string;
  @JsonColumn('data') data: object;
  @TextColumn('effective_on') effectiveOn: string;
  @TextColumn('recorded_at') recordedAt: string;
  @JsonColumn('actor') actor: Actor;
  @TextOrNull('policy_version') policyVersion: string | null;
  @JsonOrNull('refusal') refusal: Refusal | null;
}
