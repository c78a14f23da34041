import { Entity, PrimaryColumn } from 'typeorm';
import type { Stall } from '#reactions/runner.js';
import { IntColumn, JsonOrNull, TextColumn } from './columns.js';

/** How far the rows of a projection, or of one shard of it, have come; written in the transaction that writes the rows. */
@Entity({ schema: 'views', name: 'checkpoint' })
export class Checkpoint {
  @PrimaryColumn({ name: 'name', type: 'text' }) name: string;
  @PrimaryColumn({ name: 'shard', type: 'integer' }) shard: number;
  @IntColumn('version') version: number;
  /** Empty at the start of the log. */
  @TextColumn('position') position: string;
  /** The event that the runner cannot get over, for processes that only watch. */
  @JsonOrNull('stalled') stalled: Stall | null;
}

/** How far the process managers have come. Losing it is harmless: they are handed the events again. */
@Entity({ schema: 'views', name: 'reaction_checkpoint' })
export class ReactionCheckpoint {
  @PrimaryColumn({ name: 'name', type: 'text' }) name: string;
  @TextColumn('position') position: string;
}
