import { derivedUuid, shortId } from './ids.js';

describe('a derived UUID', () => {
  it('is the same for the same parts, so a repeated command finds its first run', () => {
    expect(derivedUuid('award', 'A1', 1)).toBe(derivedUuid('award', 'A1', 1));
    expect(derivedUuid('award', 'A1', 1)).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });

  it.each<[(string | number)[], (string | number)[], string]>([
    [['ab', 'c'], ['a', 'bc'], 'parts are not run together'],
    [['1'], [1], 'a number is not its text'],
    [['a', 'b'], ['b', 'a'], 'order counts'],
  ])('of %j differs from that of %j: %s', (left, right) => {
    expect(derivedUuid(...left)).not.toBe(derivedUuid(...right));
    expect(shortId(...left)).not.toBe(shortId(...right));
  });

  it('never changes between releases, because stored streams are named by it', () => {
    expect(derivedUuid('golden')).toBe('9b7715ac-c4f1-5db9-83fb-d5a2419d1610');
    expect(shortId('golden')).toBe('ZHZC8G9QJD9G');
  });
});

describe('a short id', () => {
  it('has twelve characters that can be read aloud: no I, L, O or U', () => {
    for (let serial = 0; serial < 500; serial += 1) {
      expect(shortId('party', serial)).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    }
  });

  it('uses all its places', () => {
    const ids = Array.from({ length: 500 }, (_, serial) => shortId(serial));
    for (let place = 0; place < 12; place += 1) {
      expect(new Set(ids.map((id) => id[place])).size).toBe(32);
    }
  });
});
