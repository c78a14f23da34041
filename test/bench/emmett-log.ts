import { getPostgreSQLEventStore, postgreSQLProjection } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { type Contender, inParallel } from './contender.js';
import { EVENT_TYPES, EVENTS_PER_STREAM, streamName } from './workload.js';

export interface EmmettLog extends Contender {
  /** Counts the events of each stream with its own consumer, one upsert an event, in batches of that size. */
  project(batchSize: number, version: number): Promise<number>;
}

const COUNT = `insert into emmett_counter as c (stream, events) values ($1, 1)
  on conflict (stream) do update set events = c.events + 1`;

/** The peer: `@event-driven-io/emmett-postgresql` as its documentation uses it. */
export const openEmmettLog = async (url: string, connections: number): Promise<EmmettLog> => {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
  await pool.query('create table emmett_counter (stream text primary key, events integer not null)');
  const append: Contender['append'] = async (stream, revision, events) => {
    const expectedStreamVersion = revision === 0 ? 'STREAM_DOES_NOT_EXIST' : BigInt(revision);
    await store.appendToStream(stream, [...events], { expectedStreamVersion });
  };
  return {
    name: 'emmett',
    append,
    fill: (prefix, streams, event) =>
      inParallel(streams, connections, (number) =>
        append(
          streamName(prefix, number),
          0,
          Array.from({ length: EVENTS_PER_STREAM }, (_, revision) => event(revision)),
        ),
      ),
    readStream: async (stream) => (await store.readStream(stream)).events.length,
    project: async (batchSize, version) => {
      let count = 0;
      const consumer = store.consumer({ pulling: { batchSize }, stopWhen: { noMessagesLeft: true } });
      consumer.projector({
        processorId: `counter-${version}`,
        projection: postgreSQLProjection({
          name: `counter-${version}`,
          canHandle: [...EVENT_TYPES],
          handle: async (events, { connection }) => {
            for (const { metadata } of events) {
              await connection.client.query(COUNT, [metadata.streamName]);
              count += 1;
            }
          },
        }),
      });
      await consumer.start();
      await consumer.close();
      return count;
    },
    close: async () => {
      await store.close();
      await pool.end().catch(() => undefined);
    },
  };
};
