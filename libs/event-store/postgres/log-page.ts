import type { Pool, PoolClient } from 'pg';
import { assert } from '#kernel/assert.js';
import type { StoredEvent } from '../envelope.js';
import { assertNoGap, decodeRecord, type EventRecord } from '../event-record.js';
import { EventCorrupted } from '../event-store.js';
import type { LogPage } from '../follow-log.js';
import { logPosition } from '../log-position.js';
import { RecordedEvent } from '../recorded-event.js';
import { usualMetadataIn } from '../usual-metadata.js';
import { textOfBytes, type Utf8Bytes } from '../utf8-bytes.js';
import { copyOut } from './copy-out.js';
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
  records.forEach(({ place }, index) => assertNoGap(after + index, place));
  const events: StoredEvent[] = [];
  return pageOf(after, records.length, (index) => (events[index] ??= usualEvent(records[index]!)));
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
  const { bytes, starts, release } = await withClient(pool, (client) =>
    copyOut(client, query, size * BYTES_PER_EVENT),
  );
  const rowAt = (index: number): Utf8Bytes => bytes.toString('latin1', starts[index], starts[index + 1]);
  starts.forEach((start, index) => assertNoGap(after + index, placeAt(bytes, start)));
  const page = pageOf(after, starts.length, (index) => eventAt(after + index + 1, rowAt(index)));
  return { ...page, release };
};

const pageOf = (after: number, count: number, eventAt: LogPage['eventAt']): LogPage => ({
  count,
  last: count === 0 ? undefined : logPosition(after + count),
  eventAt,
});

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

const placeAt = (page: Buffer, start: number): number => {
  const at = start + FIXED.position[0];
  return page.readUInt32BE(at) * 2 ** 32 + page.readUInt32BE(at + 4);
};

/** As PostgreSQL sends it: two bytes with the number of columns, then each column behind four bytes with its length. */
type Row = Utf8Bytes;

const eventAt = (place: number, row: Row): StoredEvent => {
  if (!isUsual(row)) throw unusual(place);
  const metadata = columnAfter(row, FIXED_BYTES);
  const stream = columnAfter(row, metadata.to);
  const type = columnAfter(row, stream.to);
  const data = columnAfter(row, type.to);
  const usual = usualMetadataIn(bytesOf(row, metadata));
  const isPlain = usual !== undefined && IS_ASCII.test(row.slice(stream.from, type.to));
  const text = (column: Column): string =>
    isPlain ? bytesOf(row, column) : textOfBytes(bytesOf(row, column));
  return new RecordedEvent({
    place,
    stream: text(stream),
    revision: integerAt(row, FIXED.revision[0]),
    id: fixed(row, FIXED.id),
    type: text(type),
    version: integerAt(row, FIXED.version[0]),
    effectiveOn: fixed(row, FIXED.effectiveOn),
    contentHash: fixed(row, FIXED.contentHash),
    streamHash: fixed(row, FIXED.streamHash),
    metadata: isPlain ? usual : text(metadata),
    data: isPlain ? { bytes: bytesOf(row, data) } : text(data),
  });
};

/** The length of the type, which is short, stands between the stream and the type. */
const IS_ASCII = /^[\0-~]*$/;

/** Where a column begins and ends. */
interface Column {
  readonly from: number;
  readonly to: number;
}

/** The column that begins, with four bytes for its length, where another one ends. */
const columnAfter = (row: Row, end: number): Column => {
  const from = end + 4;
  return { from, to: from + integerAt(row, end) };
};

const bytesOf = (row: Row, { from, to }: Column): Utf8Bytes => row.slice(from, to);

const fixed = (row: Row, [from, length]: readonly [number, number]): string => row.slice(from, from + length);

const integerAt = (row: Row, at: number): number =>
  (row.charCodeAt(at) << 24) |
  (row.charCodeAt(at + 1) << 16) |
  (row.charCodeAt(at + 2) << 8) |
  row.charCodeAt(at + 3);

const isUsual = (row: Row): boolean =>
  has(row, FIXED.id) &&
  has(row, FIXED.contentHash) &&
  has(row, FIXED.streamHash) &&
  has(row, FIXED.effectiveOn);

const unusual = (place: number): EventCorrupted =>
  new EventCorrupted(logPosition(place), 'a hash or a day is not of the usual length');

const has = (row: Row, [from, length]: readonly [number, number]): boolean =>
  integerAt(row, from - 4) === length;
