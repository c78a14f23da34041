import type { Pool } from 'pg';
import type { Json } from '#kernel/fen-json.js';
import type { SnapshotStore } from '../snapshot-store.js';

const LOAD = `select revision, stream_hash, state from tranche_log.snapshots where stream = $1 and version = $2`;

const SAVE = `insert into tranche_log.snapshots as kept (stream, version, revision, stream_hash, state)
  values ($1, $2, $3, $4, $5)
  on conflict (stream, version) do update
    set revision = excluded.revision, stream_hash = excluded.stream_hash, state = excluded.state, taken_at = now()
  where kept.revision < excluded.revision`;

interface SnapshotRow {
  readonly revision: number;
  readonly stream_hash: string;
  readonly state: string;
}

/** Snapshots in a table beside the log, which anybody may empty at any time. The database has been migrated (`migrate.ts`). */
export const openPostgresSnapshotStore = (pool: Pool): SnapshotStore => ({
  load: async (stream, version) => {
    const { rows } = await pool.query<SnapshotRow>({
      name: 'load-snapshot',
      text: LOAD,
      values: [stream, version],
    });
    const row = rows[0];
    if (!row) return undefined;
    const { revision, stream_hash: streamHash } = row;
    return { stream, version, revision, streamHash, state: JSON.parse(row.state) as Json };
  },
  save: async ({ stream, version, revision, streamHash, state }) => {
    const values = [stream, version, revision, streamHash, JSON.stringify(state)];
    await pool.query({ name: 'save-snapshot', text: SAVE, values });
  },
});
