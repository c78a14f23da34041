import type { JsonObject } from '#kernel/fen-json.js';
import { yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { cityPartOf, type Envelope } from './envelope.js';
import { loadPolicyFiles } from './load-policy-files.js';
import { parsePolicyBook } from './policy-book.js';

const files = await loadPolicyFiles();
const books = files.map((content) => orThrow(parsePolicyBook(content)));
const envelopes = books.flatMap((book) => book.envelopes);
const envelope = (id: string): Envelope => {
  const found = envelopes.find((one) => one.id === id);
  if (!found) throw new Error(`No envelope ${id}`);
  return found;
};
const city = (): JsonObject => structuredClone(files.find((content) => content['book'] === 'JX24') ?? {});

describe('the envelopes of the sources', () => {
  it.each([
    // source 003 and articles 6, 15, 17, 18: size, planned, paid, in yuan; null where the source is silent
    ['PH-ENV-1', 'grant', 10_000_000, null, 3_000_000],
    ['PH-ENV-2', 'grant', 165_000_000, 79_000_000, 13_000_000],
    ['PH-ENV-3', 'grant', null, null, 6_500_000],
    ['PH-ENV-4', 'equity', 300_000_000, null, 100_000_000],
    ['PH-ENV-5', 'loan', null, null, 186_000_000],
    ['JX-ENV-1', 'equity', 1_000_000_000, null, null],
    ['JX-ENV-2', 'equity', null, null, null],
    ['JX-ENV-3', 'grant', 10_000_000, null, null],
    ['JX-ENV-4', 'grant', 20_000_000, null, null],
    ['JX-ENV-5', 'grant', null, null, null],
    ['JX-ENV-6', 'guarantee', null, null, null],
  ])('%s is a %s of %s, planned %s, paid %s', (id, kind, size, planned, paid) => {
    const fen = (amount: number | null): bigint | null => (amount === null ? null : yuan(amount));
    expect(envelope(id)).toMatchObject({
      kind,
      sizeFen: fen(size),
      plannedFen: fen(planned),
      paidFen: fen(paid),
    });
  });

  it('are these eleven, each with a budget line of its own', () => {
    expect(envelopes).toHaveLength(11);
    expect(new Set(envelopes.map(({ budgetLine }) => budgetLine)).size).toBe(11);
  });

  it('call a fifth of the guidance fund from the city: 20,000,000 of the first 100,000,000 (JX24-6)', () => {
    const fund = envelope('JX-ENV-1');
    expect(cityPartOf(fund, fund.firstTrancheFen ?? 0n)).toBe(yuan(20_000_000));
    expect(cityPartOf(fund, fund.sizeFen ?? 0n)).toBe(yuan(200_000_000));
    expect(cityPartOf(envelope('PH-ENV-4'), 5n)).toBe(5n);
  });

  it.each([
    ['JX-ENV-3', 'year'],
    ['JX-ENV-4', 'year'],
    ['JX-ENV-1', 'once'],
  ])('%s is set aside per %s', (id, per) => {
    expect(envelope(id).per).toBe(per);
  });

  it.each([
    ['an unknown measure', { measures: ['JX24-99'] }, '/envelopes/0/measures/0'],
    ['a measure of another line', { measures: ['JX24-1.2'] }, '/envelopes/0/measures/0'],
    ['the id of another', { id: 'JX-ENV-2' }, '/envelopes/1'],
    ['the line of another', { budgetLine: 'JX-ENV-2' }, '/envelopes/1'],
  ])('are refused with %s', (_, changed, pointer) => {
    const book = city();
    const list = book['envelopes'] as JsonObject[];
    Object.assign(list[0] ?? {}, changed);
    expect(parsePolicyBook(book)).toMatchObject({ code: 'policy.inconsistent', pointer });
  });

  it.each([
    ['an unknown kind', 'kind', 'gift'],
    ['a share without a percent sign', 'cityShare', '0.2'],
    ['a size of nothing', 'sizeYuan', '0.00'],
    ['a key nobody reads', 'colour', 'red'],
  ])('are refused as malformed with %s', (_, key, value) => {
    const book = city();
    Object.assign((book['envelopes'] as JsonObject[])[0] ?? {}, { [key]: value });
    expect(parsePolicyBook(book)).toMatchObject({ code: 'policy.malformed' });
  });
});

describe('the entitlements that are not money', () => {
  const entitlements = books.flatMap((book) => book.entitlements);

  it.each([
    '000',
    '001',
    '002',
    '003',
    ...[5, 8, 9, 10, 11, 18, 19, 20, 21, 22, 23, 24].map((n) => `004-${n}`),
  ])('of source %s are recorded', (source) => {
    expect(entitlements.filter(({ id }) => id.startsWith(`${source}-`))).not.toEqual([]);
  });

  it('are those of the talent card: within 20 working days, for 5 years (source 000)', () => {
    const card = entitlements.find(({ id }) => id === '000-green-card');
    expect(card).toMatchObject({
      tiers: ['top', 'high-end', 'senior'],
      figures: [
        { value: '20', unit: 'working-days' },
        { value: '5', unit: 'years' },
        { value: '50', unit: 'percent' },
        { value: '1', unit: 'hours' },
        { value: '77', unit: 'count' },
      ],
    });
  });

  it('have an id each', () => {
    const book = city();
    const list = book['entitlements'] as JsonObject[];
    list.push(structuredClone(list[0] ?? {}));
    expect(parsePolicyBook(book)).toMatchObject({
      code: 'policy.inconsistent',
      pointer: `/entitlements/${list.length - 1}`,
    });
  });
});
