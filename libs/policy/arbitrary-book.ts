import fc from 'fast-check';
import type { Json, JsonObject } from '#kernel/fen-json.js';
import { loadPolicyFiles } from './load-policy-files.js';

/** For specs: books as somebody might hand them in, made from the shipped ones by changes at random places. */

const isRecord = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every place of a value, by its keys. */
const placesIn = (value: Json, at: readonly string[] = []): readonly (readonly string[])[] => {
  const entries = Array.isArray(value)
    ? value.map((item, index): [string, Json] => [String(index), item])
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return [at, ...entries.flatMap(([key, item]) => placesIn(item, [...at, key]))];
};

const withValueAt = (value: Json, [key, ...rest]: readonly string[], changed: Json | undefined): Json => {
  if (key === undefined) return changed ?? null;
  if (Array.isArray(value)) {
    const index = Number(key);
    const items = value as readonly Json[];
    if (rest.length === 0 && changed === undefined) return items.filter((_, at) => at !== index);
    return items.map((item, at) => (at === index ? withValueAt(item, rest, changed) : item));
  }
  if (!isRecord(value)) return value;
  if (rest.length === 0 && changed === undefined)
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return {
    ...value,
    [key]: rest.length === 0 ? (changed ?? null) : withValueAt(value[key] ?? null, rest, changed),
  };
};

const valuesIn = (value: Json): readonly Json[] => [
  value,
  ...(Array.isArray(value)
    ? value.flatMap(valuesIn)
    : isRecord(value)
      ? Object.values(value).flatMap(valuesIn)
      : []),
];

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<Json>(
    0,
    1,
    -1,
    2,
    49,
    1e15,
    '0.01',
    '100%',
    '0%',
    '999%',
    '9999999999999999.99',
    '2024-02-30',
    '__proto__',
    [],
    {},
  ),
) as fc.Arbitrary<Json>;

/** One measure of a shipped book, with what a route of it opens. */
const bookOfOne = (book: JsonObject, index: number): JsonObject => {
  const measures = (book['measures'] ?? []) as readonly JsonObject[];
  const one = measures[index % measures.length] ?? {};
  const opened = valuesIn(one['entitlement'] ?? null);
  const others = measures.filter(({ id }) => id !== one['id'] && opened.includes(id ?? null));
  return { ...book, measures: [one, ...others], envelopes: [], entitlements: [] };
};

const shipped = await loadPolicyFiles();

/** A book with up to `most` changes: parts left out, replaced by other parts of the same book, or by anything. */
export const arbitraryBook = (most: number): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(fc.constantFrom(...shipped), fc.nat(60))
    .map(([book, index]) => bookOfOne(book, index))
    .chain((book) => {
      const { measures, ...frame } = book;
      // What is said of the measure is changed more often than what is shared by all.
      const places = [
        ...placesIn(measures ?? [], ['measures']),
        ...placesIn(measures ?? [], ['measures']),
        ...placesIn(frame),
      ];
      const parts = valuesIn(measures ?? []);
      const change = fc.record({
        place: fc.constantFrom(...places),
        value: fc.oneof(
          fc.constantFrom(...parts),
          fc.constantFrom(...parts),
          strange,
          fc.constant(undefined),
        ),
      });
      return fc
        .array(change, { minLength: 1, maxLength: most })
        .map((changes) =>
          changes.reduce<Json>((changed, { place, value }) => withValueAt(changed, place, value), book),
        );
    })
    .filter(isRecord);
