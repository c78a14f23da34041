import type { AllStreamResolvedEvent, EventStoreDBClient } from '@eventstore/db-client';
import type { LogPosition } from '../envelope.js';
import type { FollowOptions, LogItem } from '../event-store.js';
import { isTransient, NoAnswer } from './failures.js';
import { listen, type Open } from './listen.js';
import { assertReached, isReached } from './log-place.js';
import { readHead, type Source, storedInLog, subscription } from './read-events.js';
import { backOff, QUIET } from './waiting.js';

export interface Patience {
  /** How soon after the last event the follower looks whether it has caught up. */
  readonly pauseMs: number;
  /** How often it looks whether the log goes on while the subscription says nothing. */
  readonly probeMs: number;
  /** How long a subscription may say nothing although the log goes on, before it is given up. */
  readonly stallMs: number;
  readonly longestBackOffMs: number;
}

/** Looking at the head costs a call, so a follower that is behind looks less and less often, but not less than this. */
const LONGEST_PAUSE_MS = 200;

/** Where a follower is; the next subscription starts here. */
interface Progress {
  readonly position: LogPosition | undefined;
  readonly saidCaughtUp: boolean;
}

/**
 * Follows by catch-up subscription. A subscription that ends, fails or falls silent is replaced by one that starts after the last
 * event handed over, as often as it takes. Only what would fail again ends the follower.
 */
export async function* follow(
  source: Source,
  patience: Patience,
  { after, signal }: FollowOptions,
): AsyncGenerator<LogItem> {
  if (signal.aborted) return;
  let progress: Progress = { position: after, saidCaughtUp: false };
  let begun = false;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      if (!begun) assertReached(after, await readHead(source));
      begun = true;
      for await (const item of followOnce(source, patience, progress, signal)) {
        if (signal.aborted) return;
        yield item;
        failures = 0;
        progress =
          item.kind === 'event'
            ? { position: item.event.position, saidCaughtUp: false }
            : { position: item.position, saidCaughtUp: true };
      }
    } catch (error) {
      // A store that is closed answers nobody any more.
      if (signal.aborted) return;
      if (!begun || !isTransient(error)) throw error;
    }
    await backOff(failures, patience.longestBackOffMs, signal);
  }
}

/**
 * One subscription. Whether it has caught up is decided by comparing the head of the log with the last event handed over; the
 * client's own `caughtUp` and checkpoints overtake the events that still wait in its buffer.
 */
async function* followOnce(
  source: Source,
  { pauseMs, probeMs, stallMs }: Patience,
  progress: Progress,
  signal: AbortSignal,
): AsyncGenerator<LogItem> {
  let { position, saidCaughtUp } = progress;
  let patienceMs = saidCaughtUp ? probeMs : pauseMs;
  let behindMs: number | undefined;
  let used: EventStoreDBClient | undefined;
  const open = subscription(source, position);
  const opening: Open = (client) => open((used = client));
  for await (const heard of listen<AllStreamResolvedEvent>(
    source.connection,
    opening,
    () => patienceMs,
    signal,
  )) {
    if (heard !== QUIET) {
      const event = storedInLog(heard, source.prefix);
      if (position !== undefined && event.position <= position) continue;
      position = event.position;
      [saidCaughtUp, patienceMs, behindMs] = [false, saidCaughtUp ? pauseMs : patienceMs, undefined];
      yield { kind: 'event', event };
    } else if (isReached(await readHead(source), position)) {
      if (!saidCaughtUp) yield { kind: 'caught-up', position };
      [saidCaughtUp, patienceMs, behindMs] = [true, probeMs, undefined];
    } else {
      behindMs = behindMs === undefined ? 0 : behindMs + patienceMs;
      patienceMs = saidCaughtUp && behindMs === 0 ? pauseMs : Math.min(patienceMs * 2, LONGEST_PAUSE_MS);
      if (behindMs < stallMs) continue;
      if (used) source.connection.replace(used);
      throw new NoAnswer('following the log', behindMs);
    }
  }
}
