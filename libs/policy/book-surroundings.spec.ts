import type { Json, JsonObject } from '#kernel/fen-json.js';
import { orThrow } from '#kernel/refusal.js';
import { surroundingFaults } from './book-surroundings.js';
import { loadPolicyFiles } from './load-policy-files.js';
import { parsePolicyBook } from './policy-book.js';

const files = await loadPolicyFiles();
const fileOf = (book: string): JsonObject => files.find((content) => content['book'] === book) ?? {};
const city = orThrow(parsePolicyBook(fileOf('JX24')));
const programmes = ['overseas-engineer', 'elite-leader'];

/** The county's measure for overseas engineers, changed; the counters are those of JX24-4.1 (decision 8). */
const countyWith = (changes: JsonObject, ofBook: JsonObject = {}) => {
  const file = fileOf('PH03');
  const [measure] = file['measures'] as JsonObject[];
  return orThrow(
    parsePolicyBook({ ...file, ...ofBook, envelopes: [], measures: [{ ...measure, ...changes }] }),
  );
};
const faultsOf = (changes: JsonObject, ofBook: JsonObject = {}, others = [city]) =>
  surroundingFaults(countyWith(changes, ofBook), { programmes, others }).map(({ code, pointer, en }) => ({
    code,
    pointer,
    en: en.split(': ').at(-1),
  }));

describe('a book among the others', () => {
  it.each<[string, JsonObject]>([
    ['nothing of them', {}],
    ['a measure it replaces', { overrides: 'JX24-4.1' }],
    ['a measure it adds to', { topsUp: 'JX24-4.1' }],
  ])('fits with %s', (_, changes) => {
    expect(faultsOf(changes)).toEqual([]);
  });

  it('needs programmes that are there', () => {
    expect(faultsOf({ programme: 'moon' })).toEqual([
      {
        code: 'policy.unknown-programme',
        pointer: '/measures/0/programme',
        en: 'overseas-engineer, elite-leader',
      },
    ]);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['a measure nobody has', { overrides: 'JX24-99' }, {}, 'no other book has a measure JX24-99'],
    [
      'both relations at once',
      { overrides: 'JX24-4.1', topsUp: 'JX24-4.1' },
      {},
      'a measure replaces another one or adds to it, not both',
    ],
    [
      'a place outside the city',
      { overrides: 'JX24-4.1', jurisdiction: 'ningbo' },
      { jurisdiction: 'ningbo' },
      'ningbo',
    ],
  ])('does not fit with %s', (_, changes, ofBook, en) => {
    expect(faultsOf(changes, ofBook)[0]).toMatchObject({ code: 'policy.inconsistent', en });
  });

  it('keeps the counters of the city, so that years and amounts follow the person over the border (decision 8)', () => {
    const pointer = '/measures/0/topsUp';
    expect(faultsOf({ topsUp: 'JX24-4.1', caps: [] as Json })).toMatchObject([
      { pointer, en: 'the cap overseas-engineer.years of JX24-4.1 (subject person) has to be among its own' },
      { pointer },
      { pointer },
    ]);
  });

  it('replaces a measure once in a place', () => {
    const first = { ...countyWith({ overrides: 'JX24-4.1' }), book: 'OTHER' };
    expect(faultsOf({ overrides: 'JX24-4.1' }, {}, [city, first])).toMatchObject([
      { pointer: '/measures/0/overrides', en: 'PH03-1 replaces it in the same place already' },
    ]);
  });

  it('does not build on what itself builds on a city', () => {
    const first = { ...countyWith({ overrides: 'JX24-4.1' }), book: 'OTHER' };
    expect(faultsOf({ topsUp: 'PH03-1' }, {}, [city, first])).toMatchObject([
      { en: 'PH03-1 itself replaces or adds to another measure' },
    ]);
  });
});
