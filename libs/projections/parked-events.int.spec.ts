import type { ParkedEvent } from '#reactions/parking.js';
import { parkedEvents } from './parked-events.js';
import { createViews, type ViewsTestDatabase } from './testing/views-test-database.js';

describe('parked events in PostgreSQL', () => {
  let views: ViewsTestDatabase;
  beforeAll(async () => {
    views = await createViews();
  });
  afterAll(() => views.drop());

  const parked = (place: number, changes: Partial<ParkedEvent> = {}): ParkedEvent => ({
    position: String(place).padStart(16, '0'),
    eventId: `event-${place}`,
    type: 'TrancheReleased',
    stream: 'elite-leader-A',
    revision: place,
    key: 'elite-leader-A',
    holds: ['elite-leader-A'],
    waitsFor: ['elite-leader-A', 'payees'],
    attempts: 0,
    error: null,
    skipped: false,
    ...changes,
  });

  it('are there for the next process in log order, once each, as they were put last', async () => {
    const store = parkedEvents(views.database);
    await store.put('payments', parked(12));
    await store.put('payments', parked(7, { attempts: 5, error: '上限' }));
    await store.put('payments', parked(7, { attempts: 10, error: 'cap' }));
    await store.put('others', parked(7));
    expect(await parkedEvents(views.database).load('payments')).toMatchObject([
      parked(7, { attempts: 10, error: 'cap' }),
      parked(12),
    ]);
    await store.remove('payments', parked(7).position);
    expect(await store.load('payments')).toMatchObject([parked(12)]);
    expect(await store.load('others')).toMatchObject([parked(7)]);
  });
});
