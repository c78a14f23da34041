import type { Pool } from 'pg';
import type { EventRecord } from '../event-record.js';

export const RECORD_COLUMNS =
  'position, stream, revision, id, type, version, effective_on, data, metadata, content_hash, stream_hash';

/** Rows come as arrays: building an object per row by column name is what a large page spends its time on. */
type Row = [string, string, number, string, string, number, string, string, string, string, string];

const recordOf = (row: Row): EventRecord => ({
  place: Number(row[0]),
  stream: row[1],
  revision: row[2],
  id: row[3],
  type: row[4],
  version: row[5],
  effectiveOn: row[6],
  data: row[7],
  metadata: row[8],
  contentHash: row[9],
  streamHash: row[10],
});

/** Events by an ordinary query for `RECORD_COLUMNS`, which is prepared once per connection under its name. */
export const selectRecords = async (
  pool: Pool,
  name: string,
  text: string,
  values: unknown[],
): Promise<EventRecord[]> => {
  const { rows } = await pool.query<Row>({ name, text, values, rowMode: 'array' });
  return rows.map(recordOf);
};
