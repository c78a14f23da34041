import { assert } from './assert.js';
import { type Refusal, refuse } from './refusal.js';

/**
 * Money is a whole number of fen (1 CNY = 100 fen) in a bigint. Over HTTP and in files it is a decimal string of yuan
 * with two places, `"1234.50"`, because JSON numbers and databases may round. No other unit exists.
 */
export type Fen = bigint;

const YUAN = /^(-?)(0|[1-9]\d{0,15})(?:\.(\d{1,2}))?$/;

/** `"1234.5"` → 123450n. At most two decimals and sixteen digits before the point; anything else is refused. */
export const parseYuan = (text: string, pointer?: string): Fen | Refusal => {
  const match = YUAN.exec(text);
  if (!match) {
    return refuse(
      'money.not-an-amount',
      `“${text}”不是金额：应为以元为单位的十进制数，最多两位小数`,
      `"${text}" is not an amount: expected decimal yuan with at most two decimals`,
      { pointer },
    );
  }
  const [, sign, yuan, cents = ''] = match;
  const fen = BigInt(yuan!) * 100n + BigInt(cents.padEnd(2, '0'));
  return sign ? -fen : fen;
};

/** Reads an amount that our own code wrote; a malformed one is a broken invariant. */
export const fenOf = (yuan: string): Fen => {
  const fen = parseYuan(yuan);
  assert(typeof fen === 'bigint', `Not an amount: ${yuan}`);
  return fen;
};

/** 123450n → `"1234.50"`. */
export const yuanOf = (fen: Fen): string => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** Whole yuan to fen, for tests and tables. */
export const yuan = (amount: number | bigint): Fen => BigInt(amount) * 100n;

export const minFen = (first: Fen, ...rest: Fen[]): Fen =>
  rest.reduce((least, fen) => (fen < least ? fen : least), first);

export const maxFen = (first: Fen, ...rest: Fen[]): Fen =>
  rest.reduce((most, fen) => (fen > most ? fen : most), first);

export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let total = 0n;
  for (const fen of amounts) total += fen;
  return total;
};

/** An exact rate: 0.3 is `{ numerator: 30n, denominator: 100n }`. Built from a decimal string, never from a float. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `"30%"` or `"0.3"` → an exact rate. */
export const parseRate = (text: string): Rate => {
  const match = /^(\d{1,6})(?:\.(\d{1,8}))?(%?)$/.exec(text);
  assert(match, `Not a rate: ${text}`);
  const [, whole, decimals = '', percent] = match;
  const denominator = 10n ** BigInt(decimals.length) * (percent ? 100n : 1n);
  return { numerator: BigInt(`${whole}${decimals}`), denominator };
};

/** Amount × rate, rounded half up to the fen (decision 6). Amount must not be negative. */
export const timesRate = (fen: Fen, rate: Rate): Fen => {
  assert(fen >= 0n, 'A rate applies to amounts of zero or more');
  return (2n * fen * rate.numerator + rate.denominator) / (2n * rate.denominator);
};

/**
 * Splits a total by weights (4 : 3 : 3, or 40 % : 30 % : 30 %). Every part is rounded down to the fen and the last
 * takes the remainder, so the parts always sum to the total.
 */
export const splitFen = (total: Fen, weights: readonly bigint[]): Fen[] => {
  const sum = sumFen(weights);
  assert(
    total >= 0n && weights.length > 0 && sum > 0n && weights.every((weight) => weight >= 0n),
    'Unusable split',
  );
  const parts = weights.slice(0, -1).map((weight) => (total * weight) / sum);
  return [...parts, total - sumFen(parts)];
};
