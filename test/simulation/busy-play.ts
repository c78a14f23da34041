import type { Act, PersonActs } from './plays.js';

/** One act of a person, after which the process managers finish what is under way. */
const done = (act: PersonActs['act'], other = 2): readonly Act[] => [
  { act, pick: 1, other },
  { act: 'work', events: 60, ahead: 0, fault: null, meanwhile: { act: 'lift', pick: 0, other: 0 } },
];

const times = (count: number, act: PersonActs['act']): readonly Act[] =>
  Array.from({ length: count }, () => done(act)).flat();

/**
 * Payments that settle and one that is returned, a debt that is repaid in part and set off for the rest. Nothing is under way at its
 * end, and no entry of the bank waits for somebody to say what it is about.
 */
export const busyPlay: readonly Act[] = [
  ...done('openAccount'),
  ...times(2, 'appropriate'),
  ...done('grant'),
  ...done('prepare'),
  ...done('grant'),
  ...done('prepare'),
  ...times(6, 'proceed'),
  ...done('bankReturns'),
  ...times(7, 'proceed'),
  ...done('terminate'),
  ...done('demand'),
  ...done('repay', 1),
  ...done('prepare'),
  ...times(12, 'proceed'),
];
