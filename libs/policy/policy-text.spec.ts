import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '#kernel/fen-json.js';
import { loadPolicyFiles } from './load-policy-files.js';

/** One numeric expression of the policy text and the places of the books that carry it. */
interface Expression {
  readonly clause: string;
  readonly words: string;
  readonly value: string;
  readonly unit: string;
  readonly where?: readonly Place[];
  /** Why no book carries it. */
  readonly none?: string;
}

interface Place {
  /** A measure, a book, a decision, an envelope or an entitlement. */
  readonly in: string;
  readonly at?: string;
  /** What stands there, where the book says it in another unit or as one end of a range. */
  readonly as?: string;
  /** Words of a decision. */
  readonly says?: string;
}

const text = JSON.parse(
  readFileSync(new URL('policy-text.json', import.meta.url), 'utf8'),
) as readonly Expression[];
const books = await loadPolicyFiles();

const idOf = (id: Json | undefined): string => (typeof id === 'string' ? id : '');
/** A figure or an amount as it is written. */
const written = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';

const records = new Map<string, JsonObject>(
  books.flatMap((book) => [
    [idOf(book['book']), book],
    ...['measures', 'decisions', 'envelopes', 'entitlements'].flatMap((list) =>
      ((book[list] ?? []) as JsonObject[]).map((item): [string, JsonObject] => [idOf(item['id']), item]),
    ),
  ]),
);

const found = (
  { in: id, at = '' }: Place,
  among: ReadonlyMap<string, JsonObject> = records,
): Json | undefined =>
  at
    .split('/')
    .slice(1)
    .reduce<Json | undefined>((place, key) => (place as JsonObject | undefined)?.[key], among.get(id));

/** A percentage stands with its sign where it is a rate of a measure, and as a plain figure of an entitlement. */
const isThere = (place: Place, { value, unit }: Expression, among = records): boolean => {
  const there = found(place, among);
  if (place.says !== undefined) return JSON.stringify(there ?? '').includes(place.says);
  const expected = place.as ?? value;
  return (
    there !== undefined &&
    [expected, ...(unit === 'percent' ? [`${expected}%`] : [])].includes(written(there))
  );
};

const UNITS: readonly (readonly [RegExp, bigint])[] = [
  [/(\d+(?:\.\d+)?)个?亿/, 10_000_000_000n],
  [/(\d+(?:\.\d+)?)余?万/, 1_000_000n],
];

/** An amount in Chinese words, in fen: 1.65亿元. */
const readAmount = (words: string): bigint | undefined => {
  for (const [pattern, unit] of UNITS) {
    const digits = pattern.exec(words)?.[1];
    if (digits === undefined) continue;
    const [whole = '0', part = ''] = digits.split('.');
    return (BigInt(whole + part) * unit) / 10n ** BigInt(part.length);
  }
  return undefined;
};

const inFen = (value: string): bigint => BigInt(value.replace('.', ''));

describe('every number of the policy text', () => {
  it('is listed: 104 expressions of the 24 articles, and those of the other sources', () => {
    expect(text.filter(({ clause }) => clause.startsWith('JX24'))).toHaveLength(104);
    expect(text.filter(({ clause }) => clause.startsWith('PH03'))).toHaveLength(24);
    expect(text.filter(({ where, none }) => (where === undefined) === (none === undefined))).toEqual([]);
  });

  it.each(text.filter(({ where }) => where).map((one) => [one.clause, one.words, one.value, one] as const))(
    '%s “%s” is in the book: %s',
    (_clause, _words, _value, expression) => {
      const missing = (expression.where ?? []).filter((place) => !isThere(place, expression));
      expect(missing.map((place) => ({ ...place, stands: found(place) }))).toEqual([]);
    },
  );

  it('says in its list what its words say', () => {
    const amounts = text.filter(({ unit, value }) => unit === 'yuan' && !value.includes('~'));
    expect(amounts.filter(({ words, value }) => readAmount(words) !== inFen(value))).toEqual([]);
    const figures = text.filter(
      ({ unit, words }) => unit !== 'yuan' && unit !== 'dollar' && /\d/.test(words),
    );
    const differs = ({ words, value }: Expression): boolean =>
      words !== '1∶1' && /\d+/.exec(words)?.[0] !== value;
    expect(figures.filter(differs)).toEqual([]);
  });

  it('is missed when a value in the book changes', () => {
    const changed = (value: Json): Json => (typeof value === 'number' ? value + 1 : `1${written(value)}`);
    for (const expression of text) {
      for (const place of expression.where ?? []) {
        if (place.at === undefined) continue;
        const copy = new Map(records).set(place.in, structuredClone(records.get(place.in) ?? {}));
        const keys = place.at.split('/');
        const parent = found({ in: place.in, at: keys.slice(0, -1).join('/') }, copy) as JsonObject;
        const last = keys.at(-1) ?? '';
        parent[last] = changed(parent[last] ?? '');
        expect([place, isThere(place, expression, copy)]).toEqual([place, false]);
      }
    }
  });
});
