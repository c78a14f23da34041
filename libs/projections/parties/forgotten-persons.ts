import { type DataSource, IsNull, Not } from 'typeorm';
import type { ForgettingOrder } from '#personal-data/forget-persons.js';
import { PartyRow } from './party.entity.js';

/**
 * Every person the log says is forgotten. An older copy of the key store would bring their keys back, so a start carries the
 * orders out again. Where the view is being built anew, process managers begin anew as well, and carry them out themselves.
 */
export const forgottenPersons = async (database: DataSource): Promise<readonly ForgettingOrder[]> => {
  const rows = await database.manager.find(PartyRow, {
    where: { forgotten: Not(IsNull()) },
    order: { id: 'ASC' },
  });
  return rows.flatMap(({ id, forgotten }) => (forgotten ? [{ ...forgotten, party: id }] : []));
};
