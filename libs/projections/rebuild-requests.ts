import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { LogPosition } from '#event-store/envelope.js';
import type { AnyProjection } from './projection.js';

/** Whether the copy takes the place of the rows, or is only compared with them. */
export type RebuildPurpose = 'switch' | 'compare';

/** How the rows and the copy compare at one position of the log. */
export interface TableComparison {
  readonly table: string;
  readonly rowCount: number;
  readonly differingCount: number;
  /** Ids of the first few that differ. */
  readonly differing: readonly string[];
}

/** A read model being built anew, or the last time it was. */
export interface Rebuild {
  readonly name: string;
  readonly purpose: RebuildPurpose;
  readonly state: 'requested' | 'building' | 'done' | 'failed';
  readonly version: number;
  /** Empty at the start of the log. */
  readonly position: LogPosition;
  readonly perSecond: number;
  readonly error: string | null;
  readonly comparison: readonly TableComparison[] | null;
  /** How long ago it last moved. */
  readonly silentSeconds: number;
}

const SELECT = `
  select name, purpose, state, version, position, per_second as "perSecond", error, comparison,
         extract(epoch from clock_timestamp() - heartbeat_at)::int as "silentSeconds"
    from views.rebuild`;

export const listRebuilds = (database: DataSource): Promise<Rebuild[]> =>
  database.query(`${SELECT} order by name`);

/** Takes turns with other processes that build the same copy. */
export const lockRebuild = async (manager: EntityManager, name: string): Promise<Rebuild | undefined> => {
  const rows: Rebuild[] = await manager.query(`${SELECT} where name = $1 for update`, [name]);
  return rows[0];
};

/** A request that was made before, by the same id, changes nothing. */
export const requestRebuild = async (
  database: DataSource,
  { name, version }: Pick<AnyProjection, 'name' | 'version'>,
  purpose: RebuildPurpose,
  requestId: string,
): Promise<void> => {
  await database.query(
    `insert into views.rebuild (name, request_id, purpose, state, version, position, per_second)
     values ($1, $2, $3, 'requested', $4, '', 0)
     on conflict (name) do update
        set request_id = excluded.request_id, purpose = excluded.purpose, state = excluded.state, version = excluded.version,
            position = '', per_second = 0, error = null, comparison = null, heartbeat_at = now()
      where rebuild.request_id <> excluded.request_id`,
    [name, requestId, purpose, version],
  );
};

/** For rows of another version: goes on with a rebuild to this version that was interrupted, or asks for one. */
export const resumeOrRequest = async (database: DataSource, projection: AnyProjection): Promise<void> => {
  const { name, version } = projection;
  const open: unknown[] = await database.query(
    `select from views.rebuild where name = $1 and version = $2 and purpose = 'switch' and state in ('requested', 'building')`,
    [name, version],
  );
  if (open.length === 0) await requestRebuild(database, projection, 'switch', randomUUID());
};

type Changes = Partial<Pick<Rebuild, 'state' | 'position' | 'perSecond' | 'error' | 'comparison'>>;

const COLUMNS: Readonly<Record<keyof Changes, string>> = {
  state: 'state',
  position: 'position',
  perSecond: 'per_second',
  error: 'error',
  comparison: 'comparison',
};

export const updateRebuild = async (
  manager: Pick<EntityManager, 'query'>,
  name: string,
  changes: Changes,
): Promise<void> => {
  const keys = Object.keys(changes) as (keyof Changes)[];
  const values = keys.map((key) => (key === 'comparison' ? JSON.stringify(changes[key]) : changes[key]));
  const assignments = keys.map((key, index) => `${COLUMNS[key]} = $${index + 2}`).join(', ');
  await manager.query(
    `update views.rebuild set ${assignments}, heartbeat_at = clock_timestamp() where name = $1`,
    [name, ...values],
  );
};
