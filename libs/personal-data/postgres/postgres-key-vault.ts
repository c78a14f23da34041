import pg from 'pg';
import type { KeyVault, KeptKey, WrappedKey } from '../key-vault.js';

interface Row {
  readonly subject: string;
  readonly wrapped_key: Buffer | null;
  readonly master_key_id: string | null;
}

const keptOf = ({ subject, wrapped_key, master_key_id }: Row): KeptKey => ({
  subject,
  wrapped: wrapped_key,
  masterKeyId: master_key_id,
});

const isWrapped = (kept: KeptKey): kept is WrappedKey => kept.wrapped !== null && kept.masterKeyId !== null;

const POOL_SIZE = 4;

/** The keys of persons in a PostgreSQL database of their own; its tables come from `deploy/migrations/keys`. */
export const openPostgresKeyVault = (connectionString: string): KeyVault => {
  const pool = new pg.Pool({ connectionString, max: POOL_SIZE });
  // An idle connection that dies is replaced when it is needed; without a listener it would stop the process.
  pool.on('error', () => undefined);
  return {
    async load(subjects) {
      const { rows } = await pool.query<Row>(
        'select subject, wrapped_key, master_key_id from personal_keys.person_key where subject = any($1)',
        [subjects],
      );
      return rows.map(keptOf);
    },
    async create(keys) {
      await pool.query(
        `insert into personal_keys.person_key (subject, wrapped_key, master_key_id)
         select * from unnest($1::text[], $2::bytea[], $3::text[]) on conflict (subject) do nothing`,
        [
          keys.map(({ subject }) => subject),
          keys.map(({ wrapped }) => wrapped),
          keys.map(({ masterKeyId }) => masterKeyId),
        ],
      );
    },
    async destroy({ subject, by, why, cause }) {
      await pool.query(
        `insert into personal_keys.person_key as kept
           (subject, wrapped_key, master_key_id, destroyed_at, destroyed_by, destroyed_why, destroyed_cause)
         values ($1, null, null, now(), $2, $3, $4)
         on conflict (subject) do update set wrapped_key = null, master_key_id = null, destroyed_at = now(),
           destroyed_by = $2, destroyed_why = $3, destroyed_cause = $4
         where kept.destroyed_at is null`,
        [subject, by, why, cause],
      );
    },
    async underOtherMasters(masterKeyId, limit) {
      const { rows } = await pool.query<Row>(
        `select subject, wrapped_key, master_key_id from personal_keys.person_key
         where destroyed_at is null and master_key_id <> $1 order by subject limit $2`,
        [masterKeyId, limit],
      );
      return rows.map(keptOf).filter(isWrapped);
    },
    async rewrap(from, to) {
      await pool.query(
        `update personal_keys.person_key set wrapped_key = $3, master_key_id = $4
         where subject = $1 and wrapped_key = $2`,
        [from.subject, from.wrapped, to.wrapped, to.masterKeyId],
      );
    },
    close: () => pool.end(),
  };
};
