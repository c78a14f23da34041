import { fictitiousCreditCode } from '#kernel/chinese-identifiers/fictitious.js';
import { type ProtocolServer, startProtocolServer } from '../protocol-server/protocol-server.js';
import { type RunningService, startService } from '../support/running-service.js';

/** The log in EventStoreDB's protocol, read models in PostgreSQL; `EVENT_STORE_URL` tries a real cluster instead. */
describe('The service with its log in EventStoreDB', () => {
  let server: ProtocolServer | undefined;
  let service: RunningService;

  beforeAll(async () => {
    server = process.env.EVENT_STORE_URL ? undefined : await startProtocolServer();
    service = await startService({ EVENT_STORE_URL: process.env.EVENT_STORE_URL ?? server?.url });
  });

  afterAll(async () => {
    await service.stop();
    server?.stop();
  });

  const text = (value: unknown): string => {
    expect(value).toEqual(expect.any(String));
    return value as string;
  };

  const host = async (): Promise<string> => {
    const name = '示例孵化器有限公司';
    const identifier = { kind: 'unified-social-credit-code', value: fictitiousCreditCode(77) };
    const body = { kind: 'enterprise', name, identifier };
    const id = text((await service.done('/v1/parties', { as: 'officer', body })).id);
    const account = {
      number: '33001000000077',
      accountName: name,
      bankCode: '105335000018',
      bankName: '建行',
    };
    const opened = await service.done(`/v1/parties/${id}/accounts`, { as: 'officer', body: account });
    await service.done(`/v1/parties/${id}/accounts/${text(opened.accountId)}/confirm`, {
      as: 'verifier',
      body: {},
    });
    return id;
  };

  it('releases a tranche through caps and budget, and knows it after a power failure (JX24-13.2: 500,000)', async () => {
    const appropriation = { amountYuan: '500000.00', documentNumber: 'D1' };
    const line = '/v1/budget-lines/JX-INCUBATOR/2024';
    await service.done(`${line}/appropriations`, { as: 'maker', body: appropriation });
    const facts = { location: 'domestic', builtOn: '2023-11-01', cityLevel: true };
    const application = { measure: 'JX24-13.2', parties: { host: await host() }, facts };
    const submitted = await service.done('/v1/awards', { as: 'officer', body: application });
    const award = `/v1/awards/${text(submitted.id)}`;
    const step = (as: string, route: string, body: object = {}) =>
      service.done(`${award}/${route}`, { as, body });

    await step('officer', 'accept');
    await step('verifier', 'verify');
    await step('officer', 'publicity');
    await service.done('/v1/clock/advance', { as: 'admin', body: { to: '2024-01-15', reason: 'publicity' } });
    await step('approver', 'approve');
    const evidence = [{ name: 'city-recognition', document: 'DOC', issuedOn: '2024-01-10' }];
    await step('officer', 'tranches/1/claim', { evidence, facts: {} });
    await step('verifier', 'tranches/1/verify');
    await step('maker', 'tranches/1/release');

    await service.kill();
    await service.restart();

    expect(await service.view(award)).toMatchObject({
      trancheList: [{ status: 'released', grantedYuan: '500000.00' }],
    });
    expect(await service.view(line)).toMatchObject({ committedYuan: '500000.00', freeYuan: '0.00' });
  }, 300_000);

  it('says how it is, and shows what was just written by its position', async () => {
    const body = { amountYuan: '1.00', documentNumber: 'D2' };
    const route = '/v1/budget-lines/JX-INCUBATOR/2024/appropriations';
    const { headers } = await service.post(route, { as: 'maker', body });
    const position = encodeURIComponent(headers.get('tranche-position') ?? '');
    expect(position).toMatch(/^\d{20}%3A\d{20}$/);
    const seen = await service.view(`/v1/budget-lines/JX-INCUBATOR/2024?after=${position}`);
    expect(seen).toMatchObject({ freeYuan: '1.00' });
    expect(await service.view(`/v1/audit/replay?position=${position}`)).toMatchObject({ totals: {} });
    expect((await service.get('/health/ready')).body).toMatchObject({ status: 'ok' });
    expect((await service.get('/metrics')).text).toContain('tranche_lag_events{runner="process-managers"} 0');
    expect(await service.view('/v1/reactions')).toMatchObject({ eventsBehind: 0, parked: [] });
    const { items } = (await service.view('/v1/projections')) as { items: { eventsBehind: number }[] };
    expect(items.map(({ eventsBehind }) => eventsBehind)).toEqual(items.map(() => 0));
  });
});
