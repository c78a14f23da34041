import type { LogPosition } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import type { Runner } from './runner.js';

/** What `settled` waits for. */
export interface Runners {
  readonly process: Pick<Runner, 'progress'>;
  readonly projections: readonly Pick<Runner, 'progress'>[];
}

/** True as soon as the runner has handled the event at `position`, false after `timeoutMs` or when `signal` aborts. */
export const waitUntil = (
  runner: Pick<Runner, 'progress'>,
  position: LogPosition,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> => runner.progress.waitUntil(position, timeoutMs, signal);

/**
 * Whether a command's consequences have all happened and can be seen.
 *
 * True means: the process managers have handled `position` and everything written because of it, down to the last
 * consequence; and every projection shows it. The process runner handles the log in order and finishes an event only after all
 * that it writes is appended. So the consequences of everything up to a position it has handled lie at or before a head
 * read afterwards, and when that head is itself handled, nothing is under way.
 *
 * False means only that this was not so within `timeoutMs`, or before `signal` aborted: because a runner is behind, stalled or active in another
 * process, or because others wrote to the log without a pause. Nothing is lost then; ask again or let the reader come back.
 */
export const settled = async (
  store: Pick<EventStore, 'head'>,
  runners: Runners,
  position: LogPosition,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> => {
  const deadlineMs = performance.now() + timeoutMs;
  const remainingMs = (): number => deadlineMs - performance.now();
  let head = position;
  for (;;) {
    if (!(await waitUntil(runners.process, head, remainingMs(), signal))) return false;
    const newHead = (await store.head()) ?? head;
    if ((runners.process.progress.position ?? '') >= newHead) {
      head = newHead;
      break;
    }
    head = newHead;
  }
  const seen = await Promise.all(
    runners.projections.map((runner) => waitUntil(runner, head, remainingMs(), signal)),
  );
  return seen.every(Boolean);
};
