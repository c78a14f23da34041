import { assert } from './assert.js';
import { fenOf, yuanOf } from './money.js';

/**
 * Money in JSON. A property that ends in `Fen` holds a bigint in code, or a list or record of them. In the event log it
 * is the same name with the fen as a string (`"amountFen": "45000000"`); over HTTP it is `amountYuan` with decimal yuan
 * (`"450000.00"`). A bigint under any other name is a broken invariant: it would come back from the log as text.
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

type Convert = (amount: unknown) => unknown;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A loop, not a chain of lists: every event that anybody reads passes here. A key named `__proto__` stays an ordinary key. */
const mapEntries = (
  value: Record<string, unknown>,
  nameOf: (key: string) => string,
  change: (key: string, item: unknown) => unknown,
): Record<string, unknown> => {
  const changed: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (value[key] === undefined) continue;
    const name = nameOf(key);
    const item = change(key, value[key]);
    if (name !== '__proto__') changed[name] = item;
    else
      Object.defineProperty(changed, name, {
        value: item,
        writable: true,
        enumerable: true,
        configurable: true,
      });
  }
  return changed;
};

const sameName = (key: string): string => key;

const convertAmounts = (value: unknown, convert: Convert): unknown => {
  if (Array.isArray(value)) return value.map((item) => convertAmounts(item, convert));
  if (isObject(value)) return mapEntries(value, sameName, (_key, item) => convertAmounts(item, convert));
  return value === null ? null : convert(value);
};

const convertMoney = (value: unknown, from: string, to: string, convert: Convert): unknown => {
  if (Array.isArray(value)) return value.map((item) => convertMoney(item, from, to, convert));
  if (!isObject(value)) {
    assert(typeof value !== 'bigint', 'An amount of money stands in a property that ends in Fen');
    return value;
  }
  return mapEntries(
    value,
    (key) => (from !== to && key.endsWith(from) ? key.slice(0, -from.length) + to : key),
    (key, item) =>
      key.endsWith(from) ? convertAmounts(item, convert) : convertMoney(item, from, to, convert),
  );
};

/** Fen in code or as the log writes them. */
const readFen = (amount: unknown): bigint => {
  if (typeof amount === 'bigint') return amount;
  assert(typeof amount === 'string' && /^-?\d+$/.test(amount), `Not an amount in fen: ${String(amount)}`);
  return BigInt(amount);
};

const readYuan = (amount: unknown): bigint => {
  assert(typeof amount === 'string', `Not an amount in yuan: ${String(amount)}`);
  return fenOf(amount);
};

/** Domain data → what the log stores. Data that is in that form already stays as it is. */
export const toStored = (data: object): JsonObject =>
  convertMoney(data, 'Fen', 'Fen', (amount) => readFen(amount).toString()) as JsonObject;

/** What the log stores → domain data. */
export const fromStored = (data: JsonObject): object => convertMoney(data, 'Fen', 'Fen', readFen) as object;

/** The same in place, for data that nobody else holds: whoever folds the log would throw every copy away at once. */
export const fromStoredInPlace = (data: JsonObject): object => {
  for (const key of Object.keys(data)) {
    const item = data[key];
    if (key.endsWith('Fen')) (data as Record<string, unknown>)[key] = convertAmounts(item, readFen);
    else inPlace(item);
  }
  return data;
};

const inPlace = (item: Json | undefined): void => {
  if (typeof item !== 'object' || item === null) return;
  if (Array.isArray(item)) item.forEach(inPlace);
  else fromStoredInPlace(item);
};

/** Domain data, or what the log stores → what HTTP shows. */
export const toWire = (data: unknown): unknown =>
  convertMoney(data, 'Fen', 'Yuan', (amount) => yuanOf(readFen(amount)));

/** What HTTP receives, already validated → domain data. */
export const fromWire = (data: object): object => convertMoney(data, 'Yuan', 'Fen', readYuan) as object;
