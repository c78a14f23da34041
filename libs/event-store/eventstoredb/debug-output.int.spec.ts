import { jest } from '@jest/globals';
import { startProtocolServer } from '../../../test/protocol-server/protocol-server.js';
import { throwawayCertificate } from '../../../test/protocol-server/throwaway-certificate.js';
import { collect, sampleEvents } from '../sample-events.js';

/** The client prints its connection string and the options of every call when it is told to, and decides that when it is loaded. */
const loadWithDebugOutput = async () => {
  const before = process.env.DEBUG;
  process.env.DEBUG = 'esdb:*';
  const { openEventStoreDbEventStore } = await import('./eventstoredb-event-store.js');
  const { EventStoreDBClient } = await import('@eventstore/db-client');
  if (before === undefined) delete process.env.DEBUG;
  else process.env.DEBUG = before;
  return { openEventStoreDbEventStore, EventStoreDBClient };
};

describe('The debug output of the EventStoreDB client', () => {
  const certificate = throwawayCertificate();
  const withTls = certificate ? it : it.skip;

  withTls(
    'never holds the password, and would when the bare client is given it (skipped without openssl)',
    async () => {
      const { openEventStoreDbEventStore, EventStoreDBClient } = await loadWithDebugOutput();
      const server = await startProtocolServer({ certificate, user: 'admin:sesame-open' });
      let printed = '';
      const print = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
        printed += String(text);
        return true;
      });
      try {
        const store = openEventStoreDbEventStore({ url: server.url });
        await store.append('printed', 'none', sampleEvents('printed', 1));
        expect(await collect(store.readLog())).toHaveLength(1);
        await store.close();
        expect(printed).toContain('appendToStream');
        expect(printed).not.toContain('sesame-open');
        EventStoreDBClient.connectionString(server.url);
        expect(printed).toContain('sesame-open');
      } finally {
        print.mockRestore();
        server.stop();
      }
    },
  );
});
