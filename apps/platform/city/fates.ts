import { seededBy } from '#kernel/seeded.js';

type FateKind =
  | 'ordinary'
  | 'withdrawn'
  | 'refused'
  | 'objection'
  | 'leaves'
  | 'fraud'
  | 'fails-review'
  | 'fails-acceptance'
  | 'lapses'
  | 'moves'
  | 'moves-away';

export interface Fate {
  readonly kind: FateKind;
  /** Days after approval on which an ending or a move comes. */
  readonly afterDays: number;
}

/** In a thousand awards; the others are ordinary. */
const IN_A_THOUSAND: readonly (readonly [FateKind, number])[] = [
  ['withdrawn', 8],
  ['refused', 12],
  ['objection', 25],
  ['leaves', 50],
  ['fraud', 10],
  ['fails-review', 40],
  ['fails-acceptance', 8],
  ['lapses', 6],
  ['moves', 30],
  ['moves-away', 12],
];
const SOONEST_DAYS = 200;
const SPREAD_DAYS = 900;

/** What will become of an award; it is settled before it is applied for, like in a novel. */
export const fateOf = (seed: number, { no, isModel }: { no: number; isModel: boolean }): Fate => {
  const random = seededBy('fate', seed, no);
  const afterDays = SOONEST_DAYS + random.below(SPREAD_DAYS);
  let place = random.below(1000);
  if (isModel) return { kind: 'ordinary', afterDays };
  for (const [kind, many] of IN_A_THOUSAND) {
    if (place < many) return { kind, afterDays };
    place -= many;
  }
  return { kind: 'ordinary', afterDays };
};
