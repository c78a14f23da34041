import type { Pool, PoolClient } from 'pg';
import { assert } from '#kernel/assert.js';
import type { StoredEvent } from '../envelope.js';
import { assertNoGap, decodeRecord, type EventRecord } from '../event-record.js';
import { EventCorrupted } from '../event-store.js';
import type { LogPage } from '../follow-log.js';
import { logPosition } from '../log-position.js';
import { RecordedEvent } from '../recorded-event.js';
import { type CopiedRows, copyOut } from './copy-out.js';
import { RECORD_COLUMNS, selectRecords } from './select-records.js';

/** Columns of a fixed length come first, then those that are turned into text together; see `eventAt`. */
const COLUMNS =
  'position, revision, version, id::text, content_hash, stream_hash, effective_on, metadata, stream, type, data';

/** Where a column of a fixed length begins in its row, and how many bytes it has. */
const FIXED = {
  position: [6, 8],
  revision: [18, 4],
  version: [26, 4],
  id: [34, 36],
  contentHash: [74, 64],
  streamHash: [142, 64],
  effectiveOn: [210, 10],
} as const;
const FIXED_BYTES = 220;

/** What an event of this service takes on the average; a page that needs more grows. */
const BYTES_PER_EVENT = 1_024;

/** Up to here an ordinary query is cheaper than COPY, which is planned anew each time and wants memory for a page. */
const FEW = 20;

interface Range {
  readonly after: number;
  readonly through: number;
  readonly limit: number;
}

/**
 * A page of the log.
 * @throws EventCorrupted when an event is missing between the first and the last.
 */
export const readLogPage = async (pool: Pool, { after, through, limit }: Range): Promise<LogPage> => {
  assert([after, through, limit].every(Number.isSafeInteger), 'A page lies between two places');
  const size = Math.min(limit, through - after);
  return size <= FEW ? fewEvents(pool, after, size) : manyEvents(pool, after, size);
};

/** An event that several followers are handed is verified once. */
const fewEvents = async (pool: Pool, after: number, size: number): Promise<LogPage> => {
  const records = await selectRecords(pool, 'log-page', FEW_EVENTS, [after, after + size]);
  const events: StoredEvent[] = [];
  return pageOf(
    after,
    records.map(({ place }) => place),
    (index) => (events[index] ??= usualEvent(records[index]!)),
  );
};

const usualEvent = (record: EventRecord): StoredEvent => {
  const { place, id, contentHash, streamHash, effectiveOn } = record;
  const isUsual =
    id.length === FIXED.id[1] &&
    contentHash.length === FIXED.contentHash[1] &&
    streamHash.length === FIXED.streamHash[1] &&
    effectiveOn.length === FIXED.effectiveOn[1];
  if (!isUsual) throw unusual(place);
  return decodeRecord(record);
};

const FEW_EVENTS = `select ${RECORD_COLUMNS} from tranche_log.events where position > $1 and position <= $2 order by position`;

/**
 * By COPY. Events are made of its bytes one by one, when somebody gets to them: a page full of objects would outlive the young
 * generation and cost a full collection.
 */
const manyEvents = async (pool: Pool, after: number, size: number): Promise<LogPage> => {
  const query = `select ${COLUMNS} from tranche_log.events
    where position > ${after} and position <= ${after + size} order by position`;
  const rows = await withClient(pool, (client) => copyOut(client, query, size * BYTES_PER_EVENT));
  return pageOf(
    after,
    rows.starts.map((_start, index) => placeAt(rows, index)),
    (index) => eventAt(rows, index),
  );
};

const pageOf = (after: number, places: readonly number[], eventAt: LogPage['eventAt']): LogPage => {
  places.forEach((place, index) => assertNoGap(after + index, place));
  const count = places.length;
  return { count, last: count === 0 ? undefined : logPosition(after + count), eventAt };
};

const withClient = async <Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect();
  let failed = true;
  try {
    const result = await work(client);
    failed = false;
    return result;
  } finally {
    client.release(failed);
  }
};

const placeAt = ({ bytes, starts }: CopiedRows, index: number): number => {
  const at = starts[index]! + FIXED.position[0];
  return bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
};

/** Every call that makes a text of bytes costs as much as a hash, so as few as possible are made. */
const eventAt = (rows: CopiedRows, index: number): StoredEvent => {
  const { bytes: page } = rows;
  const start = rows.starts[index]!;
  assertUsual(rows, index);
  const fixedText = page.toString('latin1', start, start + FIXED_BYTES);
  const fixed = ([from, length]: readonly [number, number]): string => fixedText.slice(from, from + length);
  const metadata = columnAfter(page, start + FIXED_BYTES);
  const stream = columnAfter(page, metadata.to);
  const type = columnAfter(page, stream.to);
  const data = columnAfter(page, type.to);
  const texts = page.toString('utf8', metadata.from, type.to);
  const isAscii = texts.length === type.to - metadata.from;
  const text = ({ from, to }: Piece): string =>
    isAscii ? texts.slice(from - metadata.from, to - metadata.from) : page.toString('utf8', from, to);
  return new RecordedEvent({
    place: placeAt(rows, index),
    stream: text(stream),
    revision: page.readInt32BE(start + FIXED.revision[0]),
    id: fixed(FIXED.id),
    type: text(type),
    version: page.readInt32BE(start + FIXED.version[0]),
    effectiveOn: fixed(FIXED.effectiveOn),
    contentHash: fixed(FIXED.contentHash),
    streamHash: fixed(FIXED.streamHash),
    metadata: text(metadata),
    data: { page, ...data },
  });
};

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** The column that begins, with four bytes for its length, where another one ends. */
const columnAfter = (page: Buffer, end: number): Piece => {
  const from = end + 4;
  return { from, to: from + page.readInt32BE(end) };
};

const assertUsual = (rows: CopiedRows, index: number): void => {
  if (
    has(FIXED.id, rows, index) &&
    has(FIXED.contentHash, rows, index) &&
    has(FIXED.streamHash, rows, index) &&
    has(FIXED.effectiveOn, rows, index)
  ) {
    return;
  }
  throw unusual(placeAt(rows, index));
};

const unusual = (place: number): EventCorrupted =>
  new EventCorrupted(logPosition(place), 'a hash or a day is not of the usual length');

const has = (column: readonly [number, number], { bytes, starts }: CopiedRows, index: number): boolean =>
  bytes.readInt32BE(starts[index]! + column[0] - 4) === column[1];
