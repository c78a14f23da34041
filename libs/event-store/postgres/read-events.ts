import type { Pool } from 'pg';
import { CHAIN_START } from '../content-of-event.js';
import type { LogPosition, StoredEvent } from '../envelope.js';
import {
  assertFollows,
  assertReached,
  type ChainLink,
  decodeRecord,
  type EventRecord,
} from '../event-record.js';
import { EventCorrupted, type ReadLogOptions, type ReadStreamOptions } from '../event-store.js';
import { type LogPage, readAhead } from '../follow-log.js';
import { logPosition, placeOf } from '../log-position.js';
import { readLogPage } from './log-page.js';

/** Large enough that a round trip costs little per event, small enough that a page is a few megabytes. */
export const PAGE_SIZE = 1000;

const COLUMNS =
  'position, stream, revision, id, type, version, effective_on, data, metadata, content_hash, stream_hash';

const STREAM_PAGE = `select ${COLUMNS} from tranche_log.events
  where stream = $1 and revision >= $2 order by revision limit $3`;

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

const page = async (pool: Pool, name: string, text: string, values: unknown[]): Promise<EventRecord[]> => {
  const { rows } = await pool.query<Row>({ name, text, values, rowMode: 'array' });
  return rows.map(recordOf);
};

/** Starts one event early, so that the first event handed over is also checked against the chain. */
export async function* readStream(
  pool: Pool,
  stream: string,
  { from = 0, limit = Infinity }: ReadStreamOptions = {},
): AsyncGenerator<StoredEvent> {
  let previous: ChainLink = from === 0 ? { revision: -1, streamHash: CHAIN_START } : { revision: from - 2 };
  const end = from + limit;
  while (previous.revision + 1 < end) {
    const size = Math.min(end - previous.revision - 1, PAGE_SIZE);
    const records = await page(pool, 'stream-page', STREAM_PAGE, [stream, previous.revision + 1, size]);
    for (const event of records.map(decodeRecord)) {
      assertFollows(previous, event);
      if (event.revision >= from) yield event;
      previous = event;
    }
    if (records.length < size) return;
  }
}

export const readRevisionOf = async (
  pool: Pool,
  stream: string,
  eventId: string,
): Promise<number | undefined> => {
  const { rows } = await pool.query<{ revision: number }>({
    name: 'revision-of',
    text: 'select revision from tranche_log.events where id = $1 and stream = $2',
    values: [eventId, stream],
  });
  return rows[0]?.revision;
};

/** Events after a position, for whoever follows the log: everything is committed, because positions are given out in that order. */
export const readPageAfter = (pool: Pool, after: LogPosition | undefined): Promise<LogPage> =>
  readLogPage(pool, { after: placeOf(after), through: Number.MAX_SAFE_INTEGER, limit: PAGE_SIZE });

export async function* readLog(
  pool: Pool,
  { after, limit = Infinity }: ReadLogOptions = {},
): AsyncGenerator<StoredEvent> {
  const head = await readHead(pool);
  assertReached(after, head);
  const through = Math.min(placeOf(head), placeOf(after) + limit);
  const pageAfter = (place: number): Promise<LogPage> | undefined =>
    place < through ? readAhead(readLogPage(pool, { after: place, through, limit: PAGE_SIZE })) : undefined;
  let place = placeOf(after);
  let next = pageAfter(place);
  while (next) {
    const page = await next;
    if (page.count === 0)
      throw new EventCorrupted(logPosition(place + 1), 'the event at this position is missing');
    place += page.count;
    next = pageAfter(place);
    for (let index = 0; index < page.count; index += 1) yield page.eventAt(index);
  }
}

export const readHead = async (pool: Pool): Promise<LogPosition | undefined> => {
  const { rows } = await pool.query<{ position: string }>({
    name: 'log-head',
    text: 'select position from tranche_log.head',
  });
  const place = rows[0]?.position;
  return place === undefined || place === '0' ? undefined : logPosition(place);
};
