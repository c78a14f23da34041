import { types } from 'node:util';
import type { Pool } from 'pg';
import { refuse, RefusalError } from '#kernel/refusal.js';

/** What has to be on for an answered append to survive a power cut. */
const SETTINGS = ['fsync', 'synchronous_commit', 'full_page_writes'];

/**
 * Whether the database may be trusted with an append, asked with the rights and settings of the connections that append: a role or a
 * database can have settings of its own. Undefined when it may; else what the caller of the append is told. Asked until it may, once.
 */
export const durabilityOf = (pool: Pool): (() => Promise<Error | undefined>) => {
  let durable = false;
  return async () => {
    if (durable) return undefined;
    try {
      const off = await settingsThatAreOff(pool);
      if (off.length > 0) return notDurable(off);
      durable = true;
      return undefined;
    } catch (error) {
      return types.isNativeError(error) ? error : new Error(String(error));
    }
  };
};

const settingsThatAreOff = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    `select name from unnest($1::text[]) name where current_setting(name) = 'off'`,
    [SETTINGS],
  );
  return rows.map(({ name }) => name);
};

const notDurable = (off: readonly string[]): RefusalError =>
  new RefusalError(
    refuse(
      'event-store.not-durable',
      `数据库设置 ${off.join('、')} 为 off：断电后已确认的事件会丢失，因此不写入`,
      `The database has ${off.join(', ')} off: a power cut would lose events that were confirmed, so none is written`,
      { clause: 'promise 6', facts: { settings: off.join(', ') } },
    ),
  );
