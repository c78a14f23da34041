import { Entity, PrimaryColumn } from 'typeorm';
import { BooleanColumn, IntColumn, TextColumn, TextOrNull, TextsColumn } from './columns.js';

/** What `ParkedEvent` of the reactions says; `parked_at` is the database's business. */
@Entity({ schema: 'views', name: 'parked_event' })
export class ParkedEventRow {
  @PrimaryColumn({ name: 'runner', type: 'text' }) runner: string;
  @PrimaryColumn({ name: 'position', type: 'text' }) position: string;
  @TextColumn('event_id') eventId: string;
  @TextColumn('type') type: string;
  @TextColumn('stream') stream: string;
  @IntColumn('revision') revision: number;
  @TextColumn('key') key: string;
  @TextsColumn('holds') holds: string[];
  @TextsColumn('waits_for') waitsFor: string[];
  @IntColumn('attempts') attempts: number;
  @TextOrNull('error') error: string | null;
  @BooleanColumn('skipped') skipped: boolean;
}
