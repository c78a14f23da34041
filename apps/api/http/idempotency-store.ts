import { randomBytes } from 'node:crypto';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { assert } from '#kernel/assert.js';

/** An answer as it was given; a repeated request gets the same. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type Claim =
  | { readonly kind: 'mine' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'in-flight' }
  | { readonly kind: 'other-content' };

interface Row {
  readonly request_hash: string;
  readonly owner: string | null;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: unknown;
  readonly is_old: boolean;
}

const TAKEN_OVER_AFTER_SECONDS = 60;
/** Nobody retries a request of last month. */
const FORGOTTEN_AFTER_DAYS = 30;

/**
 * Remembers which requests were made under which idempotency key. It only spares work and tells a caller that a request is
 * still under way: that nothing happens twice is the event store's doing, so taking over what a dead process left is safe.
 */
@Injectable()
export class IdempotencyStore implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Names this process; it holds an advisory lock of that number for as long as it lives. */
  readonly #owner = (randomBytes(8).readBigUInt64BE() >> 1n).toString();
  #session: QueryRunner | undefined;

  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#session = this.database.createQueryRunner();
    await this.#session.query('select pg_advisory_lock($1::bigint)', [this.#owner]);
    await this.#query('delete from api.idempotency where created_at < now() - make_interval(days => $1)', [
      FORGOTTEN_AFTER_DAYS,
    ]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.#session || this.#session.isReleased) return;
    await this.#session.query('select pg_advisory_unlock($1::bigint)', [this.#owner]);
    await this.#session.release();
  }

  async claim(user: string, key: string, requestHash: string): Promise<Claim> {
    const inserted = await this.#query<object>(
      `insert into api.idempotency (user_name, key, request_hash, owner) values ($1, $2, $3, $4)
       on conflict (user_name, key) do nothing returning key`,
      [user, key, requestHash, this.#owner],
    );
    if (inserted.length > 0) return { kind: 'mine' };
    const row = await this.#find(user, key);
    // The other request ended meanwhile and left nothing to remember.
    if (!row) return this.claim(user, key, requestHash);
    if (row.request_hash !== requestHash) return { kind: 'other-content' };
    if (row.status !== null) {
      return { kind: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body } };
    }
    const abandoned = row.is_old || row.owner === null || !(await this.#isAlive(row.owner));
    return abandoned && (await this.#takeOver(user, key, row.owner))
      ? { kind: 'mine' }
      : { kind: 'in-flight' };
  }

  async keep(user: string, key: string, { status, headers, body }: KeptAnswer): Promise<void> {
    await this.#query(
      'update api.idempotency set status = $3, headers = $4, body = $5, owner = null where user_name = $1 and key = $2',
      [user, key, status, JSON.stringify(headers), JSON.stringify(body ?? null)],
    );
  }

  /** The request may have been carried out; the next one with the same content carries it out again, harmlessly. */
  async leaveOpen(user: string, key: string): Promise<void> {
    await this.#query(
      'update api.idempotency set owner = null where user_name = $1 and key = $2 and status is null',
      [user, key],
    );
  }

  /** The request was not carried out, so the key is as good as new. */
  async forget(user: string, key: string): Promise<void> {
    await this.#query('delete from api.idempotency where user_name = $1 and key = $2 and status is null', [
      user,
      key,
    ]);
  }

  async #find(user: string, key: string): Promise<Row | undefined> {
    const rows = await this.#query<Row>(
      `select request_hash, owner, status, headers, body, claimed_at < now() - make_interval(secs => $3) as is_old
       from api.idempotency where user_name = $1 and key = $2`,
      [user, key, TAKEN_OVER_AFTER_SECONDS],
    );
    return rows[0];
  }

  async #isAlive(owner: string): Promise<boolean> {
    if (owner === this.#owner) return true;
    // Freed at the end of the statement's own transaction, so a check leaves nothing behind.
    const [row] = await this.#query<{ free: boolean }>(
      'select pg_try_advisory_xact_lock($1::bigint) as free',
      [owner],
    );
    assert(row, 'A function call gives a row');
    return !row.free;
  }

  async #takeOver(user: string, key: string, from: string | null): Promise<boolean> {
    const [, count] = (await this.database.query(
      `update api.idempotency set owner = $3, claimed_at = now()
       where user_name = $1 and key = $2 and status is null and owner is not distinct from $4`,
      [user, key, this.#owner, from],
    )) as [unknown, number];
    return count === 1;
  }

  async #query<T>(sql: string, values: readonly unknown[]): Promise<readonly T[]> {
    return this.database.query(sql, [...values]);
  }
}
