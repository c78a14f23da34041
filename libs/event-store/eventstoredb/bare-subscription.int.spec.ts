import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  EventStoreDBClient,
  type Position,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import type { ReadFault } from '../../../test/protocol-server/faults.js';
import { type ProtocolServer, startProtocolServer } from '../../../test/protocol-server/protocol-server.js';
import type { LogPosition } from '../envelope.js';
import type { EventStore } from '../event-store.js';
import { sampleEvents } from '../sample-events.js';
import { openEventStoreDbEventStore } from './eventstoredb-event-store.js';

/**
 * What the adapter adds to the client's subscription is shown by doing the same without it: each scenario is run on the port, which
 * hands every event over once, and on the bare client as its documentation uses it, which loses some.
 */
const patience = { pauseMs: 10, probeMs: 100, stallMs: 200, longestBackOffMs: 100 };
/** Several times as long as the adapter takes to notice and come back. */
const LONG_ENOUGH_MS = 1_500;

describe('A subscription to EventStoreDB', () => {
  let server: ProtocolServer;
  let store: EventStore;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    server = await startProtocolServer();
    store = openEventStoreDbEventStore({ url: server.url, readMs: 500, appendMs: 500, patience });
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterEach(async () => {
    await Promise.all([store.close(), client.dispose()]);
    server.stop();
  });

  const write = async (name: string, count: number): Promise<string[]> => {
    const events = sampleEvents(name, count);
    await store.append(name, 'none', events);
    return events.map(({ id }) => id);
  };
  const bare = (after?: Position, checkpointReached?: (position: Position) => void): AllStreamSubscription =>
    client.subscribeToAll({
      fromPosition: after ?? START,
      filter: streamNameFilter({
        prefixes: ['tranche.'],
        maxSearchWindow: 1,
        checkpointInterval: 1,
        ...(checkpointReached && {
          checkpointReached: async (_subscription: AllStreamSubscription, position: Position) =>
            checkpointReached(position),
        }),
      }),
    });

  const LOST: readonly (readonly [string, ReadFault, readonly string[]])[] = [
    ['by an error', { kind: 'drop', after: 3, code: status.UNAVAILABLE }, ['error']],
    ['by an end that looks regular', { kind: 'end', after: 3 }, ['end']],
    ['by silence', { kind: 'mute', after: 3 }, []],
  ];

  it.each(LOST)('that is lost %s is taken up again where it was', async (_how, fault) => {
    const written = await write('before', 10);
    server.faults.subscribe.push(fault);
    const seen: string[] = [];
    const stop = new AbortController();
    const following = (async () => {
      for await (const item of store.follow({ signal: stop.signal })) {
        if (item.kind === 'event') seen.push(item.event.id);
      }
    })();
    await sleep(200);
    written.push(...(await write('meanwhile', 10)));
    await sleep(LONG_ENOUGH_MS);
    stop.abort();
    await following;
    expect(seen).toEqual(written);
  });

  it.each(LOST)(
    'that is lost %s would bring nothing more, if left to the client',
    async (_how, fault, heard) => {
      const written = await write('before', 10);
      server.faults.subscribe.push(fault);
      const seen: (string | undefined)[] = [];
      const told: string[] = [];
      const subscription = bare();
      subscription.on('data', ({ event }) => seen.push(event?.id));
      for (const name of ['error', 'end', 'close'] as const) subscription.on(name, () => told.push(name));
      await sleep(200);
      written.push(...(await write('meanwhile', 10)));
      await sleep(LONG_ENOUGH_MS);
      expect(seen).toEqual(written.slice(0, 3));
      // Whoever is told at all has to come back by himself; silence says nothing to anybody.
      expect(told.filter((name) => name !== 'close')).toEqual(heard);
    },
  );

  it('or a read of a stream that a server ends early would be taken for whole, if left to the client', async () => {
    const written = await write('whole', 10);
    server.faults.read.push({ kind: 'end', after: 3 });
    const seen: (string | undefined)[] = [];
    for await (const { event } of client.readStream('tranche.whole')) seen.push(event?.id);
    expect(seen).toEqual(written.slice(0, 3));
  });

  describe('whose reader is slow and dies after the third of ten events', () => {
    it('is taken up after the third, whatever the server had sent by then', async () => {
      const written = await write('slow', 10);
      const seen: string[] = [];
      let handled: LogPosition | undefined;
      for await (const item of store.follow({ signal: AbortSignal.timeout(10_000) })) {
        await sleep(30);
        if (item.kind !== 'event') continue;
        seen.push(item.event.id);
        handled = item.event.position;
        if (seen.length === 3) break;
      }
      for await (const item of store.follow({ after: handled, signal: AbortSignal.timeout(10_000) })) {
        if (item.kind === 'caught-up') break;
        seen.push(item.event.id);
      }
      expect(seen).toEqual(written);
    });

    it('would skip events for good, if the checkpoints of the client were kept', async () => {
      const written = await write('slow', 10);
      const seen: (string | undefined)[] = [];
      let kept: Position | undefined;
      const dying = bare(undefined, (position) => (kept = position));
      for await (const { event } of dying) {
        await sleep(30);
        seen.push(event?.id);
        if (seen.length === 3) break;
      }
      expect(kept).toBeDefined();
      const survivor = bare(kept);
      survivor.on('data', ({ event }) => seen.push(event?.id));
      await sleep(LONG_ENOUGH_MS);
      await survivor.unsubscribe();
      expect(seen.slice(0, 3)).toEqual(written.slice(0, 3));
      expect(seen.length).toBeLessThan(written.length);
    });
  });
});
