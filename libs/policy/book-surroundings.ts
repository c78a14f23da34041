import { type Refusal, refuse } from '#kernel/refusal.js';
import { placesOf } from './cost-sharing.js';
import type { Measure, PolicyBook } from './measure.js';

/** What a book has to fit into: the programmes of the service, and the newest published version of every other book. */
export interface Surroundings {
  readonly programmes: readonly string[];
  readonly others: readonly PolicyBook[];
}

/**
 * What a book by itself cannot tell: programmes that are not there, and a measure of a county that does not fit the one of the city
 * it replaces or adds to.
 */
export const surroundingFaults = (book: PolicyBook, around: Surroundings): readonly Refusal[] =>
  book.measures.flatMap((measure, index) => {
    const at = `/measures/${index}`;
    return [
      ...programmeFaults(measure, at, around),
      ...baseFaults(measure, 'overrides', `${at}/overrides`, around),
      ...baseFaults(measure, 'topsUp', `${at}/topsUp`, around),
      ...twiceReplaced(measure, `${at}/overrides`, around.others),
    ];
  });

const unfit = (pointer: string, zh: string, en: string): Refusal =>
  refuse(
    'policy.inconsistent',
    `政策文件与其他政策不一致：${pointer}：${zh}`,
    `The policy file does not fit the other books: ${pointer}: ${en}`,
    { pointer },
  );

const programmeFaults = (
  { programme }: Measure,
  at: string,
  { programmes }: Surroundings,
): readonly Refusal[] =>
  programmes.includes(programme)
    ? []
    : [
        refuse(
          'policy.unknown-programme',
          `没有“${programme}”这一资助计划；现有：${programmes.join('、')}`,
          `There is no programme "${programme}"; there are: ${programmes.join(', ')}`,
          { pointer: `${at}/programme` },
        ),
      ];

const baseFaults = (
  measure: Measure,
  relation: 'overrides' | 'topsUp',
  at: string,
  { others }: Surroundings,
): readonly Refusal[] => {
  const id = measure[relation];
  if (id === null) return [];
  if (measure.overrides !== null && measure.topsUp !== null)
    return [
      unfit(at, '不能同时替代和补充上级事项', 'a measure replaces another one or adds to it, not both'),
    ];
  const base = others.flatMap(({ measures }) => measures).find((one) => one.id === id);
  if (!base) return [unfit(at, `其他政策没有事项 ${id}`, `no other book has a measure ${id}`)];
  return [...chainFaults(base, at), ...placeFaults(measure, base, at), ...capFaults(measure, base, at)];
};

/** One county under one city: a measure that itself replaces or adds to another one is none of a city. */
const chainFaults = ({ id, overrides, topsUp }: Measure, at: string): readonly Refusal[] =>
  overrides === null && topsUp === null
    ? []
    : [unfit(at, `${id} 本身替代或补充其他事项`, `${id} itself replaces or adds to another measure`)];

const placeFaults = (measure: Measure, base: Measure, at: string): readonly Refusal[] => {
  const outside = placesOf(measure).filter((place) => !placesOf(base).includes(place));
  return outside.length === 0
    ? []
    : [
        unfit(
          at,
          `${base.id} 不适用于：${outside.join('、')}`,
          `${base.id} does not apply in: ${outside.join(', ')}`,
        ),
      ];
};

/**
 * Counters follow the party from the city into the county and back, so a measure of the county keeps the accounts of the one of the
 * city. What only limits an award by its own total says nothing about what is added to it.
 */
const capFaults = (measure: Measure, base: Measure, at: string): readonly Refusal[] =>
  base.caps.flatMap(({ key, subject, limit }) => {
    const isShared =
      subject !== 'award' &&
      subject !== 'measure' &&
      (measure.overrides !== null || ['years', 'higher-of', 'amount'].includes(limit.kind));
    const own = measure.caps.find((cap) => cap.key === key);
    if (!isShared || own?.subject === subject) return [];
    return [
      unfit(
        at,
        `须同样列出 ${base.id} 的上限“${key}”（对象 ${subject}）`,
        `the cap ${key} of ${base.id} (subject ${subject}) has to be among its own`,
      ),
    ];
  });

/** In one place a measure is replaced by one other. */
const twiceReplaced = (measure: Measure, at: string, others: readonly PolicyBook[]): readonly Refusal[] =>
  others
    .flatMap(({ measures }) => measures)
    .filter(({ overrides }) => overrides !== null && overrides === measure.overrides)
    .filter((other) => placesOf(other).some((place) => placesOf(measure).includes(place)))
    .map(({ id }) => unfit(at, `同一辖区已由 ${id} 替代`, `${id} replaces it in the same place already`));
