import type { NewEvent, StoredEvent } from './envelope.js';
import type { EventStore } from './event-store.js';
import { type Fold, LoadedStreams } from './loaded-streams.js';
import { openMemoryEventStore } from './memory/memory-event-store.js';
import { sampleEvent } from './sample-events.js';

const names: Fold<readonly string[], { readonly type: string; readonly data: { readonly name: string } }> = {
  initialState: () => [],
  evolve: (state, { data }) => [...state, data.name],
};

/** Counts the events that are read; `change` is what the store makes of an event before it keeps it. */
const watched = (change: (event: NewEvent) => NewEvent = (event) => event) => {
  const inside = openMemoryEventStore();
  let read = 0;
  const store: EventStore = {
    ...inside,
    append: (stream, expected, events) => inside.append(stream, expected, events.map(change)),
    readStream: async function* (...range): AsyncIterable<StoredEvent> {
      for await (const event of inside.readStream(...range)) {
        read += 1;
        yield event;
      }
    },
  };
  return { store, inside, streams: new LoadedStreams(store, {}), read: () => read };
};

describe('A loaded stream', () => {
  const events = ['a', 'b', 'c'].map((name) => sampleEvent(name));
  const [a, b, c] = events as [NewEvent, NewEvent, NewEvent];

  it('takes in what its process appended without reading it, and later reads its end only', async () => {
    const { store, streams, read } = watched();
    await streams.refresh(names, 's');
    await store.append('s', 'none', [a, b]);
    expect(await streams.append(names, 's', [a, b])).toEqual({ state: ['a', 'b'], revision: 1 });
    expect(read()).toBe(0);
    expect(await streams.refresh(names, 's')).toEqual({ state: ['a', 'b'], revision: 1 });
    expect(read()).toBe(1);
  });

  it('reads what another process appended after that', async () => {
    const { store, inside, streams } = watched();
    await streams.refresh(names, 's');
    await store.append('s', 'none', [a]);
    await streams.append(names, 's', [a]);
    await inside.append('s', 0, [b]);
    expect(await streams.refresh(names, 's')).toEqual({ state: ['a', 'b'], revision: 1 });
  });

  it('is folded again where the store keeps something else than it was given', async () => {
    const { store, streams } = watched((event) => ({ ...event, data: { name: 'sealed' } }));
    await streams.refresh(names, 's');
    await store.append('s', 'none', [a]);
    await streams.append(names, 's', [a]);
    expect(await streams.refresh(names, 's')).toEqual({ state: ['sealed'], revision: 0 });
  });

  it('is read when it was forgotten between the refresh and the append', async () => {
    const { store, streams } = watched();
    await store.append('s', 'none', [a, b]);
    await store.append('s', 1, [c]);
    expect(await streams.append(names, 's', [c])).toEqual({ state: ['a', 'b', 'c'], revision: 2 });
  });
});
