import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { sampleEvent } from '#event-store/sample-events.js';
import { leaseWithinProcess } from './lease.js';
import { OPERATIONS_STREAM } from './operations.js';
import { parkedInMemory } from './parked-in-memory.js';
import { ProcessRunner, type ProcessRunnerOptions } from './process-runner.js';

const TIMEOUT_MS = 300;

type Defect = Partial<ProcessRunnerOptions>;

/**
 * One poison event in key a, with others behind it and beside it; then it is skipped, and a process that lost its checkpoint is
 * handed everything again. @returns which promises were broken.
 */
const play = async (defect: Defect): Promise<readonly string[]> => {
  const store = openMemoryEventStore();
  const parkedEvents = parkedInMemory();
  const handled: string[] = [];
  let isPoisoned = true;
  const run = async (upTo: string): Promise<void> => {
    const stop = new AbortController();
    const runner = new ProcessRunner({
      name: 'payments',
      store,
      reactions: [
        {
          name: 'paying',
          types: ['TrancheClaimed'],
          handle: async ({ data }) => {
            if (isPoisoned && data['name'] === 'a/1') throw new Error('cannot be handled');
            handled.push(data['name'] as string);
          },
        },
      ],
      checkpoints: { load: async () => undefined, save: async () => undefined },
      parkedEvents,
      precedenceOf: ({ stream }) => ({ holds: [stream], waitsFor: [stream] }),
      lease: leaseWithinProcess(),
      backoff: { firstMs: 1, longestMs: 2, random: () => 0 },
      ...defect,
    });
    const running = runner.run(stop.signal);
    await runner.progress.waitUntil(upTo, TIMEOUT_MS);
    stop.abort();
    await running;
  };
  for (const name of ['a/1', 'b/1', 'a/2'])
    await store.append(name.slice(0, 1), 'any', [sampleEvent(name, { name })]);
  await run('0000000000000003');
  const broken: string[] = [];
  if (!handled.includes('b/1')) broken.push('others flow');
  if (handled.includes('a/2')) broken.push('the key is held');
  const eventId = sampleEvent('a/1').id;
  const order = { ...sampleEvent('skip', { eventId }), type: 'ParkedEventSkipped' };
  const { position } = await store.append(OPERATIONS_STREAM, 'none', [order]);
  await run(position);
  isPoisoned = false;
  await run(position);
  if (handled.includes('a/1')) broken.push('a skipped event is never handled again');
  return broken;
};

describe('the proof of promise 12', () => {
  it('finds nothing broken in the runner as it is', async () => {
    expect(await play({})).toEqual([]);
  });

  const forgetful = (): Defect => {
    const parked = parkedInMemory();
    return {
      parkedEvents: {
        ...parked,
        put: (runner, row) => (row.skipped ? parked.remove(runner, row.position) : parked.put(runner, row)),
      },
    };
  };

  it.each<readonly [string, Defect, string]>([
    ['never parks, so the whole runner stops', { triesBeforeParking: Infinity }, 'others flow'],
    ['holds no key', { precedenceOf: ({ id }) => ({ holds: [id], waitsFor: [id] }) }, 'the key is held'],
    ['forgets what was skipped', forgetful(), 'a skipped event is never handled again'],
  ])('goes red for a runner that %s', async (_, defect, promise) => {
    expect(await play(defect)).toContain(promise);
  });
});
