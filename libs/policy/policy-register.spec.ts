import { businessDate } from '#kernel/business-date.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { orThrow } from '#kernel/refusal.js';
import { loadPolicyFiles } from './load-policy-files.js';
import { parsePolicyBook } from './policy-book.js';
import { createPolicyRegister } from './policy-register.js';

const files = await loadPolicyFiles();
const fileOf = (book: string): JsonObject => files.find((content) => content['book'] === book) ?? {};
const [jiaxing, pinghu] = [fileOf('JX24'), fileOf('PH03')];

const published = (content: JsonObject) => {
  const { book, version, policyVersion, effectiveFrom, contentHash } = orThrow(parsePolicyBook(content));
  const data = { book, version, policyVersion, effectiveFrom, contentHash, content, by: 'li' };
  return { type: 'PolicyPublished' as const, data };
};

const registerOf = (...contents: readonly JsonObject[]) => {
  const register = createPolicyRegister();
  for (const content of contents) register.apply(published(content));
  return register;
};

const on = businessDate;
const next = { ...pinghu, version: 2, effectiveFrom: '2025-01-01' };

describe('the policy register', () => {
  it.each([
    ['2016-12-31', undefined],
    ['2017-01-01', 'PH03@1'],
    ['2024-12-31', 'PH03@1'],
    ['2025-01-01', 'PH03@2'],
  ])('on %s finds the version in effect: %s', (day, policyVersion) => {
    const found = registerOf(jiaxing, pinghu, next).inForce('PH03-1', 'pinghu', on(day));
    expect(found).toMatchObject(
      policyVersion
        ? { policyVersion, measure: { id: 'PH03-1', policyVersion } }
        : { code: 'policy.no-measure-in-force' },
    );
  });

  it('replaces the measure of the city where a county overrides it, and nowhere else', () => {
    const [measure] = pinghu['measures'] as JsonObject[];
    const measures = [{ ...measure, overrides: 'JX24-4.1' }];
    const county = { ...pinghu, measures, envelopes: [], effectiveFrom: '2024-01-01' };
    const register = registerOf(jiaxing, county);
    const found = (place: string | undefined, day: string) => register.inForce('JX24-4.1', place, on(day));
    expect(found('pinghu', '2024-01-01')).toMatchObject({ measure: { id: 'PH03-1' } });
    expect(found('pinghu', '2023-12-31')).toMatchObject({ measure: { id: 'JX24-4.1' } });
    expect(found('haining', '2024-01-01')).toMatchObject({ measure: { id: 'JX24-4.1' } });
    expect(found(undefined, '2024-01-01')).toMatchObject({ policyVersion: 'JX24@1' });
  });

  it('knows what a county adds to a measure of the city', () => {
    const [measure] = pinghu['measures'] as JsonObject[];
    const register = registerOf(jiaxing, {
      ...pinghu,
      measures: [{ ...measure, topsUp: 'JX24-4.1' }],
      envelopes: [],
    });
    const added = (place: string) =>
      register.topUpsOf('JX24-4.1', place, on('2024-01-01')).map(({ id }) => id);
    expect([added('pinghu'), added('haining')]).toEqual([['PH03-1'], []]);
  });

  it('E27 no longer finds a measure that a newer version dropped, but keeps it for running awards', () => {
    const measures = (jiaxing['measures'] as JsonObject[]).filter(({ id }) => id !== 'JX24-14.4');
    const register = registerOf(jiaxing, { ...jiaxing, version: 2, effectiveFrom: '2024-01-01', measures });
    expect(register.inForce('JX24-14.4', undefined, on('2024-01-01'))).toMatchObject({
      code: 'policy.no-measure-in-force',
    });
    expect(register.version('JX24@1', 'JX24-14.4')).toMatchObject({ id: 'JX24-14.4' });
  });

  it.each([
    ['JX24@9', 'JX24-1.2'],
    ['JX24@1', 'JX24-9.9'],
  ])('refuses %s with %s, which nobody published', (policyVersion, measure) => {
    expect(registerOf(jiaxing).version(policyVersion, measure)).toMatchObject({
      code: 'policy.unknown-version',
    });
  });

  it('lists versions with the day from which a newer one counts', () => {
    const register = registerOf(next, pinghu);
    const data = { policyVersion: 'PH03@1', version: 1, supersededBy: 'PH03@2', from: on('2025-01-01') };
    register.apply({ type: 'PolicySuperseded', data });
    expect(register.list().map(({ book, supersededFrom }) => [book.policyVersion, supersededFrom])).toEqual([
      ['PH03@1', '2025-01-01'],
      ['PH03@2', null],
    ]);
  });

  it('is not changed by a draft', () => {
    const register = createPolicyRegister();
    register.apply({ ...published(pinghu), type: 'PolicyDrafted' });
    expect(register.list()).toEqual([]);
  });
});
