import { Entity, PrimaryColumn } from 'typeorm';
import { IntColumn, TextColumn } from './columns.js';

/** How far the rows of a projection have come; written in the transaction that writes the rows. */
@Entity({ schema: 'views', name: 'checkpoint' })
export class Checkpoint {
  @PrimaryColumn({ name: 'name', type: 'text' }) name: string;
  @IntColumn('version') version: number;
  /** Empty at the start of the log. */
  @TextColumn('position') position: string;
}

/** How far the process managers have come. Losing it is harmless: they are handed the events again. */
@Entity({ schema: 'views', name: 'reaction_checkpoint' })
export class ReactionCheckpoint {
  @PrimaryColumn({ name: 'name', type: 'text' }) name: string;
  @TextColumn('position') position: string;
}
