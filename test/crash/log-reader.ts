import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { RawEvent } from '../simulation/invariants/raw-event.js';

interface Row {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly effective_on: string;
  readonly data: string;
  readonly metadata: string;
  readonly content_hash: string;
  readonly stream_hash: string;
}

/** The whole log as it lies in the table, past every layer of the service. */
export const readRawLog = async (databaseUrl: string): Promise<readonly RawEvent[]> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>('select * from tranche_log.events order by position');
    return rows.map(rawEvent);
  } finally {
    await client.end();
  }
};

const rawEvent = (row: Row): RawEvent => ({
  position: row.position,
  stream: row.stream,
  revision: row.revision,
  id: row.id,
  type: row.type,
  version: row.version,
  effectiveOn: row.effective_on,
  data: JSON.parse(row.data) as RawEvent['data'],
  metadata: JSON.parse(row.metadata) as RawEvent['metadata'],
  contentHash: row.content_hash,
  streamHash: row.stream_hash,
});

const POLL_MS = 3;

/**
 * Resolves as soon as the log has so many events of a type, looked up through a connection of our own; true then, false when
 * `signal` ended the wait. The database may die meanwhile.
 */
export const untilLogged = async (
  databaseUrl: string,
  { type, count }: { readonly type: string; readonly count: number },
  signal: AbortSignal,
): Promise<boolean> => {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      while (!signal.aborted) {
        const { rowCount } = await client.query('select from tranche_log.events where type = $1 limit $2', [
          type,
          count,
        ]);
        if ((rowCount ?? 0) >= count) return true;
        await pause(POLL_MS);
      }
    } catch {
      await pause(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
};
