import fc from 'fast-check';
import {
  emptyWideMap,
  entriesOf,
  valueIn,
  valuesOf,
  type WideMap,
  wideMapOf,
  withoutKey,
  withValue,
} from './wide-map.js';

describe('a wide map', () => {
  it('holds what a plain map holds, and leaves the map it was made from alone', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.integer()), { maxLength: 200 }), (changes) => {
        const plain = new Map<string, number>();
        let wide: WideMap<number> = emptyWideMap;
        for (const [key, value] of changes) {
          const before = entriesOf(wide).toSorted();
          const next = withValue(wide, key, value);
          expect(entriesOf(wide).toSorted()).toEqual(before);
          wide = next;
          plain.set(key, value);
          expect(valueIn(wide, key)).toBe(value);
        }
        expect(new Map(entriesOf(wide))).toEqual(plain);
        expect(entriesOf(wideMapOf(changes)).toSorted()).toEqual(entriesOf(wide).toSorted());
        expect(valuesOf(wide).toSorted()).toEqual([...plain.values()].toSorted());
      }),
    );
  });

  it('lets go of one key and leaves the map it was made from alone', () => {
    const both = wideMapOf([
      ['a', 1],
      ['b', 2],
    ]);
    const left = withoutKey(both, 'a');
    expect(entriesOf(left)).toEqual([['b', 2]]);
    expect(entriesOf(both).toSorted()).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(withoutKey(left, 'a')).toBe(left);
    expect(withoutKey<number>(emptyWideMap, 'a')).toBe(emptyWideMap);
  });

  it('is empty at first, and knows no key that was never set', () => {
    expect(entriesOf(emptyWideMap)).toEqual([]);
    expect(valueIn(emptyWideMap, '')).toBeUndefined();
    expect(valueIn(withValue(emptyWideMap, 'a', 1), 'b')).toBeUndefined();
  });

  it('spreads ids that differ only in their last characters over its buckets', () => {
    let wide: WideMap<number> = emptyWideMap;
    for (let number = 0; number < 20_000; number += 1)
      wide = withValue(wide, `award-7/tranche-${number}`, number);
    const sizes = wide.flatMap((shelf) => shelf?.map((bucket) => bucket?.size ?? 0) ?? []);
    expect(Math.max(...sizes)).toBeLessThan(60);
  });
});
