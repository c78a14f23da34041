import { readFile } from 'node:fs/promises';
import { ACTS } from '#access/duties.js';
import { describeApi } from './described-api.js';

interface Operation {
  readonly 'x-act'?: string;
  readonly 'x-open'?: boolean;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

let text: string;
let operations: readonly (readonly [route: string, operation: Operation])[];
beforeAll(async () => {
  text = await describeApi();
  const { paths } = JSON.parse(text) as Document;
  operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  );
});

describe('the committed API document', () => {
  it('is what the routes say: after a change, run the build and `node dist/apps/api/write-openapi.js`', async () => {
    const committed = await readFile(new URL('./openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(text));
  });

  it('refers to nothing that it does not have', () => {
    const { components } = JSON.parse(text) as Document;
    const known = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`);
    const referred = [...text.matchAll(/"\$ref": ?"([^"]*)"/g)].map(([, reference]) => reference ?? '');
    expect(referred.length).toBeGreaterThan(40);
    expect(referred.filter((reference) => !known.includes(reference))).toEqual([]);
  });
});

describe('every route', () => {
  it('that changes something names the act that the duties know, except signing in (promise 4)', () => {
    const posts = operations.filter(([route]) => route.startsWith('POST '));
    const unnamed = posts
      .filter(([, operation]) => !((operation['x-act'] ?? '') in ACTS))
      .map(([route]) => route);
    expect(posts.length).toBeGreaterThan(40);
    expect(unnamed).toEqual(['POST /v1/sign-in']);
  });

  it('is open to everybody only for signing in, health and metrics', () => {
    const open = operations.filter(([, operation]) => operation['x-open']).map(([route]) => route);
    expect(open).toEqual(['POST /v1/sign-in', 'GET /health/live', 'GET /health/ready', 'GET /metrics']);
  });

  it('that changes something takes an Idempotency-Key (promise 6)', () => {
    const keyless = operations
      .filter(
        ([route, { parameters }]) =>
          route.startsWith('POST ') && !parameters.some(({ name }) => name === 'Idempotency-Key'),
      )
      .map(([route]) => route);
    // All but the first only answer a question that does not fit into an address.
    expect(keyless).toEqual([
      'POST /v1/sign-in',
      'POST /v1/policy-books/{book}/drafts/check',
      'POST /v1/policy-books/{book}/drafts/{version}/what-if',
      'POST /v1/policy-books/{book}/drafts/{version}/adjustments',
      'POST /v1/quotes',
      'POST /v1/parties/search',
      'POST /v1/holds/preview',
    ]);
  });
});
