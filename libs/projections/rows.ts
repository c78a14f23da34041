import type { EntityManager } from 'typeorm';
import { assert } from '#kernel/assert.js';
import { type Row, RowTable, type RowType } from './row-table.js';

/** Names a row of a table. */
export type RowKey = readonly [type: RowType<Row>, id: string];

interface Touched {
  readonly table: RowTable<Row>;
  /** Undefined for a row that is known not to exist. */
  readonly rows: Map<string, Row | undefined>;
  readonly changed: Set<string>;
  readonly removed: Set<string>;
}

/**
 * The rows that one transaction touches. Each is read once and written once, however many events of the batch change it, and those
 * that are known beforehand are read together; that makes a rebuild about as fast as reading the log.
 */
export class Rows {
  readonly #manager: EntityManager;
  readonly #touched = new Map<RowType<Row>, Touched>();

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  /** Reads rows that will be asked for, with one statement for each table. */
  async prefetch(keys: Iterable<RowKey>): Promise<void> {
    const missing = new Map<RowType<Row>, Set<string>>();
    for (const [type, id] of keys) {
      if (this.#of(type).rows.has(id)) continue;
      const ids = missing.get(type);
      if (ids) ids.add(id);
      else missing.set(type, new Set([id]));
    }
    for (const [type, ids] of missing) await this.#load(this.#of(type), [...ids]);
  }

  async find<T extends Row>(type: RowType<T>, id: string): Promise<T | undefined> {
    const touched = this.#of(type);
    if (!touched.rows.has(id)) await this.#load(touched, [id]);
    return touched.rows.get(id) as T | undefined;
  }

  put<T extends Row>(type: RowType<T>, row: T): void {
    const { rows, changed, removed } = this.#of(type);
    rows.set(row.id, row);
    changed.add(row.id);
    removed.delete(row.id);
  }

  /** @throws InvariantBroken when the row is missing: the event that makes it must come before. */
  async change<T extends Row>(type: RowType<T>, id: string, changes: (row: T) => Partial<T>): Promise<void> {
    const row = await this.find(type, id);
    assert(row, `No row ${id} of ${type.name} to change`);
    this.put(type, Object.assign(row, changes(row)));
  }

  remove<T extends Row>(type: RowType<T>, id: string): void {
    const { rows, changed, removed } = this.#of(type);
    rows.set(id, undefined);
    changed.delete(id);
    removed.add(id);
  }

  async flush(): Promise<void> {
    for (const { table, rows, changed, removed } of this.#touched.values()) {
      if (removed.size > 0) await table.remove(this.#manager, [...removed]);
      const written = [...changed].map((id) => rows.get(id) as Row);
      if (written.length > 0) await table.save(this.#manager, written);
      changed.clear();
      removed.clear();
    }
  }

  async #load({ table, rows }: Touched, ids: readonly string[]): Promise<void> {
    for (const id of ids) rows.set(id, undefined);
    for (const row of await table.load(this.#manager, ids)) rows.set(row.id, row);
  }

  #of(type: RowType<Row>): Touched {
    const known = this.#touched.get(type);
    if (known) return known;
    const table = new RowTable(this.#manager, type);
    const touched = { table, rows: new Map(), changed: new Set<string>(), removed: new Set<string>() };
    this.#touched.set(type, touched);
    return touched;
  }
}
