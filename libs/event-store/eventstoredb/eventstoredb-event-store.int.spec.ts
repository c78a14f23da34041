import { randomUUID } from 'node:crypto';
import { startProtocolServer } from '../../../test/protocol-server/protocol-server.js';
import { describeEventStore, type StoreUnderTest } from '../event-store.contract.js';
import { openEventStoreDbEventStore } from './eventstoredb-event-store.js';

/** Two stores, as of two processes, on streams that nobody else has used. */
const openTwo = (url: string, after: () => void): StoreUnderTest => {
  const prefix = `tranche-test-${randomUUID()}.`;
  const store = openEventStoreDbEventStore({ url, prefix });
  const peer = openEventStoreDbEventStore({ url, prefix });
  const dispose = async (): Promise<void> => {
    await Promise.all([store.close(), peer.close()]);
    after();
  };
  return { store, peer, dispose, idsAreUniqueIn: 'stream' };
};

describeEventStore('The EventStoreDB adapter on the protocol server', async () => {
  const server = await startProtocolServer();
  return openTwo(server.url, server.stop);
});

const { EVENT_STORE_URL } = process.env;
if (EVENT_STORE_URL) {
  describeEventStore('The EventStoreDB adapter on a real server', async () =>
    openTwo(EVENT_STORE_URL, () => undefined),
  );
}
