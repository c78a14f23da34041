import pg from 'pg';
import { createTestDatabase } from './test-database.js';

const query = async (connectionString: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('a test database', () => {
  it('is empty, its own, and gone once dropped', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      await query(one.url, 'create table seen as select 1 as row');
      expect(await query(one.url, 'select row from seen')).toEqual([{ row: 1 }]);
      await expect(query(other.url, 'select row from seen')).rejects.toThrow(/does not exist/);
    } finally {
      await Promise.all([one.drop(), other.drop()]);
    }
    await expect(query(one.url, 'select 1')).rejects.toThrow(/does not exist/);
  });
});
