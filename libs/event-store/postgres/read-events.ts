import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { CHAIN_START } from '../content-of-event.js';
import type { LogPosition, StoredEvent } from '../envelope.js';
import { assertFollows, assertReached, type ChainLink, decodeRecord } from '../event-record.js';
import { EventCorrupted, type ReadLogOptions, type ReadStreamOptions } from '../event-store.js';
import { type LogPage, needsBreath, readAhead } from '../follow-log.js';
import { logPosition, placeOf } from '../log-position.js';
import { readLogPage } from './log-page.js';
import { RECORD_COLUMNS, selectRecords } from './select-records.js';

/** Large enough that a round trip costs little per event, small enough that a page is a few megabytes. */
const PAGE_SIZE = 1000;

const STREAM_PAGE = `select ${RECORD_COLUMNS} from tranche_log.events
  where stream = $1 and revision >= $2 order by revision limit $3`;

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
    const records = await selectRecords(pool, 'stream-page', STREAM_PAGE, [
      stream,
      previous.revision + 1,
      size,
    ]);
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
export const readPageBetween = (
  pool: Pool,
  after: LogPosition | undefined,
  through: LogPosition,
): Promise<LogPage> =>
  readLogPage(pool, { after: placeOf(after), through: placeOf(through), limit: PAGE_SIZE });

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
    for (let index = 0; index < page.count; index += 1) {
      if (needsBreath(index)) await nextTurn();
      yield page.eventAt(index);
    }
    page.release?.();
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
