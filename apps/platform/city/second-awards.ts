import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { seededBy } from '#kernel/seeded.js';
import { nameInCode } from '#policy/facts.js';
import type { Measure } from '#policy/measure.js';
import type { GrantedAward } from '#programmes/award/award.js';

/** What is remembered of the first award of somebody. */
export interface FirstAward {
  readonly no: number;
  readonly measure: Measure;
  readonly parties: Readonly<Record<string, string>>;
}

/** Who applies for the same again, and the tiers that would bring more; absent for somebody who comes back. */
export interface SecondAward extends Omit<FirstAward, 'no'> {
  readonly better?: readonly string[];
}

/** People who apply for a measure a second time: upgraded since the first award, or back after having left. */
export interface SecondAwards {
  granted(life: FirstAward, award: GrantedAward, day: BusinessDate): void;
  left(life: FirstAward, day: BusinessDate): void;
  /** The first who has waited long enough, whatever order they came in. */
  take(day: BusinessDate): SecondAward | undefined;
}

interface Waiting extends SecondAward {
  readonly no: number;
  readonly from: BusinessDate;
}

const UPGRADED_AFTER_DAYS = 250;
const BACK_AFTER_DAYS = 300;
const SPREAD_DAYS = 400;
/** Of those who could be upgraded one in so many is; of those who left one in so many comes back. */
const ONE_IN = { upgraded: 4, back: 2 } as const;

export const openSecondAwards = (seed: number): SecondAwards => {
  const waiting = new Map<number, Waiting>();

  const add = (
    life: FirstAward,
    why: keyof typeof ONE_IN,
    after: BusinessDate,
    better?: readonly string[],
  ): void => {
    const random = seededBy('again', seed, life.no, why);
    if (random.below(ONE_IN[why]) > 0) return;
    const days = (why === 'back' ? BACK_AFTER_DAYS : UPGRADED_AFTER_DAYS) + random.below(SPREAD_DAYS);
    const { no, measure, parties } = life;
    waiting.set(no, { no, measure, parties, from: addDays(after, days), ...(better && { better }) });
  };

  return {
    granted: (life, award, day) => {
      const better = betterThan(award, life);
      if (better.length > 0) add(life, 'upgraded', day, better);
    },
    left: (life, day) => add(life, 'back', day),
    take: (day) => {
      const [first] = [...waiting.values()].filter(({ from }) => from <= day).toSorted((a, b) => a.no - b.no);
      if (first) waiting.delete(first.no);
      return first;
    },
  };
};

/** Tiers and levels stand in the books from the highest down. */
const betterThan = (
  { application: { facts } }: GrantedAward,
  { measure: { entitlement } }: FirstAward,
): readonly string[] => {
  const [fact, all] =
    entitlement.kind === 'route'
      ? [entitlement.levelFact, entitlement.classes.map(({ level }) => level)]
      : 'tierFact' in entitlement && entitlement.tierFact !== null
        ? [entitlement.tierFact, entitlement.tiers.map(({ tier }) => tier)]
        : [undefined, []];
  const place = fact === undefined ? -1 : all.findIndex((tier) => tier === facts[nameInCode(fact)]);
  return all.slice(0, Math.max(0, place));
};
