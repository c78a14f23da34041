import type { StoredEvent } from '#event-store/envelope.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { sampleEvent, sampleEvents } from '#event-store/sample-events.js';
import { type Lease, leaseWithinProcess } from './lease.js';
import { settled } from './log-waiter.js';
import { NotReady } from './outage.js';
import { parkedInMemory } from './parked-in-memory.js';
import { ProcessRunner, type ProcessRunnerOptions } from './process-runner.js';
import type { CheckpointStore, Reaction } from './reaction.js';

const backoff = { firstMs: 1, longestMs: 2, random: () => 0 };
const TIMEOUT_MS = 2_000;

const checkpointsInMemory = (): CheckpointStore & { readonly saved: string[] } => {
  const saved: string[] = [];
  return {
    saved,
    load: async () => saved.at(-1),
    save: async (_name, position) => void saved.push(position),
  };
};

const labelOf = ({ data }: StoredEvent): string =>
  [data['name'] as string, data['index'] as number | undefined]
    .filter((part) => part !== undefined)
    .join('/');

const recording = (seen: string[], fail: (event: StoredEvent) => boolean = () => false): Reaction => ({
  name: 'recording',
  handle: async (event) => {
    seen.push(labelOf(event));
    if (fail(event)) throw new NotReady('the cap cannot be reached');
  },
});

const world = () => {
  const store = openMemoryEventStore();
  const checkpoints = checkpointsInMemory();
  const stop = new AbortController();
  const runner = (
    options: Partial<ProcessRunnerOptions> & Pick<ProcessRunnerOptions, 'reactions'>,
  ): ProcessRunner =>
    new ProcessRunner({
      name: 'payments',
      store,
      checkpoints,
      parkedEvents: parkedInMemory(),
      precedenceOf: ({ stream }) => ({ holds: [stream], waitsFor: [stream] }),
      lease: leaseWithinProcess(),
      backoff,
      ...options,
    });
  return { store, checkpoints, stop, runner };
};

describe('the runner of process managers', () => {
  it('hands every event to its reactions in the order of the log, and saves the last one', async () => {
    const { store, checkpoints, stop, runner } = world();
    const seen: string[] = [];
    await store.append('a', 'none', sampleEvents('a', 2));
    await store.append('b', 'none', sampleEvents('b', 2));
    const subject = runner({ reactions: [recording(seen)] });
    const running = subject.run(stop.signal);
    const { position } = await store.append('a', 1, [sampleEvent('a-late')]);
    expect(await subject.progress.waitUntil(position, TIMEOUT_MS)).toBe(true);
    stop.abort();
    await running;
    expect(seen).toEqual(['a/0', 'a/1', 'b/0', 'b/1', 'a-late']);
    expect(checkpoints.saved.at(-1)).toBe(position);
    expect(subject.status()).toMatchObject({ activity: 'stopped', position });
  });

  it('stays on an event in an outage, says so, and handles nothing after it until it succeeds', async () => {
    const { store, checkpoints, stop, runner } = world();
    const seen: string[] = [];
    let broken = true;
    const { position } = await store.append('a', 'none', sampleEvents('a', 3));
    const subject = runner({ reactions: [recording(seen, (event) => broken && labelOf(event) === 'a/1')] });
    const running = subject.run(stop.signal);
    expect(await subject.progress.waitUntil(position, 50)).toBe(false);
    expect(subject.status()).toMatchObject({
      caughtUp: false,
      stalled: { type: 'TrancheClaimed', stream: 'a', error: 'the cap cannot be reached' },
    });
    expect(seen).not.toContain('a/2');
    expect(checkpoints.saved).toEqual([subject.progress.position]);
    broken = false;
    expect(await subject.progress.waitUntil(position, TIMEOUT_MS)).toBe(true);
    expect(subject.status().stalled).toBeUndefined();
    stop.abort();
    await running;
  });

  it('repeats only the reaction that failed', async () => {
    const { store, stop, runner } = world();
    const first: string[] = [];
    const second: string[] = [];
    let failures = 2;
    const { position } = await store.append('a', 'none', [sampleEvent('a')]);
    const subject = runner({ reactions: [recording(first), recording(second, () => failures-- > 0)] });
    const running = subject.run(stop.signal);
    await subject.progress.waitUntil(position, TIMEOUT_MS);
    stop.abort();
    await running;
    expect([first.length, second.length]).toEqual([1, 3]);
  });

  it('hands an event over again when the process died between handling it and saving the checkpoint', async () => {
    const { store, checkpoints, runner } = world();
    const seen: string[] = [];
    const { position } = await store.append('a', 'none', sampleEvents('a', 2));
    const crash = new AbortController();
    const dying: CheckpointStore = {
      load: checkpoints.load,
      save: async () => {
        crash.abort();
        throw new Error('killed');
      },
    };
    await runner({ reactions: [recording(seen)], checkpoints: dying }).run(crash.signal);
    expect(seen).toEqual(['a/0']);

    const stop = new AbortController();
    const survivor = runner({ reactions: [recording(seen)] });
    const running = survivor.run(stop.signal);
    await survivor.progress.waitUntil(position, TIMEOUT_MS);
    stop.abort();
    await running;
    expect(seen).toEqual(['a/0', 'a/0', 'a/1']);
  });

  it('leaves out events of types that a reaction does not name, and saves their position only when it has caught up', async () => {
    const { store, checkpoints, stop, runner } = world();
    const seen: string[] = [];
    const { position } = await store.append('a', 'none', sampleEvents('a', 3));
    const subject = runner({ reactions: [{ ...recording(seen), types: ['TranchePaid'] }] });
    const running = subject.run(stop.signal);
    await subject.progress.waitUntil(position, TIMEOUT_MS);
    await new Promise(setImmediate);
    stop.abort();
    await running;
    expect(seen).toEqual([]);
    expect(checkpoints.saved).toEqual([position]);
  });

  it('lets only one of two processes work, and the other go on where it stopped', async () => {
    const { store, runner } = world();
    const lease = leaseWithinProcess();
    const seen: string[] = [];
    const [stopFirst, stopSecond] = [new AbortController(), new AbortController()];
    const one = await store.append('a', 'none', [sampleEvent('one')]);
    const first = runner({ reactions: [recording(seen)], lease });
    const second = runner({ reactions: [recording(seen)], lease });
    const running = [first.run(stopFirst.signal), second.run(stopSecond.signal)];
    await first.progress.waitUntil(one.position, TIMEOUT_MS);
    expect(second.status().activity).toBe('standing-by');
    stopFirst.abort();
    const two = await store.append('a', 0, [sampleEvent('two')]);
    expect(await second.progress.waitUntil(two.position, TIMEOUT_MS)).toBe(true);
    stopSecond.abort();
    await Promise.all(running);
    expect(seen).toEqual(['one', 'two']);
  });

  it('stops when its lease is lost and waits for it again', async () => {
    const { store, stop, runner } = world();
    const seen: string[] = [];
    const losing = new AbortController();
    let acquired = 0;
    const lease: Lease = {
      acquire: async () => {
        acquired += 1;
        return { lost: acquired === 1 ? losing.signal : stop.signal, release: async () => undefined };
      },
    };
    const one = await store.append('a', 'none', [sampleEvent('one')]);
    const subject = runner({ reactions: [recording(seen)], lease });
    const running = subject.run(stop.signal);
    await subject.progress.waitUntil(one.position, TIMEOUT_MS);
    losing.abort();
    const two = await store.append('a', 0, [sampleEvent('two')]);
    await subject.progress.waitUntil(two.position, TIMEOUT_MS);
    stop.abort();
    await running;
    expect([acquired, seen]).toEqual([2, ['one', 'two']]);
  });
});

describe('waiting until a command has settled', () => {
  /** Every event asks for the next one: claimed → reserved → committed → released. */
  const chain = (store: ReturnType<typeof openMemoryEventStore>, length: number): Reaction => ({
    name: 'chain',
    handle: async (event) => {
      const step = Number(event.data['step'] ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (step < length)
        await store.append(`s${step}`, 'any', [sampleEvent(`step ${step}`, { step: step + 1 })]);
    },
  });

  it('includes the consequences of consequences, and every projection', async () => {
    const { store, stop, runner } = world();
    const subject = runner({ reactions: [chain(store, 4)] });
    const projection = runner({
      reactions: [recording([])],
      name: 'projection',
      checkpoints: checkpointsInMemory(),
    });
    const running = [subject.run(stop.signal), projection.run(stop.signal)];
    const { position } = await store.append('start', 'none', [sampleEvent('start', { step: 0 })]);
    const runners = { process: subject, projections: [projection] };
    expect(await settled(store, runners, position, TIMEOUT_MS)).toBe(true);
    const head = await store.head();
    expect([subject.progress.position, projection.progress.position]).toEqual([head, head]);
    expect(head).toBe('0000000000000005');
    stop.abort();
    await Promise.all(running);
  });

  it.each(['process', 'projection'])('is not settled while the %s runner stands still', async (still) => {
    const { store, stop, runner } = world();
    const subject = runner({ reactions: [recording([])] });
    const projection = runner({
      reactions: [recording([])],
      name: 'projection',
      checkpoints: checkpointsInMemory(),
    });
    const running = (still === 'process' ? projection : subject).run(stop.signal);
    const { position } = await store.append('start', 'none', [sampleEvent('start')]);
    expect(await settled(store, { process: subject, projections: [projection] }, position, 50)).toBe(false);
    stop.abort();
    await running;
  });
});
