import { types } from 'node:util';
import { assert } from '#kernel/assert.js';

/** What the batcher needs to know of a request. */
export interface Batchable {
  readonly stream: string;
  readonly sizeBytes: number;
}

export interface BatcherOptions<Request extends Batchable, Answer> {
  /** How many batches may be under way at once. */
  readonly lanes: number;
  readonly maxRequests: number;
  /** A batch stops growing here; one larger request still goes, alone. */
  readonly maxBytes: number;
  /** Answers each request, in order, by a result or by the error its caller gets. Throwing means: nothing was written. */
  readonly write: (batch: readonly Request[]) => Promise<readonly (Answer | Error)[]>;
}

export interface Batcher<Request extends Batchable, Answer> {
  readonly submit: (request: Request) => Promise<Answer>;
  /** Refuses new requests and ends when the accepted ones are answered. */
  readonly drain: () => Promise<void>;
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Lets concurrent appends share one durable commit. A batch holds at most one request per stream, and a stream is in one batch at a
 * time: requests for one stream are answered in the order they came, and a busy stream does not hold up a second lane.
 */
export const createBatcher = <Request extends Batchable, Answer>(
  options: BatcherOptions<Request, Answer>,
): Batcher<Request, Answer> => {
  let queue: Waiting<Request, Answer>[] = [];
  const busyStreams = new Set<string>();
  let busyLanes = 0;
  let waking = false;
  let drained: (() => void) | undefined;

  const wake = (): void => {
    if (waking) return;
    waking = true;
    // One turn of the event loop, so that everything that happens at the same time shares the batch.
    setImmediate(() => {
      waking = false;
      fillLanes();
    });
  };

  const fillLanes = (): void => {
    while (busyLanes < options.lanes) {
      const [batch, rest] = takeBatch(queue, busyStreams, options);
      if (batch.length === 0) break;
      queue = rest;
      void run(batch);
    }
    if (drained && queue.length === 0 && busyLanes === 0) drained();
  };

  const run = async (batch: readonly Waiting<Request, Answer>[]): Promise<void> => {
    busyLanes += 1;
    for (const { request } of batch) busyStreams.add(request.stream);
    await settle(batch, options.write);
    for (const { request } of batch) busyStreams.delete(request.stream);
    busyLanes -= 1;
    wake();
  };

  return {
    submit: async (request) => {
      assert(!drained, 'The event store is closed');
      return new Promise<Answer>((resolve, reject) => {
        queue.push({ request, resolve, reject });
        wake();
      });
    },
    drain: async () => {
      assert(!drained, 'The event store is closed twice');
      return new Promise<void>((resolve) => {
        drained = resolve;
        wake();
      });
    },
  };
};

/** Sorted by stream, because two lanes that lock streams in different orders can wait for each other. */
const takeBatch = <W extends { readonly request: Batchable }>(
  queue: readonly W[],
  busyStreams: ReadonlySet<string>,
  { maxRequests, maxBytes }: { readonly maxRequests: number; readonly maxBytes: number },
): [batch: readonly W[], rest: W[]] => {
  const batch: W[] = [];
  const rest: W[] = [];
  const taken = new Set<string>();
  let bytes = 0;
  for (const [index, waiting] of queue.entries()) {
    const { stream, sizeBytes } = waiting.request;
    const full = batch.length === maxRequests || (batch.length > 0 && bytes + sizeBytes > maxBytes);
    if (full) {
      rest.push(...queue.slice(index));
      break;
    }
    if (taken.has(stream) || busyStreams.has(stream)) {
      rest.push(waiting);
      continue;
    }
    batch.push(waiting);
    taken.add(stream);
    bytes += sizeBytes;
  }
  batch.sort((a, b) => (a.request.stream < b.request.stream ? -1 : 1));
  return [batch, rest];
};

/** A batch that fails is halved until the request that fails it is alone; its neighbours never notice. */
const settle = async <Request, Answer>(
  batch: readonly Waiting<Request, Answer>[],
  write: (batch: readonly Request[]) => Promise<readonly (Answer | Error)[]>,
): Promise<void> => {
  try {
    const answers = await write(batch.map(({ request }) => request));
    assert(answers.length === batch.length, 'Every request of a batch is answered');
    for (const [index, { resolve, reject }] of batch.entries()) {
      const answer = answers[index];
      if (types.isNativeError(answer)) reject(answer);
      else resolve(answer as Answer);
    }
  } catch (error) {
    const [only] = batch;
    if (batch.length === 1 && only)
      return only.reject(types.isNativeError(error) ? error : new Error(String(error)));
    const middle = batch.length >> 1;
    await settle(batch.slice(0, middle), write);
    await settle(batch.slice(middle), write);
  }
};
