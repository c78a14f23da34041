import { describeEventStore, raceForRevisions } from '../event-store.contract.js';
import type { EventStore } from '../event-store.js';
import { openMemoryEventStore } from './memory-event-store.js';

describeEventStore('The memory adapter', async () => {
  const store = openMemoryEventStore();
  return { store, peer: store, dispose: () => Promise.resolve(), idsAreUniqueIn: 'log' };
});

describe('The race of the contract', () => {
  it('would notice a store that does not compare the expected revision', async () => {
    const store = openMemoryEventStore();
    const careless: EventStore = {
      ...store,
      append: (stream, _expected, events) => store.append(stream, 'any', events),
    };
    expect(await raceForRevisions([careless, careless], 'race', 1)).toEqual([{ winners: 2, conflicts: 0 }]);
  });
});
