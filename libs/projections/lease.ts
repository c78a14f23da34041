import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { HeldLease, Lease } from '#reactions/lease.js';

const ASK_AGAIN_MS = 200;
const BALANCE_MS = 400;

/** Names that processes divide among themselves begin with this. */
const SHARED = 'projection ';

interface Session {
  readonly client: pg.Client;
  /** One question after the other: a connection answers only one at a time. */
  readonly ask: <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<readonly T[]>;
  readonly lost: AbortController;
  readonly balancing: NodeJS.Timeout;
  /** By name: asks the holder to give the lease back. */
  readonly held: Map<string, AbortController>;
  members: number;
}

/**
 * Leases as session locks of PostgreSQL, all those of a process on one connection. The server frees them when the session ends,
 * however the process dies; a process whose connection breaks is told through `lost`.
 *
 * Leases of projections are divided evenly: a process that holds more than its share when another comes is asked, through
 * `recalled`, to hand the rest over.
 */
export const postgresLease = (url: string): Lease => new PostgresLeases(url);

class PostgresLeases implements Lease {
  readonly #url: string;
  #session: Promise<Session> | undefined;
  #users = 0;
  readonly #wanted = new Set<string>();

  constructor(url: string) {
    this.#url = url;
  }

  async acquire(name: string, signal: AbortSignal): Promise<HeldLease | undefined> {
    this.#users += 1;
    this.#wanted.add(name);
    try {
      // Asking again and again instead of waiting inside the server: a waiting session would outlive its process.
      while (!signal.aborted) {
        const session = await this.#open();
        if (await this.#tryLock(session, name)) return this.#held(session, name);
        await sleep(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    } catch (error) {
      await this.#leave();
      throw error;
    }
    this.#wanted.delete(name);
    await this.#leave();
    return undefined;
  }

  #held(session: Session, name: string): HeldLease {
    const recalled = new AbortController();
    session.held.set(name, recalled);
    return {
      lost: session.lost.signal,
      recalled: recalled.signal,
      release: async () => {
        session.held.delete(name);
        // A broken connection has freed the lock already.
        await session.ask(UNLOCK, [name]).catch(() => undefined);
        await this.#leave();
      },
    };
  }

  async #tryLock(session: Session, name: string): Promise<boolean> {
    // A session may take its own lock once more, so nobody else asks for a name that is held or being asked for.
    if (session.held.has(name)) return false;
    if (isShared(name) && sharedOf(session.held.keys()).length >= this.#share(session)) return false;
    session.held.set(name, new AbortController());
    try {
      const rows = await session.ask<{ locked: boolean }>(TRY_LOCK, [name]);
      if (!rows[0]?.locked) session.held.delete(name);
      return rows[0]?.locked ?? false;
    } catch (error) {
      session.held.delete(name);
      throw error;
    }
  }

  #share({ members }: Session): number {
    return Math.ceil(sharedOf(this.#wanted).length / Math.max(members, 1));
  }

  #open(): Promise<Session> {
    if (this.#session) return this.#session;
    const session = this.#connect();
    const forget = (): void => {
      if (this.#session === session) this.#session = undefined;
    };
    session.then(({ lost }) => lost.signal.addEventListener('abort', forget), forget);
    return (this.#session = session);
  }

  async #connect(): Promise<Session> {
    const client = new pg.Client({
      connectionString: this.#url,
      keepAlive: true,
      application_name: 'tranche leases',
    });
    const lost = new AbortController();
    const balancing = setInterval(() => void this.#balance(session).catch(() => lost.abort()), BALANCE_MS);
    const session: Session = {
      client,
      lost,
      balancing,
      ask: askOneByOne(client),
      held: new Map(),
      members: 1,
    };
    lost.signal.addEventListener('abort', () => clearInterval(balancing));
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    try {
      await client.connect();
      await session.ask(JOIN);
      await this.#balance(session);
      return session;
    } catch (error) {
      lost.abort();
      await end(client);
      throw error;
    }
  }

  /** Counts who shares the work, and asks leases back that others wait for. */
  async #balance(session: Session): Promise<void> {
    const rows = await session.ask<{ members: number }>(COUNT);
    session.members = rows[0]?.members ?? 1;
    const mine = sharedOf(session.held.keys());
    for (const name of mine.slice(this.#share(session))) session.held.get(name)?.abort();
  }

  async #leave(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    const session = this.#session;
    this.#session = undefined;
    this.#wanted.clear();
    const open = await session?.catch(() => undefined);
    if (open) await end(open.client);
  }
}

const askOneByOne = (client: pg.Client): Session['ask'] => {
  let last: Promise<unknown> = Promise.resolve();
  return <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => {
    const answer = last.then(async () => (await client.query<T>(sql, values)).rows);
    last = answer.catch(() => undefined);
    return answer;
  };
};

const isShared = (name: string): boolean => name.startsWith(SHARED);
const sharedOf = (names: Iterable<string>): readonly string[] => [...names].filter(isShared);

/** The connection may be broken already; then the server has freed the lock. */
const end = (client: pg.Client): Promise<void> => client.end().catch(() => undefined);

const KEY = `hashtextextended('tranche lease ' || $1, 0)`;
const TRY_LOCK = `select pg_try_advisory_lock(${KEY}) as locked`;
const UNLOCK = `select pg_advisory_unlock(${KEY})`;

/** Every process that shares the work holds this lock in common with the others, so that they can be counted. */
const MEMBERS = `hashtextextended('tranche lease members', 0)`;
const JOIN = `select pg_advisory_lock_shared(${MEMBERS})`;
const COUNT = `select count(*)::int as members from pg_locks
  where locktype = 'advisory' and granted and mode = 'ShareLock' and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())
    and (classid::bigint << 32 | objid::bigint) = ${MEMBERS}`;
