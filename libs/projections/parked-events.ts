import type { DataSource } from 'typeorm';
import type { ParkedEvents } from '#reactions/parking.js';
import { ParkedEventRow } from './parked-event.entity.js';

/** Parked events in PostgreSQL. */
export const parkedEvents = (database: DataSource): ParkedEvents => ({
  load: (runner) => database.manager.find(ParkedEventRow, { where: { runner }, order: { position: 'ASC' } }),
  put: async (runner, { holds, waitsFor, ...parked }) => {
    const row = { ...parked, runner, holds: [...holds], waitsFor: [...waitsFor] };
    await database.manager.upsert(ParkedEventRow, row, ['runner', 'position']);
  },
  remove: async (runner, position) => {
    await database.manager.delete(ParkedEventRow, { runner, position });
  },
});
