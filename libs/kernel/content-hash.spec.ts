import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson, contentHash, sha256 } from './content-hash.js';

describe('a content hash', () => {
  it('is SHA-256 in hex (FIPS 180-4 example)', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(new TextEncoder().encode('abc'))).toBe(sha256('abc'));
  });

  it('does not depend on the order of keys (RFC 8785)', () => {
    expect(canonicalJson({ b: 1, a: ['人才', 1e21, true, null] })).toBe(
      '{"a":["人才",1e+21,true,null],"b":1}',
    );
    expect(contentHash({ b: 1, a: { d: 2, c: 3 } })).toBe(contentHash({ a: { c: 3, d: 2 }, b: 1 }));
  });

  it('writes any JSON as an independent implementation of RFC 8785 does', () => {
    const json = fc.jsonValue({ noUnicodeString: false, depthSize: 'medium' });
    fc.assert(
      fc.property(json, (value) => expect(canonicalJson(value)).toBe(canonicalize(value))),
      { numRuns: 1_000 },
    );
    const awkward = {
      '10': 1,
      '9': 2,
      '\ufb33': 3,
      '\ud83d\ude00': 4,
      '': 5,
      __proto__x: -0,
      nested: [undefined, [{}], 1e-7],
    };
    expect(canonicalJson(awkward)).toBe(canonicalize(awkward));
  });

  it.each([Number.NaN, Infinity])('of %s is a bug: JSON has no such number', (value) => {
    expect(() => canonicalJson({ value })).toThrow('Not a number JSON knows');
  });

  it('counts an amount as its fen, as the log stores it', () => {
    expect(contentHash({ amountFen: 45_000_000n })).toBe(sha256('{"amountFen":"45000000"}'));
  });

  it('ignores absent properties, and tells any other change', () => {
    expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 }));
    expect(contentHash({ a: [1, 2] })).not.toBe(contentHash({ a: [2, 1] }));
    expect(contentHash({ a: null })).not.toBe(contentHash({}));
  });

  it('of nothing is a bug', () => {
    expect(() => canonicalJson(undefined)).toThrow('Nothing to canonicalise');
  });
});
