import { type EntityManager, type FindOptionsWhere, In } from 'typeorm';
import { assert } from '#kernel/assert.js';

/** Every row of a read model is found by one text key. */
export interface Row {
  id: string;
}

export type RowType<T extends Row> = new () => T;

interface Table {
  /** Undefined for a row that is known not to exist. */
  readonly rows: Map<string, Row | undefined>;
  readonly changed: Set<string>;
  readonly removed: Set<string>;
}

/** PostgreSQL takes 65,535 parameters per statement; no row has more than 60 columns. */
const ROWS_PER_STATEMENT = 1_000;

/**
 * The rows that one transaction touches. Each is read once and written once, however many events of the batch change it; that
 * makes a rebuild about as fast as reading the log.
 */
export class Rows {
  readonly #manager: EntityManager;
  readonly #tables = new Map<RowType<Row>, Table>();

  constructor(manager: EntityManager) {
    this.#manager = manager;
  }

  async find<T extends Row>(type: RowType<T>, id: string): Promise<T | undefined> {
    const { rows } = this.#table(type);
    if (!rows.has(id))
      rows.set(id, (await this.#manager.findOneBy(type, { id } as FindOptionsWhere<T>)) ?? undefined);
    return rows.get(id) as T | undefined;
  }

  put<T extends Row>(type: RowType<T>, row: T): void {
    const table = this.#table(type);
    table.rows.set(row.id, row);
    table.changed.add(row.id);
    table.removed.delete(row.id);
  }

  /** @throws InvariantBroken when the row is missing: the event that makes it must come before. */
  async change<T extends Row>(type: RowType<T>, id: string, changes: (row: T) => Partial<T>): Promise<void> {
    const row = await this.find(type, id);
    assert(row, `No row ${id} of ${type.name} to change`);
    this.put(type, Object.assign(row, changes(row)));
  }

  remove<T extends Row>(type: RowType<T>, id: string): void {
    const table = this.#table(type);
    table.rows.set(id, undefined);
    table.changed.delete(id);
    table.removed.add(id);
  }

  async flush(): Promise<void> {
    for (const [type, table] of this.#tables) {
      if (table.removed.size > 0) await this.#manager.delete(type, { id: In([...table.removed]) });
      const changed = [...table.changed].map((id) => table.rows.get(id) as Row);
      for (let first = 0; first < changed.length; first += ROWS_PER_STATEMENT) {
        await this.#manager.upsert(type, changed.slice(first, first + ROWS_PER_STATEMENT), ['id']);
      }
      table.changed.clear();
      table.removed.clear();
    }
  }

  #table(type: RowType<Row>): Table {
    const known = this.#tables.get(type);
    if (known) return known;
    const table = { rows: new Map(), changed: new Set<string>(), removed: new Set<string>() };
    this.#tables.set(type, table);
    return table;
  }
}
