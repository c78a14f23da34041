import type { LogPosition } from '#event-store/envelope.js';

interface Waiting {
  readonly position: LogPosition;
  readonly arrived: () => void;
}

/** How far a runner has come, and a way to wait for it that does not poll. */
export class Progress {
  #position: LogPosition | undefined;
  readonly #waiting = new Set<Waiting>();
  readonly #onAwaited: () => void;

  /** @param onAwaited called whenever somebody begins to wait. */
  constructor(onAwaited: () => void = () => undefined) {
    this.#onAwaited = onAwaited;
  }

  get isAwaited(): boolean {
    return this.#waiting.size > 0;
  }

  get position(): LogPosition | undefined {
    return this.#position;
  }

  advance(position: LogPosition | undefined): void {
    if (position === undefined || this.reached(position)) return;
    this.#position = position;
    for (const waiting of this.#waiting) if (this.reached(waiting.position)) waiting.arrived();
  }

  /** Back to the start, when everything is handled again. */
  restart(): void {
    this.#position = undefined;
  }

  reached(position: LogPosition): boolean {
    return this.#position !== undefined && this.#position >= position;
  }

  /** True as soon as the event at `position` has been handled, false after `timeoutMs` or when `signal` aborts. */
  waitUntil(position: LogPosition, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    if (this.reached(position)) return Promise.resolve(true);
    if (signal?.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (arrived: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        this.#waiting.delete(waiting);
        resolve(arrived);
      };
      const aborted = (): void => end(false);
      const waiting: Waiting = { position, arrived: () => end(true) };
      const timer = setTimeout(() => end(false), Math.max(timeoutMs, 0));
      signal?.addEventListener('abort', aborted);
      this.#waiting.add(waiting);
      this.#onAwaited();
    });
  }
}
