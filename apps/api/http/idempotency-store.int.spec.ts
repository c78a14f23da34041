import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrate } from '#event-store/postgres/migrate.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { MIGRATIONS_FOLDER } from '../../platform/project-root.js';
import { IdempotencyStore } from './idempotency-store.js';

let testDatabase: TestDatabase;
let database: DataSource;
let mine: IdempotencyStore;
let other: IdempotencyStore;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: testDatabase.url });
  await migrate(pool, join(MIGRATIONS_FOLDER, 'api'));
  await pool.end();
  database = await new DataSource({ type: 'postgres', url: testDatabase.url }).initialize();
  mine = new IdempotencyStore(database);
  other = new IdempotencyStore(database);
  await mine.onApplicationBootstrap();
  await other.onApplicationBootstrap();
});
afterAll(async () => {
  await mine.beforeApplicationShutdown();
  await other.beforeApplicationShutdown();
  await database.destroy();
  await testDatabase.drop();
});

const ANSWER = { status: 201, headers: { etag: '"1"' }, body: { id: 'x' } };

describe('an idempotency key (promise 6)', () => {
  it('is claimed by one of those who ask for it at once', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, () => mine.claim('officer', 'at-once', 'h')));
    expect(claims.map(({ kind }) => kind).toSorted()).toEqual([
      ...Array<string>(9).fill('in-flight'),
      'mine',
    ]);
  });

  it('that is answered gives the answer, also to another process', async () => {
    await mine.claim('officer', 'answered', 'h');
    await mine.keep('officer', 'answered', ANSWER);
    expect(await other.claim('officer', 'answered', 'h')).toEqual({ kind: 'answered', answer: ANSWER });
  });

  it('is told apart by user and by content', async () => {
    await mine.claim('officer', 'shared', 'h');
    expect(await mine.claim('verifier', 'shared', 'h')).toEqual({ kind: 'mine' });
    expect(await mine.claim('officer', 'shared', 'another hash')).toEqual({ kind: 'other-content' });
  });

  it('is free for the same content after a failure of ours, and for any content after a request nobody could read', async () => {
    await mine.claim('officer', 'failed', 'h');
    await mine.leaveOpen('officer', 'failed');
    expect(await other.claim('officer', 'failed', 'another hash')).toEqual({ kind: 'other-content' });
    expect(await other.claim('officer', 'failed', 'h')).toEqual({ kind: 'mine' });
    await other.forget('officer', 'failed');
    expect(await mine.claim('officer', 'failed', 'another hash')).toEqual({ kind: 'mine' });
  });

  it('that a living process works on is in flight; one that a dead process left is taken over by one', async () => {
    const dying = new IdempotencyStore(database);
    await dying.onApplicationBootstrap();
    await dying.claim('officer', 'left', 'h');
    expect(await mine.claim('officer', 'left', 'h')).toEqual({ kind: 'in-flight' });
    await dying.beforeApplicationShutdown();
    const claims = await Promise.all([
      mine.claim('officer', 'left', 'h'),
      other.claim('officer', 'left', 'h'),
    ]);
    expect(claims.map(({ kind }) => kind).toSorted()).toEqual(['in-flight', 'mine']);
  });

  it('that somebody has worked on for a minute is taken over, because the append itself is idempotent', async () => {
    await mine.claim('officer', 'slow', 'h');
    await database.query(
      `update api.idempotency set claimed_at = now() - interval '61 seconds' where key = 'slow'`,
    );
    expect(await other.claim('officer', 'slow', 'h')).toEqual({ kind: 'mine' });
  });

  it('is forgotten after a month', async () => {
    await mine.claim('officer', 'old', 'h');
    await mine.keep('officer', 'old', ANSWER);
    await database.query(
      `update api.idempotency set created_at = now() - interval '31 days' where key = 'old'`,
    );
    const young = new IdempotencyStore(database);
    await young.onApplicationBootstrap();
    expect(await young.claim('officer', 'old', 'h')).toEqual({ kind: 'mine' });
    await young.beforeApplicationShutdown();
  });
});
