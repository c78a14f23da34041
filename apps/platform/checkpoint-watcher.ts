import { setTimeout as sleep } from 'node:timers/promises';
import type { LogPosition } from '#event-store/envelope.js';
import { messageOf } from '#reactions/backoff.js';
import { Progress } from '#reactions/progress.js';
import type { Runner, RunnerStatus } from '#reactions/runner.js';

const ASK_AGAIN_MS = 25;

/** Stands for a runner that works in another process: it only reads how far that one has come. */
export class CheckpointWatcher implements Runner {
  readonly progress = new Progress();
  #activity: RunnerStatus['activity'] = 'stopped';
  #interrupted: RunnerStatus['interrupted'];

  constructor(
    readonly name: string,
    private readonly readCheckpoint: () => Promise<LogPosition | undefined>,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    this.#activity = 'standing-by';
    for (let failures = 0; !signal.aborted;) {
      try {
        this.progress.advance((await this.readCheckpoint()) || undefined);
        failures = 0;
        this.#interrupted = undefined;
      } catch (error) {
        failures += 1;
        this.#interrupted = { attempts: failures, error: messageOf(error) };
      }
      await sleep(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
    this.#activity = 'stopped';
  }

  status(): RunnerStatus {
    return {
      activity: this.#activity,
      position: this.progress.position,
      caughtUp: false,
      ...(this.#interrupted && { interrupted: this.#interrupted }),
    };
  }
}
