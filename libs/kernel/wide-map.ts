/**
 * An immutable map for states that grow to tens of thousands of entries. Copying all of them for every event would make loading a
 * long stream quadratic; here a change copies one small bucket of 1,024 and the two shelves on the way to it.
 */
export type WideMap<Value> = readonly (Shelf<Value> | undefined)[];

type Shelf<Value> = readonly (ReadonlyMap<string, Value> | undefined)[];

const WIDTH = 32;

const EMPTY: readonly undefined[] = Array.from({ length: WIDTH }, () => undefined);

export const emptyWideMap: WideMap<never> = EMPTY;

export const valueIn = <Value>(map: WideMap<Value>, key: string): Value | undefined => {
  const place = placeOf(key);
  return map[place % WIDTH]?.[Math.trunc(place / WIDTH)]?.get(key);
};

export const withValue = <Value>(map: WideMap<Value>, key: string, value: Value): WideMap<Value> => {
  const place = placeOf(key);
  const [shelfNo, bucketNo] = [place % WIDTH, Math.trunc(place / WIDTH)];
  const shelf: Shelf<Value> = map[shelfNo] ?? EMPTY;
  const bucket = new Map(shelf[bucketNo]).set(key, value);
  return map.with(shelfNo, shelf.with(bucketNo, bucket));
};

export const withoutKey = <Value>(map: WideMap<Value>, key: string): WideMap<Value> => {
  const place = placeOf(key);
  const [shelfNo, bucketNo] = [place % WIDTH, Math.trunc(place / WIDTH)];
  const shelf = map[shelfNo];
  const bucket = shelf?.[bucketNo];
  if (!shelf || !bucket?.has(key)) return map;
  const rest = new Map(bucket);
  rest.delete(key);
  return map.with(shelfNo, shelf.with(bucketNo, rest));
};

/** All at once, which is quicker than one change after another. */
export const wideMapOf = <Value>(entries: Iterable<readonly [key: string, value: Value]>): WideMap<Value> => {
  const map: (Map<string, Value> | undefined)[][] = [];
  for (const [key, value] of entries) {
    const place = placeOf(key);
    const shelf = (map[place % WIDTH] ??= [...EMPTY]);
    (shelf[Math.trunc(place / WIDTH)] ??= new Map<string, Value>()).set(key, value);
  }
  return Array.from({ length: WIDTH }, (_, shelfNo) => map[shelfNo]);
};

/** In no particular order. */
export const entriesOf = <Value>(map: WideMap<Value>): (readonly [key: string, value: Value])[] =>
  map.flatMap((shelf) => shelf?.flatMap((bucket) => [...(bucket ?? [])]) ?? []);

/** In no particular order. */
export const valuesOf = <Value>(map: WideMap<Value>): Value[] =>
  map.flatMap((shelf) => shelf?.flatMap((bucket) => [...(bucket?.values() ?? [])]) ?? []);

/** FNV-1a: spreads keys that differ only in their last characters, such as tranche numbers. */
const placeOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % (WIDTH * WIDTH);
};
