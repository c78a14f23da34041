import { types } from 'node:util';
import pg, { type Pool, type PoolClient } from 'pg';
import { unreachable } from '#kernel/assert.js';
import type { AppendRequest, EncodedEvent } from '../event-record.js';
import {
  AmbiguousWrite,
  type Appended,
  EventIdReused,
  type ExpectedRevision,
  RevisionConflict,
} from '../event-store.js';
import { logPosition } from '../log-position.js';

type Answer = Appended | Error;

/** One row per request, in order; see `append_batch` in the migration that creates the log. */
interface AnswerRow {
  readonly outcome: 'appended' | 'repeated' | 'conflict' | 'reused';
  readonly last_revision: number | null;
  readonly last_position: string | null;
  readonly event_id: string | null;
}

/**
 * Writes a batch in one round trip and one transaction. When the connection is lost on the way, the same question is asked once more
 * on another one: the ids make that harmless, and the answer says what is in the log.
 * @throws when the database refused the batch as a whole; nothing is written then.
 */
export const writeBatch = async (pool: Pool, batch: readonly AppendRequest[]): Promise<readonly Answer[]> => {
  try {
    return await callOnce(pool, batch);
  } catch (error) {
    if (error instanceof Unreachable || isTimeoutInDatabase(error)) return batch.map(() => causeOf(error));
    if (isRefusedByDatabase(error)) throw error;
    return askAgain(pool, batch);
  }
};

const askAgain = async (pool: Pool, batch: readonly AppendRequest[]): Promise<readonly Answer[]> => {
  try {
    return await callOnce(pool, batch);
  } catch (error) {
    // A refusal proves nothing about the first call once it concerns a batch; the halves are asked again, with the same ids.
    if (isRefusedByDatabase(error) && !isTimeoutInDatabase(error)) throw error;
    return batch.map(({ stream }) => new AmbiguousWrite(stream, causeOf(error)));
  }
};

/** No connection at all: nothing was sent, so nothing was written. */
class Unreachable extends Error {}

const causeOf = (error: unknown): Error => {
  const cause = error instanceof Unreachable ? error.cause : error;
  return types.isNativeError(cause) ? cause : new Error(String(cause));
};

const callOnce = async (pool: Pool, batch: readonly AppendRequest[]): Promise<readonly Answer[]> => {
  const client = await connect(pool);
  let lost = true;
  try {
    const { rows } = await client.query<AnswerRow>({
      name: 'append-batch',
      text: APPEND_BATCH,
      values: columnsOf(batch),
    });
    lost = false;
    return rows.map((row, index) => answerOf(batch[index]!, row));
  } catch (error) {
    lost = !isRefusedByDatabase(error);
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(lost);
  }
};

const connect = async (pool: Pool): Promise<PoolClient> => {
  try {
    const client = await pool.connect();
    // A connection that dies rejects its query and also emits an error, which would stop the process.
    client.on('error', ignore);
    return client;
  } catch (error) {
    throw new Unreachable('No connection', { cause: error });
  }
};

const ignore = (): void => undefined;

/** An error the server reported for the statement: rolled back. Classes 08 and 57P say that the connection is going away. */
const isRefusedByDatabase = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? '08');

/** Statement or lock timeout. Halving the batch would only wait as long again. */
const isTimeoutInDatabase = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '57014' || error.code === '55P03');

/**
 * Between the texts of a column that travel as one. Neither JSON nor ids and hashes contain it; and one long text costs a fraction of
 * an array, in which every quotation mark of every JSON is escaped and found again.
 */
const SEPARATOR = '\u001e';

const APPEND_BATCH = `select * from tranche_log.append_batch($1, $2, $3, string_to_array($4, E'\\x1e')::uuid[], $5, $6, $7,
  string_to_array($8, E'\\x1e'), string_to_array($9, E'\\x1e'), string_to_array($10, E'\\x1e'))`;

const columnsOf = (batch: readonly AppendRequest[]): unknown[] => {
  const events = batch.flatMap((request) => request.events);
  const column = (name: keyof EncodedEvent): unknown[] => events.map((event) => event[name]);
  const text = (name: keyof EncodedEvent): string => column(name).join(SEPARATOR);
  return [
    batch.map(({ stream }) => stream),
    batch.map(({ expected }) => expectedInDatabase(expected)),
    batch.map((request) => request.events.length),
    text('id'),
    column('type'),
    column('version'),
    column('effectiveOn'),
    text('data'),
    text('metadata'),
    text('contentHash'),
  ];
};

const expectedInDatabase = (expected: ExpectedRevision): number | null => {
  if (expected === 'any') return null;
  return expected === 'none' ? -1 : expected;
};

const answerOf = ({ stream, expected }: AppendRequest, row: AnswerRow): Answer => {
  switch (row.outcome) {
    case 'appended':
    case 'repeated':
      return {
        revision: row.last_revision!,
        position: logPosition(row.last_position!),
        repeated: row.outcome === 'repeated',
      };
    case 'conflict':
      return new RevisionConflict(stream, expected, row.last_revision ?? undefined);
    case 'reused':
      return new EventIdReused(stream, row.event_id!);
    default:
      return unreachable(row.outcome);
  }
};
