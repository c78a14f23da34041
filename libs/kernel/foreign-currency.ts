import { assert } from './assert.js';
import type { Fen } from './money.js';

/** An amount or a rate that is no amount of yuan: at most sixteen digits before the point and eight after it. */
export const DECIMAL = /^(0|[1-9]\d{0,15})(\.\d{1,8})?$/;

/** An amount of another currency at so many yuan for one of its units, rounded half up to the fen, once. */
export const fenAtRate = (amount: string, yuanPerUnit: string): Fen => {
  const [units, rate] = [scaled(amount), scaled(yuanPerUnit)];
  const fen = 100n * units * rate;
  return (2n * fen + SCALE * SCALE) / (2n * SCALE * SCALE);
};

const SCALE = 10n ** 8n;

const scaled = (text: string): bigint => {
  assert(DECIMAL.test(text), `Not a decimal: ${text}`);
  const [whole = '', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(8, '0'));
};
