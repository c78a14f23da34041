import type { AllStreamRecordedEvent, Position } from '@eventstore/db-client';
import { assert } from '#kernel/assert.js';
import type { LogPosition } from '../envelope.js';
import { EventCorrupted } from '../event-store.js';

/** A position is two unsigned 64-bit numbers, so twenty digits each make text order the order of the log. */
const DIGITS = 20;

const digits = (value: bigint): string => value.toString().padStart(DIGITS, '0');

/** `00000000000000001234:00000000000000001234`: commit and prepare position, because the server accepts no other number. */
export const logPositionOf = ({ commit, prepare }: Position): LogPosition =>
  `${digits(commit)}:${digits(prepare)}`;

/** @throws InvariantBroken for the position of another engine's log, for instance a checkpoint from before a migration. */
export const placeOf = (position: LogPosition): Position => {
  const [commit, prepare] = /^\d{20}:\d{20}$/.test(position) ? position.split(':') : [];
  assert(commit !== undefined && prepare !== undefined, `Not a position of this log: ${position}`);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

/** Server versions before 22.6 do not say where an event of a stream is in the log. */
export const positionOf = (
  event: Pick<AllStreamRecordedEvent, 'id'> & { position?: Position },
): LogPosition => {
  assert(
    event.position,
    `The server does not tell the position of event ${event.id}; it must be 22.6 or later`,
  );
  return logPositionOf(event.position);
};

/** The start of the log comes before every position. */
export const isReached = (position: LogPosition | undefined, head: LogPosition | undefined): boolean =>
  (position ?? '') <= (head ?? '');

/** A checkpoint after the head belongs to another log, or to this one before it was restored from an older copy. */
export const assertReached = (position: LogPosition | undefined, head: LogPosition | undefined): void => {
  if (position !== undefined) placeOf(position);
  if (!isReached(position, head)) {
    throw new EventCorrupted(position ?? 'its start', `the log ends at ${head ?? 'its start'}`);
  }
};
