import type { StoredEvent } from '#event-store/envelope.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { sampleEvent } from '#event-store/sample-events.js';
import { leaseWithinProcess } from './lease.js';
import { OPERATIONS_STREAM } from './operations.js';
import { isOutage, NotReady } from './outage.js';
import { parkedInMemory } from './parked-in-memory.js';
import type { ParkedEvent, Precedence } from './parking.js';
import { ProcessRunner } from './process-runner.js';
import type { CheckpointStore } from './reaction.js';

const backoff = { firstMs: 1, longestMs: 2, random: () => 0 };
const TIMEOUT_MS = 2_000;

/** An office of two awards: events are named `award/what`; what is in `poison` cannot be handled. */
const office = () => {
  const store = openMemoryEventStore();
  const parked = parkedInMemory();
  const lease = leaseWithinProcess();
  const poison = new Set<string>();
  const handled: string[] = [];
  const alarms: string[] = [];
  const saved: string[] = [];
  const checkpoints: CheckpointStore = {
    load: async () => saved.at(-1),
    save: async (_name, position) => void saved.push(position),
  };
  const precedenceOf = ({ stream, data }: StoredEvent): Precedence => ({
    holds: [stream],
    waitsFor: [stream, ...((data['after'] as string[] | undefined) ?? [])],
  });
  const reaction = {
    name: 'paying',
    types: ['TrancheClaimed'],
    handle: async ({ data }: StoredEvent): Promise<void> => {
      const name = data['name'] as string;
      if (poison.has(name)) throw new Error(`${name} cannot be handled`);
      handled.push(name);
    },
  };
  const start = (overrides: { checkpoints?: CheckpointStore; store?: typeof store } = {}) => {
    const stop = new AbortController();
    const runner = new ProcessRunner({
      name: 'payments',
      store,
      reactions: [reaction],
      checkpoints,
      parkedEvents: parked,
      precedenceOf,
      lease,
      backoff,
      onParked: ({ key, type, attempts }) => alarms.push(`${key} ${type} ${attempts}`),
      ...overrides,
    });
    const running = runner.run(stop.signal);
    const finish = async (): Promise<void> => {
      stop.abort();
      await running;
    };
    return { runner, stop, running, finish };
  };
  const write = async (name: string, after?: readonly string[]): Promise<string> => {
    const [stream = ''] = name.split('/');
    return (
      await store.append(stream, 'any', [sampleEvent(name, { name, ...(after && { after: [...after] }) })])
    ).position;
  };
  let orders = 0;
  const order = async (type: string, data: Record<string, string>): Promise<string> => {
    orders += 1;
    const event = { ...sampleEvent(`order ${orders}`, data), type };
    return (await store.append(OPERATIONS_STREAM, 'any', [event])).position;
  };
  const retry = (key: string): Promise<string> => order('ParkedKeyRetried', { key });
  const skip = (eventId: string): Promise<string> => order('ParkedEventSkipped', { eventId });
  const rows = (): readonly ParkedEvent[] =>
    [...parked.rows.values()].sort((one, other) => (one.position < other.position ? -1 : 1));
  const shown = (): string[] =>
    rows().map(({ stream, key, attempts, skipped }) =>
      `${stream} ${key} ${attempts} ${skipped ? 'skipped' : ''}`.trim(),
    );
  return { store, poison, handled, alarms, saved, checkpoints, start, write, retry, skip, rows, shown };
};

describe('a poison event (design, promise 12)', () => {
  it('parks its key with all later events of it after five tries, while others flow, and raises an alarm', async () => {
    const { poison, handled, alarms, start, write, shown, saved } = office();
    poison.add('a/1');
    await write('a/1');
    await write('b/1');
    await write('a/2');
    const last = await write('b/2');
    const { runner, finish } = start();
    expect(await runner.progress.waitUntil(last, TIMEOUT_MS)).toBe(true);
    await finish();
    expect(handled).toEqual(['b/1', 'b/2']);
    expect(shown()).toEqual(['a a 5', 'a a 0']);
    expect(alarms).toEqual(['a TrancheClaimed 5', 'a TrancheClaimed 0']);
    expect(saved.at(-1)).toBe(last);
    expect(runner.status().stalled).toBeUndefined();
  });

  it('is retried with everything behind it, in log order, when a person says so', async () => {
    const { poison, handled, start, write, retry, shown } = office();
    poison.add('a/1');
    for (const name of ['a/1', 'b/1', 'a/2', 'a/3']) await write(name);
    const { runner, finish } = start();
    const early = await retry('a');
    await runner.progress.waitUntil(early, TIMEOUT_MS);
    expect([handled, shown()]).toEqual([['b/1'], ['a a 10', 'a a 0', 'a a 0']]);
    poison.clear();
    await runner.progress.waitUntil(await retry('a'), TIMEOUT_MS);
    await runner.progress.waitUntil(await write('a/4'), TIMEOUT_MS);
    await finish();
    expect([handled, shown()]).toEqual([['b/1', 'a/1', 'a/2', 'a/3', 'a/4'], []]);
  });

  it('is left alone by the retry of another key', async () => {
    const { poison, handled, start, write, retry, shown } = office();
    poison.add('a/1').add('b/1');
    for (const name of ['a/1', 'b/1', 'b/2']) await write(name);
    const { runner, finish } = start();
    await runner.progress.waitUntil('0000000000000003', TIMEOUT_MS);
    expect(shown()).toEqual(['a a 5', 'b b 5', 'b b 0']);
    poison.clear();
    await runner.progress.waitUntil(await retry('b'), TIMEOUT_MS);
    await finish();
    expect([handled, shown()]).toEqual([['b/1', 'b/2'], ['a a 5']]);
  });

  it('can be skipped: those behind it go on, and it is not handled when it is handed over once more', async () => {
    const { poison, handled, start, write, skip, rows, shown, saved } = office();
    poison.add('a/1');
    for (const name of ['a/1', 'a/2', 'a/3']) await write(name);
    const first = start();
    await first.runner.progress.waitUntil('0000000000000003', TIMEOUT_MS);
    const skipped = await skip(rows()[0]?.eventId ?? '');
    await first.runner.progress.waitUntil(skipped, TIMEOUT_MS);
    await first.finish();
    expect([handled, shown()]).toEqual([['a/2', 'a/3'], ['a a 5 skipped']]);
    poison.clear();
    saved.length = 0;
    const again = start();
    await again.runner.progress.waitUntil(skipped, TIMEOUT_MS);
    await again.finish();
    expect(handled).toEqual(['a/2', 'a/3', 'a/2', 'a/3']);
  });

  it('holds back an event of another key that waits for it, and nothing else of that key', async () => {
    const { poison, handled, start, write, retry, shown } = office();
    poison.add('a/1');
    await write('a/1');
    await write('batch/1', ['a']);
    const last = await write('b/1');
    const { runner, finish } = start();
    await runner.progress.waitUntil(last, TIMEOUT_MS);
    expect([handled, shown()]).toEqual([['b/1'], ['a a 5', 'batch a 0']]);
    poison.clear();
    await runner.progress.waitUntil(await retry('a'), TIMEOUT_MS);
    await finish();
    expect([handled, shown()]).toEqual([['b/1', 'a/1', 'batch/1'], []]);
  });

  it('is parked once when the process dies between parking it and saving the checkpoint', async () => {
    const { poison, handled, checkpoints, start, write, shown, alarms } = office();
    poison.add('a/1');
    await write('a/1');
    const last = await write('a/2');
    const dying = { ...checkpoints, save: () => Promise.reject(new Error('killed')) };
    const first = start({ checkpoints: dying });
    while (!first.runner.status().interrupted) await new Promise((resolve) => setTimeout(resolve, 1));
    await first.finish();
    expect(shown()).toEqual(['a a 5']);
    const survivor = start();
    await survivor.runner.progress.waitUntil(last, TIMEOUT_MS);
    await survivor.finish();
    expect([handled, shown()]).toEqual([[], ['a a 5', 'a a 0']]);
    expect(alarms.filter((alarm) => alarm.endsWith('5'))).toHaveLength(1);
  });

  it('stays parked when another worker takes over, which carries out the retry', async () => {
    const { poison, handled, start, write, retry, shown } = office();
    poison.add('a/1');
    const position = await write('a/1');
    const first = start();
    await first.runner.progress.waitUntil(position, TIMEOUT_MS);
    const second = start();
    await first.finish();
    const late = await write('a/2');
    await second.runner.progress.waitUntil(late, TIMEOUT_MS);
    expect([handled, shown()]).toEqual([[], ['a a 5', 'a a 0']]);
    poison.clear();
    await second.runner.progress.waitUntil(await retry('a'), TIMEOUT_MS);
    await second.finish();
    expect([handled, shown()]).toEqual([['a/1', 'a/2'], []]);
  });

  it('is not parked while the log cannot be read: then nothing is the fault of an event', async () => {
    const { store, poison, start, write, shown } = office();
    poison.add('a/1');
    await write('a/1');
    const unreachable = { ...store, head: () => Promise.reject(new Error('no answer')) };
    const { runner, finish } = start({ store: unreachable });
    while (!runner.status().interrupted) await new Promise((resolve) => setTimeout(resolve, 1));
    await finish();
    expect(shown()).toEqual([]);
  });
});

describe('what counts as an outage', () => {
  const withCode = (code: string): Error => Object.assign(new Error('failed'), { code });

  it.each([
    ['a refused connection', withCode('ECONNREFUSED'), true],
    ['a server that shuts down', withCode('57P01'), true],
    ['a deadlock', withCode('40P01'), true],
    ['a cause that is one', new Error('append failed', { cause: withCode('08006') }), true],
    ['read models that are behind', new NotReady('behind'), true],
    ['a value that does not fit its column', withCode('22003'), false],
    ['a broken uniqueness', withCode('23505'), false],
    ['a wrong argument', withCode('ERR_INVALID_ARG_TYPE'), false],
    ['a bug', new TypeError('x is undefined'), false],
  ])('%s: %#', (_, error, expected) => {
    expect(isOutage(error)).toBe(expected);
  });
});
