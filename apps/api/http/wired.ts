import { toWire } from '#kernel/fen-json.js';

/** Maps and sets of domain state as records and lists, amounts as decimal yuan: what goes over the wire. */
export const wired = (value: unknown): unknown => toWire(plain(value));

const plain = (value: unknown): unknown => {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]));
  if (value instanceof Set) return [...value].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};
