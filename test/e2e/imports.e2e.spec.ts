import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { businessDate } from '#kernel/business-date.js';
import { openTable } from '#portfolio-import/tables/open-table.js';
import { readStatedRows } from '#portfolio-import/stated-rows.js';
import { asWorkbook, portfolioOf, type Tables } from '#portfolio-import/testing/portfolio.js';
import { query } from '../support/rows-of-database.js';
import { type RunningService, startService } from '../support/running-service.js';

const PROJECTS = 150;
const ROWS = PROJECTS * 4;

interface ImportView {
  readonly id: string;
  readonly status: string;
  readonly check: { readonly rows: number; readonly badRows: number } | null;
  readonly refusal: { readonly code: string } | null;
  readonly progress: { readonly taken: number; readonly unchanged: number; readonly refused: number };
  readonly rowsSeen: number | null;
  readonly faults: readonly object[];
}

describe('A portfolio that is taken over through HTTP', () => {
  let service: RunningService;
  let folder: string;
  beforeAll(async () => {
    service = await startService();
    folder = await mkdtemp(join(tmpdir(), 'tranche-imports-'));
  }, 180_000);
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const give = async (fileName: string, content: Uint8Array, more = ''): Promise<ImportView> =>
    (await service.done(`/v1/imports?fileName=${fileName}${more}`, {
      as: 'officer',
      body: content,
      headers: { 'content-type': 'application/octet-stream' },
    })) as unknown as ImportView;
  const seen = async (id: string): Promise<ImportView> =>
    (await service.view(`/v1/imports/${id}`)) as unknown as ImportView;
  const until = async (id: string, isThere: (view: ImportView) => boolean): Promise<ImportView> => {
    for (;;) {
      const view = await seen(id);
      if (isThere(view)) return view;
      await pause(50);
    }
  };
  const checked = async (fileName: string, tables: Tables, more = ''): Promise<ImportView> => {
    const { id } = await give(fileName, asWorkbook(tables), more);
    return until(id, ({ status }) => status !== 'requested');
  };
  const count = async (type: string): Promise<number> => {
    const [row] = await query(
      service.databaseUrl,
      `select count(*)::int as many from tranche_log.events where type = '${type}'`,
    );
    return Number((row as { many: number }).many);
  };
  const bytesOf = async (route: string): Promise<Buffer> => {
    const signIn = await service.post('/v1/sign-in', { body: { user: 'officer', password: 'demo-tranche' } });
    const headers = { authorization: `Bearer ${String(signIn.body.token)}` };
    return Buffer.from(await (await fetch(service.url + route, { headers })).arrayBuffer());
  };

  it('begins with a template that the service itself can read', async () => {
    const path = join(folder, 'template.xlsx');
    await writeFile(path, await bytesOf('/v1/imports/templates/all?measure=JX24-4.1'));
    const kinds: string[] = [];
    for await (const row of readStatedRows(await openTable(path, 'template.xlsx'))) kinds.push(row.kind);
    expect(kinds).toEqual(['parties', 'awards', 'lists', 'payments']);
  });

  it('shows every bad row with sheet, cell, rule and value in both languages, also after a restart, and gives them back as a file', async () => {
    const bad = structuredClone(portfolioOf(3)) as unknown as Record<string, string[][]>;
    (bad.parties?.[1] ?? [])[2] = '330402198001010001';
    (bad.payments?.[2] ?? [])[4] = 'much';
    const view = await checked('bad.xlsx', bad as unknown as Tables);
    expect(view).toMatchObject({ status: 'checked', check: { rows: 12 } });
    const expected = expect.arrayContaining([
      expect.objectContaining({
        sheet: '受益人',
        cell: 'C2',
        zh: expect.any(String),
        en: expect.any(String),
      }),
      expect.objectContaining({ sheet: '已付款', cell: 'E3', value: 'much' }),
    ]);
    expect(view.faults).toEqual(expected);
    await service.kill();
    await service.restart();
    expect((await seen(view.id)).faults).toEqual(expected);

    const path = join(folder, 'bad-rows.xlsx');
    await writeFile(path, await bytesOf(`/v1/imports/${view.id}/bad-rows`));
    let rows = 0;
    for await (const row of readStatedRows(await openTable(path, 'bad-rows.xlsx')))
      if (!('header' in row)) rows += 1;
    expect(rows).toBe(view.check?.badRows);
  });

  it('is confirmed by a second person, survives kill -9 in the middle, and is taken over once', async () => {
    const view = await checked('running.xlsx', portfolioOf(PROJECTS));
    expect(view).toMatchObject({ status: 'checked', check: { rows: ROWS, badRows: 0 } });
    const own = await service.post(`/v1/imports/${view.id}/confirm`, { as: 'officer', body: {} });
    expect(own.status).toBe(403);
    await service.done(`/v1/imports/${view.id}/confirm`, { as: 'verifier', body: {} });
    await until(view.id, ({ rowsSeen, status }) => (rowsSeen ?? 0) > ROWS / 3 || status === 'finished');
    await service.kill();
    await service.restart();
    const done = await until(view.id, ({ status }) => status === 'finished');
    expect(done.progress.taken + done.progress.unchanged).toBe(ROWS);
    expect(done.progress.refused).toBe(0);
    for (const [type, many] of [
      ['PartyRegistered', 2],
      ['AwardTakenOver', 1],
      ['EarlierPaymentTakenOver', 1],
    ] as const)
      expect([type, await count(type)]).toEqual([type, many * PROJECTS]);

    const again = await checked('again.xlsx', portfolioOf(PROJECTS));
    await service.done(`/v1/imports/${again.id}/confirm`, { as: 'verifier', body: {} });
    const unchanged = await until(again.id, ({ status }) => status === 'finished');
    expect(unchanged.progress).toMatchObject({ taken: 0, unchanged: ROWS, refused: 0 });
  }, 600_000);

  it('is refused at its limit of bytes while it comes in, and takes no request without a file', async () => {
    const person = fictitiousResidentId(businessDate('1990-01-01'), 1);
    const huge = Buffer.alloc(65 * 1024 * 1024, person);
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await service.post('/v1/imports?fileName=huge.csv', {
      as: 'officer',
      body: huge,
      headers,
    });
    expect(answer.status).toBe(413);
    const none = await service.post('/v1/imports?fileName=none.csv', { as: 'officer', body: {} });
    expect(none.status).toBe(400);
  });
});
