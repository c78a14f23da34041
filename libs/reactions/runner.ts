import type { LogPosition, StoredEvent } from '#event-store/envelope.js';
import { messageOf } from './backoff.js';
import type { Progress } from './progress.js';

/** Something that follows the log: the process managers, or one projection. */
export interface Runner {
  readonly name: string;
  readonly progress: Pick<Progress, 'position' | 'waitUntil'>;
  /** Follows the log until `signal` aborts; failures are retried for ever and shown by `status`. */
  run(signal: AbortSignal): Promise<void>;
  status(): RunnerStatus;
}

export interface RunnerStatus {
  /** `standing-by` while another process holds the lease. */
  readonly activity: 'stopped' | 'standing-by' | 'following';
  readonly position: LogPosition | undefined;
  /** Everything committed had been handled when the log was last asked. */
  readonly caughtUp: boolean;
  /** Of a projection that is divided, what this process does with each shard. */
  readonly shards?: readonly ('stopped' | 'standing-by' | 'following')[];
  /** The event that cannot be handled; nothing after it is. */
  readonly stalled?: Stall;
  /** The log or the checkpoint cannot be reached. */
  readonly interrupted?: Interruption;
}

export interface Interruption {
  readonly attempts: number;
  readonly error: string;
}

export interface Stall extends Interruption {
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
}

export const stallAt = ({ id, type, stream }: StoredEvent, attempts: number, error: unknown): Stall => ({
  eventId: id,
  type,
  stream,
  attempts,
  error: messageOf(error),
});
