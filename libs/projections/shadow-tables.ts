import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import type { TableComparison } from './rebuild-requests.js';
import type { AnyProjection } from './projection.js';

type Tables = Pick<AnyProjection, 'tables'>;

/** Where copies are built. */
const SHADOW = 'views_next';

/** The same entities and connection settings, with the tables of one projection in the schema of the copies. */
export const openShadow = async (database: DataSource, { tables }: Tables): Promise<DataSource> => {
  const options = { ...database.options, poolSize: 2 } as DataSourceOptions;
  const shadow = await new DataSource(options).initialize();
  for (const metadata of shadow.entityMetadatas) {
    if (tables.includes(metadata.tableName)) metadata.tablePath = `${SHADOW}.${metadata.tableName}`;
  }
  return shadow;
};

export const createShadowTables = async (manager: EntityManager, projection: Tables): Promise<void> => {
  await dropShadowTables(manager, projection);
  for (const table of projection.tables) {
    await manager.query(`create table ${SHADOW}.${table} (like views.${table} including all)`);
  }
};

export const dropShadowTables = async (manager: EntityManager, { tables }: Tables): Promise<void> => {
  for (const table of tables) await manager.query(`drop table if exists ${SHADOW}.${table}`);
};

/**
 * Puts the rows of the copies in the place of those that serve, for whoever looks after this transaction. By copying and not by
 * renaming tables: a rename is not part of a reader's snapshot, so a statement of several tables could mix old and new; it waits for
 * every reader and makes all others wait behind it; and it takes the rights of an owner.
 */
export const replaceRows = async (manager: EntityManager, { tables }: Tables): Promise<void> => {
  for (const table of tables) {
    await manager.query(`delete from views.${table}`);
    await manager.query(`insert into views.${table} select * from ${SHADOW}.${table}`);
  }
};

const DIFFERING_SHOWN = 10;

/** Row by row, by the hash of its text; meaningful when both are at the same position. */
export const compareTables = async (
  manager: EntityManager,
  { tables }: Tables,
): Promise<readonly TableComparison[]> => {
  const comparisons: TableComparison[] = [];
  for (const table of tables) {
    const rows: Omit<TableComparison, 'table'>[] = await manager.query(
      `with differing as (
         select coalesce(old.id, new.id) as id
           from (select id, md5(t::text) as hash from views.${table} t) old
           full join (select id, md5(t::text) as hash from ${SHADOW}.${table} t) new using (id)
          where old.hash is distinct from new.hash
       )
       select (select count(*)::int from ${SHADOW}.${table}) as "rowCount",
              (select count(*)::int from differing) as "differingCount",
              array(select id from differing order by id collate "C" limit ${DIFFERING_SHOWN}) as differing`,
    );
    comparisons.push(...rows.map((row) => ({ table, ...row })));
  }
  return comparisons;
};
