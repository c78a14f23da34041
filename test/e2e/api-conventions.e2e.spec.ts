import { randomUUID } from 'node:crypto';
import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { businessDate } from '#kernel/business-date.js';
import { type Answer, type Json, type RunningService, startService } from '../support/running-service.js';

/** Conventions that hold for every route of the API, whatever it is about. */
let service: RunningService;
let document: Document;
beforeAll(async () => {
  service = await startService();
  document = (await service.get('/openapi.json')).body as unknown as Document;
});
afterAll(() => service?.stop());

interface Operation {
  readonly 'x-open'?: boolean;
  readonly 'x-act'?: string;
  readonly 'x-roles'?: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Route extends Operation {
  readonly method: string;
  readonly path: string;
}

const PERSON_OF_ROLE: Readonly<Record<string, string>> = {
  'programme-officer': 'officer',
  'programme-verifier': 'verifier',
  'finance-maker': 'maker',
  'finance-checker': 'checker',
  auditor: 'auditor',
  administrator: 'admin',
};

const NOBODY = '0123456789AB';
const PARTS: Readonly<Record<string, string>> = {
  '/v1/parties': `party-${NOBODY}`,
  '/v1/awards': `elite-leader-${NOBODY}`,
  '/v1/batches': `batch-${NOBODY}`,
  '/v1/recovery-cases': `recovery-${NOBODY}`,
  '/v1/bank-answers': `bankfile-${'0'.repeat(24)}`,
  '/v1/measures': 'JX24-99',
  '/v1/revisions': `revision-${NOBODY}`,
  '/v1/holds': `hold-${NOBODY}`,
  '/v1/imports': `import-${NOBODY}`,
  '/v1/budget-transfers': `transfer-${NOBODY}`,
};

/** A path that fits the route and names nothing that exists. */
const filled = (path: string): string => {
  const [prefix = ''] = /^\/v1\/[a-z-]+/.exec(path) ?? [];
  return path
    .replace('{id}', PARTS[prefix] ?? 'none')
    .replace('{year}', '2024')
    .replace('{month}', '2024-01')
    .replace('{line}', 'NO-LINE')
    .replace('{no}', '1')
    .replace('{version}', '1')
    .replace('{book}', 'JX24')
    .replaceAll(/\{\w+\}/g, 'none');
};

const routes = (): readonly Route[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );

/** A search asks in a body, because its words must not stand in an address; it changes nothing. */
const commands = (): readonly Route[] =>
  routes().filter(({ method, 'x-open': open, 'x-act': act }) => method === 'POST' && !open && act !== 'read');

/** Somebody who may use the route. */
const allowed = ({ 'x-roles': roles }: Route): string => PERSON_OF_ROLE[roles?.[0] ?? 'auditor'] ?? 'auditor';

const appropriation = (documentNumber: string, amountYuan = '1000.00') => ({ amountYuan, documentNumber });
const LINE = '/v1/budget-lines/PH-OVERSEAS-ENGINEER/2024';

const expectProblem = ({ status, headers, body }: Answer, expected: number, code: string): void => {
  expect({ status, code: body.code }).toEqual({ status: expected, code });
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(body).toMatchObject({
    type: `https://tranche.example/problems/${code}`,
    status: expected,
    title: expect.any(String),
    detail: expect.any(String),
    instance: expect.stringMatching(/^urn:request:/),
    messages: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) },
  });
};

describe('a problem (RFC 9457)', () => {
  it.each([
    ['a page that does not exist', 404, 'http.404', () => service.get('/v1/nothing', { as: 'auditor' })],
    [
      'an award that does not exist',
      404,
      'award.not-found',
      () => service.get(`/v1/awards/elite-leader-${NOBODY}`, { as: 'auditor' }),
    ],
    [
      'an id of another kind of thing',
      404,
      'party.not-found',
      () => service.get('/v1/parties/user-admin', { as: 'auditor' }),
    ],
    ['nobody signed in', 401, 'sign-in.required', () => service.get('/v1/me')],
    [
      'a token of somebody else’s making',
      401,
      'token.invalid',
      () => service.get('/v1/me', { headers: { authorization: 'Bearer a.b.c' } }),
    ],
    [
      'text that is not JSON',
      400,
      'http.400',
      () => service.post('/v1/parties', { as: 'officer', body: '{"kind":' }),
    ],
    [
      'a content type nobody reads',
      415,
      'http.415',
      () =>
        service.post('/v1/parties', { as: 'officer', body: 'x', headers: { 'content-type': 'text/html' } }),
    ],
    [
      'a body of two megabytes',
      413,
      'http.413',
      () =>
        service.post('/v1/parties', { as: 'officer', body: JSON.stringify({ name: 'x'.repeat(2_000_000) }) }),
    ],
    [
      'an If-Match that is no revision',
      400,
      'request.invalid',
      () =>
        service.post(`${LINE}/appropriations`, {
          as: 'maker',
          body: appropriation('P-1'),
          headers: { 'if-match': 'W/"1"' },
        }),
    ],
    [
      'a budget line that no measure names',
      422,
      'budget.unknown-line',
      () =>
        service.post('/v1/budget-lines/NO-SUCH-LINE/2024/appropriations', {
          as: 'maker',
          body: appropriation('P-2'),
        }),
    ],
    [
      'a year that is written in another way',
      404,
      'path.not-found',
      () => service.post(`${LINE}.0/appropriations`, { as: 'maker', body: appropriation('P-3') }),
    ],
    [
      'a refusal of the domain',
      422,
      'clock.backwards',
      () => service.post('/v1/clock/advance', { as: 'admin', body: { to: '2020-01-01', reason: 'x' } }),
    ],
  ])('describes %s: %d %s', async (_what, status, code, ask) => {
    expectProblem(await ask(), status, code);
  });

  it.each([
    [undefined, '请先登录'],
    ['zh-CN,zh;q=0.9', '请先登录'],
    ['en-GB,en;q=0.9', 'Sign in first'],
  ])('speaks the language of Accept-Language %s', async (language, detail) => {
    const { body } = await service.get('/v1/me', {
      headers: language ? { 'accept-language': language } : {},
    });
    expect(body.detail).toBe(detail);
  });

  it('names every faulty field of a body by its JSON pointer, at once and in both languages', async () => {
    const body = {
      kind: 'ghost',
      name: '',
      identifier: { kind: 'resident-id', value: '123', colour: 'red' },
      'a/b': 1,
    };
    const answer = await service.post('/v1/parties', { as: 'officer', body });
    expectProblem(answer, 400, 'request.invalid');
    const errors = answer.body.errors as readonly Json[];
    expect(errors.map(({ pointer, code }) => `${String(pointer)} ${String(code)}`).toSorted()).toEqual([
      '/a~1b field.unknown',
      '/identifier/colour field.unknown',
      '/identifier/value identifier.resident-id-format',
      '/kind field.choice',
      '/name field.text',
    ]);
  });

  it('has words in both languages for every field of every route', async () => {
    for (const route of commands()) {
      const { status, body } = await service.post(filled(route.path), {
        as: allowed(route),
        body: { surprise: { deep: [1] } },
      });
      for (const { zh, en } of (body.errors ?? []) as readonly { zh: string; en: string }[]) {
        expect(`${route.path} ${zh}`).toMatch(/\p{Script=Han}/u);
        expect(`${route.path} ${en}`).not.toMatch(/\p{Script=Han}|undefined|\[object/u);
      }
      if (route.requestBody?.content['application/json'])
        expect(`${route.path} ${status}`).toBe(`${route.path} 400`);
    }
  });
});

describe('an Idempotency-Key (promise 6)', () => {
  const appropriate = (key: string | null, documentNumber: string, as = 'maker') =>
    service.post(`${LINE}/appropriations`, { as, key, body: appropriation(documentNumber) });
  const eventsOf = async (stream: string): Promise<number> =>
    ((await service.view(`/v1/audit/events?limit=1000&stream=${stream}`)).items as unknown[]).length;

  it('is asked for by every route that changes something', async () => {
    for (const route of commands()) {
      const { status, body } = await service.post(filled(route.path), { as: allowed(route), key: null });
      expect([route.path, status, body.code]).toEqual([route.path, 400, 'idempotency.key-missing']);
    }
  });

  it('that is too long is refused', async () => {
    expectProblem(await appropriate('k'.repeat(256), 'K-0'), 400, 'idempotency.key-malformed');
  });

  it('makes a retry get the first answer again and write nothing', async () => {
    const key = randomUUID();
    const first = await appropriate(key, 'K-1');
    const before = await eventsOf('budget-PH-OVERSEAS-ENGINEER-2024');
    const second = await appropriate(key, 'K-1');
    expect(first.status).toBe(201);
    expect(second.status).toBe(201);
    expect(second.body).toEqual({ ...first.body, repeated: true });
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await eventsOf('budget-PH-OVERSEAS-ENGINEER-2024')).toBe(before);
  });

  it('used again with other content is an error', async () => {
    const key = randomUUID();
    await appropriate(key, 'K-2');
    expectProblem(await appropriate(key, 'K-3'), 422, 'idempotency.key-reused');
  });

  it('belongs to the user: another user’s same key is another request', async () => {
    const key = randomUUID();
    await appropriate(key, 'K-4');
    const party = {
      kind: 'enterprise',
      name: '钥匙公司',
      identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(41) },
    };
    expect((await service.post('/v1/parties', { as: 'officer', key, body: party })).status).toBe(201);
  });

  it('sent twenty times at once changes the world once', async () => {
    const key = randomUUID();
    const before = await eventsOf('budget-PH-OVERSEAS-ENGINEER-2024');
    const answers = await Promise.all(Array.from({ length: 20 }, () => appropriate(key, 'K-5')));
    const kinds = answers.map(({ status, body }) => (status === 201 ? 'done' : body.code));
    expect(kinds).toContain('done');
    expect(kinds.filter((kind) => kind !== 'done' && kind !== 'idempotency.in-flight')).toEqual([]);
    expect(await eventsOf('budget-PH-OVERSEAS-ENGINEER-2024')).toBe(before + 1);
  });

  it('gives a refusal again, and is free again after a request that could not be read', async () => {
    const key = randomUUID();
    const move = (body: Json) => service.post('/v1/clock/advance', { as: 'admin', key, body });
    expectProblem(await move({ to: 'yesterday', reason: 'x' }), 400, 'request.invalid');
    const refused = await move({ to: '2020-01-01', reason: 'x' });
    expectProblem(refused, 422, 'clock.backwards');
    expect((await move({ to: '2020-01-01', reason: 'x' })).body).toEqual(refused.body);
  });

  it('survives a power failure of the service', async () => {
    const key = randomUUID();
    const first = await appropriate(key, 'K-6');
    await service.kill();
    await service.restart();
    expect((await appropriate(key, 'K-6')).body).toEqual({ ...first.body, repeated: true });
  });
});

describe('a command', () => {
  it('answers with its receipt, the view and the headers that go with them', async () => {
    const { status, headers, body } = await service.post(`${LINE}/appropriations`, {
      as: 'maker',
      body: appropriation('C-1', '12.3'),
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: 'budget-PH-OVERSEAS-ENGINEER-2024',
      repeated: false,
      line: 'PH-OVERSEAS-ENGINEER',
      year: 2024,
    });
    expect(headers.get('etag')).toBe(`"${String(body.revision)}"`);
    expect(headers.get('tranche-position')).toBe(body.position);
    expect(body.appropriatedYuan).toMatch(/^\d+\.\d\d$/);
  });

  it('on a revision that somebody changed since is refused with 412 and changes nothing', async () => {
    const { body } = await service.post(`${LINE}/appropriations`, {
      as: 'maker',
      body: appropriation('C-2'),
    });
    const stale = { 'if-match': `"${Number(body.revision) - 1}"` };
    expectProblem(
      await service.post(`${LINE}/appropriations`, {
        as: 'maker',
        body: appropriation('C-3'),
        headers: stale,
      }),
      412,
      'command.stale-revision',
    );
    const current = { 'if-match': `"${String(body.revision)}"` };
    expect(
      (
        await service.post(`${LINE}/appropriations`, {
          as: 'maker',
          body: appropriation('C-3'),
          headers: current,
        })
      ).status,
    ).toBe(201);
  });

  it('that does not want to wait is answered at once, and its position can be waited for', async () => {
    const headers = { prefer: 'wait=0' };
    const answer = await service.post(`${LINE}/appropriations`, {
      as: 'maker',
      body: appropriation('C-4', '77.77'),
      headers,
    });
    expect([201, 202]).toContain(answer.status);
    const view = await service.view(`${LINE}?after=${answer.headers.get('tranche-position')}`);
    expect((view.documents as readonly Json[]).map(({ documentNumber }) => documentNumber)).toContain('C-4');
  });

  it('that does not want to wait is answered although no view shows it yet', async () => {
    const identifier = { kind: 'unified-social-credit-code', value: fictitiousCreditCode(42) };
    const body = { kind: 'enterprise', name: '不等公司', identifier };
    const answer = await service.post('/v1/parties', { as: 'officer', body, headers: { prefer: 'wait=0' } });
    expect([201, 202]).toContain(answer.status);
    expect(answer.body).toMatchObject({ id: expect.stringMatching(/^party-/), revision: 0 });
    const view = await service.view(
      `/v1/parties/${String(answer.body.id)}?after=${String(answer.body.position)}`,
    );
    expect(view).toMatchObject({ name: '不等公司' });
  });

  it('waiting for a position that is not there yet ends with 503 and Retry-After', async () => {
    const answer = await service.get(`${LINE}?after=0000009999999999`, { as: 'auditor' });
    expectProblem(answer, 503, 'view.behind');
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});

describe('the duties (promise 4)', () => {
  it('let every role do its own and refuse everybody else, on every route', async () => {
    const wrong: string[] = [];
    for (const route of routes().filter(({ 'x-open': open }) => !open)) {
      for (const [role, as] of Object.entries(PERSON_OF_ROLE)) {
        const { status, body } =
          route.method === 'POST'
            ? await service.post(filled(route.path), { as, body: { surprise: 1 } })
            : await service.get(filled(route.path), { as });
        const refused = status === 403 && body.code === 'access.role';
        const mayDo = route['x-roles']?.includes(role) ?? route.method === 'GET';
        if (refused === mayDo || status === 401 || status >= 500)
          wrong.push(`${role} ${route.method} ${route.path}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('let nobody in who is not signed in, except to sign in and to ask for health', async () => {
    for (const { method, path, 'x-open': open } of routes()) {
      const { status } =
        method === 'POST' ? await service.post(filled(path), {}) : await service.get(filled(path));
      expect(`${path} ${status === 401}`).toBe(`${path} ${!open}`);
    }
  });

  it('refuse a wrong password and an unknown name with the same words', async () => {
    const signIn = (user: string, password: string) =>
      service.post('/v1/sign-in', { key: null, body: { user, password } });
    const [wrong, unknown] = await Promise.all([
      signIn('officer', 'not the password'),
      signIn('nobody', 'demo-tranche'),
    ]);
    expectProblem(wrong, 401, 'sign-in.failed');
    expect(unknown.body.messages).toEqual(wrong.body.messages);
  });
});

describe('a list', () => {
  const register = (serial: number) => {
    const value = fictitiousResidentId(businessDate('1990-05-01'), serial);
    return service.done('/v1/parties', {
      as: 'officer',
      body: { kind: 'person', name: `分页 ${serial}`, identifier: { kind: 'resident-id', value } },
    });
  };

  it('read page by page shows everything once', async () => {
    const ids = [];
    for (const serial of [101, 102, 103]) ids.push((await register(serial)).id);
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const page = await service.view(
        `/v1/parties?kind=person&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...(page.items as readonly Json[]).map(({ id }) => id));
      cursor = (page.nextCursor as string | null) ?? '';
    } while (cursor);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  const cursorOf = (...keys: unknown[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

  it.each([
    ['limit=0', 'request.invalid'],
    ['limit=201', 'request.invalid'],
    ['limit=1&limit=2', 'request.invalid'],
    ['limit=ten', 'request.invalid'],
    ['colour=red', 'request.invalid'],
    ['cursor=nonsense', 'paging.bad-cursor'],
    [`cursor=${cursorOf('one')}`, 'paging.bad-cursor'],
    [`cursor=${cursorOf('a', 'b', 'c')}`, 'paging.bad-cursor'],
    [`cursor=${cursorOf('2024', 'x\u0000', 'y')}`, 'paging.bad-cursor'],
    ['after=soon', 'request.invalid'],
  ])('refuses ?%s', async (query, code) => {
    expectProblem(await service.get(`/v1/budget-lines?${query}`, { as: 'auditor' }), 400, code);
  });
});

describe('hostile input', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  const HOSTILE: readonly (readonly [name: string, body: string])[] = [
    ['an array', '[]'],
    ['a number', '7'],
    ['null', 'null'],
    ['nothing', ''],
    ['a prototype', '{"__proto__": {"admin": true}}'],
    ['a constructor', '{"constructor": {"prototype": {"admin": true}}}'],
    ['fifty thousand levels', `{"facts": ${deep}}`],
    ['a NUL', '{"reason": "a\\u0000b", "name": "a\\u0000b", "title": "\\u0000"}'],
    ['half a character', '{"reason": "\\ud800", "title": "\\udfff", "facts": {"x": "\\ud800"}}'],
    ['a number beyond all numbers', '{"amountYuan": 1e999, "year": 99999999999999999999, "trancheNo": -0.5}'],
    ['half a megabyte of text', JSON.stringify({ reason: 'x'.repeat(500_000), name: '长'.repeat(100_000) })],
    [
      'wrong types everywhere',
      '{"reason": [], "name": {}, "facts": [], "parties": [], "tranches": {}, "amountYuan": 5, "to": 7, "kind": null, "evidence": "x"}',
    ],
    [
      'amounts that are none',
      '{"amountYuan": "9999999999999999.99", "documentNumber": "x", "deltaYuan": "--1"}',
    ],
    [
      'party ids of other streams',
      '{"measure": "JX24-1.2", "parties": {"person": "user-admin"}, "facts": {}}',
    ],
  ];

  it.each(HOSTILE)('of %s never makes the service fail', async (_name, body) => {
    const failed: string[] = [];
    for (const route of commands()) {
      const { status } = await service.post(filled(route.path), { as: allowed(route), body });
      if (status >= 500) failed.push(`${route.path}: ${status}`);
    }
    expect(failed).toEqual([]);
  });

  it.each([
    ['a NUL', '%00'],
    ['a way out of the folder', '..%2F..%2Fetc'],
    ['half a character', '%ff'],
    ['SQL', "'; drop table views.award; --"],
    ['four hundred digits', '9'.repeat(400)],
    ['a character that turns the text around', 'party-%E2%80%AE'],
    ['a negative number', '-1'],
    ['a number in another notation', '1e9'],
  ])('in a path, %s, never makes the service fail', async (_name, part) => {
    const failed: string[] = [];
    for (const { method, path } of routes()) {
      const address = path.replaceAll(/\{\w+\}/g, part);
      const { status } = await (method === 'POST'
        ? service.post(address, { as: 'maker' })
        : service.get(address, { as: 'auditor' }));
      if (status >= 500) failed.push(`${method} ${path}: ${status}`);
    }
    expect(failed).toEqual([]);
  });

  it('leaves the service in good health', async () => {
    expect((await service.get('/health/ready')).body).toMatchObject({ status: 'ok' });
  });
});
