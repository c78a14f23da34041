import { fenOf, yuanOf } from './money.js';

/**
 * Money in JSON. A property that ends in `Fen` holds a bigint in code. In the event log it is the same name with the
 * fen as a string (`"amountFen": "45000000"`); over HTTP it is `amountYuan` with decimal yuan (`"450000.00"`).
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const mapDeep = (value: unknown, entry: (key: string, value: unknown) => [string, unknown]): unknown => {
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, entry));
  if (!isObject(value)) return value;
  const mapped: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const [name, changed] = entry(key, item);
    mapped[name] = changed === item ? mapDeep(item, entry) : changed;
  }
  return mapped;
};

/** Domain data → what the log stores. */
export const toStored = (data: object): JsonObject =>
  mapDeep(data, (key, value) => [key, typeof value === 'bigint' ? value.toString() : value]) as JsonObject;

/** What the log stores → domain data. */
export const fromStored = (data: JsonObject): object =>
  mapDeep(data, (key, value) => [key, key.endsWith('Fen') && typeof value === 'string' ? BigInt(value) : value]) as object;

/** Domain data → what HTTP shows. */
export const toWire = (data: unknown): unknown =>
  mapDeep(data, (key, value) =>
    typeof value === 'bigint' ? [key.replace(/Fen$/, 'Yuan'), yuanOf(value)] : [key.endsWith('Fen') && value === null ? key.replace(/Fen$/, 'Yuan') : key, value],
  );

/** What HTTP receives, already validated → domain data. */
export const fromWire = (data: object): object =>
  mapDeep(data, (key, value) =>
    key.endsWith('Yuan') && typeof value === 'string' ? [key.replace(/Yuan$/, 'Fen'), fenOf(value)] : [key, value],
  ) as object;
