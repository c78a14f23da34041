import { mask } from '#kernel/chinese-identifiers/mask.js';

/** What must not stand in a text that is kept for ever and read by many. */
export type PersonalNumber = 'identity number' | 'mobile number' | 'account number';

/** Not part of a longer word or number, such as an id or a hash. */
const alone = (pattern: string): RegExp => new RegExp(`(?<![0-9A-Za-z])(?:${pattern})(?![0-9A-Za-z])`);

const PATTERNS: readonly (readonly [PersonalNumber, RegExp])[] = [
  // GB 11643: region, a birthday of this or the last century, order, check character. Also the old form without a century.
  [
    'identity number',
    alone(String.raw`[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]`),
  ],
  ['identity number', alone(String.raw`9\d{16}[\dXx]`)],
  // The old card of permanent residence, and passports of the People's Republic.
  ['identity number', alone(String.raw`[A-Z]{3}\d{12}|[DEGHPS][A-HJ-NP-Z]?\d{7,8}`)],
  ['mobile number', alone(String.raw`(?:\+?86[ -]?)?1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})`)],
  // In one, or in the groups of four that cards are printed with. Twelve digits are bank codes, fourteen and more are accounts.
  ['account number', alone(String.raw`\d{14,32}|\d{4}(?:[ -]\d{4}){2,6}(?:[ -]\d{1,4})?`)],
];

/**
 * The first sort of personal number found in a free text. Reasons and statements are kept in plain, because they are for everybody who
 * asks why; so nothing personal may get into them. Names cannot be told from other words; the desk is told not to write them.
 */
export const personalNumberIn = (text: string): PersonalNumber | undefined => {
  const plain = text.normalize('NFKC');
  return PATTERNS.find(([, pattern]) => pattern.test(plain))?.[0];
};

/**
 * What somebody else wrote and cannot be asked to write otherwise, such as the reason of a bank, with every number of a person masked.
 * It cannot be taken for a sealed text either, which would be opened for whoever reads it.
 */
export const withoutPersonalNumbers = (text: string): string => {
  const harmless = text.replaceAll(/(sealed|masked):/gi, '$1 ');
  if (personalNumberIn(harmless) === undefined) return harmless;
  return PATTERNS.reduce(
    (masked, [, pattern]) => masked.replaceAll(new RegExp(pattern, 'g'), mask),
    harmless.normalize('NFKC'),
  );
};
