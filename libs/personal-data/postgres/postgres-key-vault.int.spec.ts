import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describeEventStore } from '#event-store/event-store.contract.js';
import { migrate } from '#event-store/postgres/migrate.js';
import { createMigratedTestDatabase } from '#event-store/postgres/migrated-test-database.js';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';
import { createTestDatabase } from '../../../test/support/test-database.js';
import { masterKeys, newMasterKey } from '../master-keys.js';
import { personalDataUnder } from '../personal-data.js';
import { personKeys } from '../person-keys.js';
import { rotateMasterKey } from '../rotate-master-key.js';
import { openPostgresKeyVault } from './postgres-key-vault.js';

const MIGRATIONS = fileURLToPath(new URL('../../../deploy/migrations/keys', import.meta.url));

const createVault = async () => {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  await migrate(pool, MIGRATIONS);
  const vault = openPostgresKeyVault(database.url);
  const drop = async (): Promise<void> => {
    await Promise.all([vault.close(), pool.end()]);
    await database.drop();
  };
  return { vault, url: database.url, pool, drop };
};

const [old, current] = [newMasterKey(), newMasterKey()];

describeEventStore('The PostgreSQL adapter with sealed texts', async () => {
  const log = await createMigratedTestDatabase();
  const keys = await createVault();
  const open = () =>
    personalDataUnder(keys.vault, masterKeys(current)).sealing(
      openPostgresEventStore({ connection: log.url }),
    );
  const [store, peer] = [open(), open()];
  const dispose = async (): Promise<void> => {
    await store.close();
    await keys.drop();
    await log.drop();
  };
  return { store, peer, dispose, idsAreUniqueIn: 'log' };
});

describe('The key store in PostgreSQL', () => {
  let keys: Awaited<ReturnType<typeof createVault>>;
  const under = (text: string) => personKeys({ vault: keys.vault, masters: masterKeys(text) });
  const SUBJECTS = Array.from({ length: 300 }, (_, index) => `party-${index}`);
  const order = { subject: 'party-7', by: 'verifier', why: 'D1: ten years are over', cause: 'event-1' };

  beforeAll(async () => {
    keys = await createVault();
  });
  afterAll(() => keys.drop());

  it('gives two processes that need a new key at the same moment the same one', async () => {
    const [one, other] = await Promise.all([under(old), under(old)].map((some) => some.forSealing(SUBJECTS)));
    expect(one).toEqual(other);
    expect(one?.size).toBe(300);
  });

  it('keeps no key that could be read without the master key', async () => {
    const { rows } = await keys.pool.query<{ same: string }>(
      'select count(distinct wrapped_key) as same from personal_keys.person_key',
    );
    expect(rows).toEqual([{ same: '300' }]);
    await expect(under(current).forOpening(['party-1'])).rejects.toThrow('not given');
  });

  it('is wrapped anew under another master key, going on where a rotation was interrupted', async () => {
    const before = await under(old).forOpening(SUBJECTS);
    const both = masterKeys(`${current}\n${old}`);
    const died = new Error('power failure');
    const dies = (): never => {
      throw died;
    };
    await expect(rotateMasterKey(keys.vault, both, dies)).rejects.toBe(died);
    expect(await under(`${current}\n${old}`).forOpening(SUBJECTS)).toEqual(before);
    expect(await rotateMasterKey(keys.vault, both)).toBe(100);
    expect(await under(current).forOpening(SUBJECTS)).toEqual(before);
  });

  it('destroys a key for good, says why, and takes no other in its place', async () => {
    await keys.vault.destroy(order);
    await keys.vault.destroy({ ...order, by: 'somebody later' });
    const { rows } = await keys.pool.query(
      `select wrapped_key, destroyed_by, destroyed_why from personal_keys.person_key where subject = 'party-7'`,
    );
    expect(rows).toEqual([{ wrapped_key: null, destroyed_by: 'verifier', destroyed_why: order.why }]);
    await expect(under(current).forSealing(['party-7'])).rejects.toMatchObject({
      refusal: { code: 'party.forgotten' },
    });
    expect((await under(current).forOpening(['party-7'])).get('party-7')).toBeUndefined();
  });

  it('does not wrap a key anew that is destroyed meanwhile', async () => {
    const [kept] = await keys.vault.load(['party-8']);
    await keys.vault.destroy({ ...order, subject: 'party-8' });
    const from = { subject: 'party-8', wrapped: kept?.wrapped ?? Buffer.alloc(0), masterKeyId: 'any' };
    await keys.vault.rewrap(from, from);
    expect(await keys.vault.load(['party-8'])).toEqual([
      { subject: 'party-8', wrapped: null, masterKeyId: null },
    ]);
  });
});
