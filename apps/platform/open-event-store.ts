import { openEventStoreDbEventStore } from '#event-store/eventstoredb/eventstoredb-event-store.js';
import type { EventStore } from '#event-store/event-store.js';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';
import type { Settings } from './settings.js';

/** The log: in an EventStoreDB cluster when `EVENT_STORE_URL` names one, else in the PostgreSQL of the read models. */
export const openEventStore = (settings: Settings, databaseUrl: string): EventStore =>
  settings.EVENT_STORE_URL
    ? openEventStoreDbEventStore({ url: settings.EVENT_STORE_URL })
    : openPostgresEventStore({ connection: databaseUrl });
