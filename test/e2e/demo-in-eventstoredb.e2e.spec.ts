import { playDemo } from '../../apps/cli/demo/demo.js';
import { type ProtocolServer, startProtocolServer } from '../protocol-server/protocol-server.js';
import { type RunningService, startService } from '../support/running-service.js';
import { STATEMENT, statementIn } from './demo-statement.js';

/** On the protocol of EventStoreDB only: the demo needs an empty log, which a cluster that somebody else uses has not. */
describe('The demo with its log in EventStoreDB', () => {
  let server: ProtocolServer;
  let service: RunningService;

  beforeAll(async () => {
    server = await startProtocolServer();
    service = await startService({ EVENT_STORE_URL: server.url });
  });
  afterAll(async () => {
    await service?.stop();
    server?.stop();
  });

  it('plays every scenario and closes three fiscal years to the fen, as with its log in PostgreSQL', async () => {
    const lines: string[] = [];
    const print = (text: string): void => void lines.push(...text.split('\n'));
    await playDemo({ url: service.url, language: 'en', print });
    expect(statementIn(lines)).toEqual(STATEMENT);
    expect(server.calls.some(({ method }) => method === 'append' || method === 'batchAppend')).toBe(true);
  }, 600_000);
});
