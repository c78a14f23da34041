import type { BusinessDate } from '#kernel/business-date.js';
import { orThrow, type Refusal, refuse } from '#kernel/refusal.js';
import { placesOf } from './cost-sharing.js';
import type { Measure, PolicyBook } from './measure.js';
import type { PolicyEvent } from './policy.js';
import { parsePolicyBook } from './policy-book.js';

export interface MeasureInForce {
  readonly measure: Measure;
  readonly policyVersion: string;
}

/** A published version and the day from which a newer one counts. */
export interface PublishedBook {
  readonly book: PolicyBook;
  readonly supersededFrom: BusinessDate | null;
}

/** Published policy in memory: a fold of the `policy-…` streams in log order. */
export interface PolicyRegister {
  /** Takes the next event; drafts and refused attempts change nothing, repeated events neither. */
  apply(event: PolicyEvent): void;
  /**
   * The measure as it counts in a place on a day, by the latest version in effect: where a county replaced it, that of the county;
   * `policy.no-measure-in-force` when there is none. Without a place it is the measure itself.
   */
  inForce(measureId: string, place: string | undefined, on: BusinessDate): MeasureInForce | Refusal;
  /** Measures of counties that add to this one in a place on a day. */
  topUpsOf(measureId: string, place: string, on: BusinessDate): readonly Measure[];
  /** The measure as an award keeps it; `policy.unknown-version` when that version has no such measure. */
  version(policyVersion: string, measureId: string): Measure | Refusal;
  /** All published versions, by book and version. */
  list(): readonly PublishedBook[];
}

export const createPolicyRegister = (): PolicyRegister => {
  const books = new Map<string, PolicyBook>();
  const superseded = new Map<string, BusinessDate>();
  const sorted = (): readonly PolicyBook[] => [...books.values()].sort(byBookAndVersion);
  return {
    apply: (event) => {
      if (event.type === 'PolicyPublished') {
        books.set(event.data.policyVersion, orThrow(parsePolicyBook(event.data.content)));
      }
      if (event.type === 'PolicySuperseded') superseded.set(event.data.policyVersion, event.data.from);
    },
    inForce: (measureId, place, on) => {
      const measures = inEffect(sorted(), on).flatMap((book) => book.measures);
      const own = measures.find(({ id }) => id === measureId);
      const found =
        own && (measures.find(({ overrides, ...one }) => overrides === own.id && isIn(one, place)) ?? own);
      return found ? { measure: found, policyVersion: found.policyVersion } : notInForce(measureId, on);
    },
    topUpsOf: (measureId, place, on) =>
      inEffect(sorted(), on)
        .flatMap(({ measures }) => measures)
        .filter(({ topsUp, ...one }) => topsUp === measureId && isIn(one, place)),
    version: (policyVersion, measureId) =>
      books.get(policyVersion)?.measures.find(({ id }) => id === measureId) ??
      unknownVersion(policyVersion, measureId),
    list: () =>
      sorted().map((book) => ({ book, supersededFrom: superseded.get(book.policyVersion) ?? null })),
  };
};

const isIn = (measure: Parameters<typeof placesOf>[0], place: string | undefined): boolean =>
  place !== undefined && placesOf(measure).includes(place);

const byBookAndVersion = (first: PolicyBook, second: PolicyBook): number =>
  first.book === second.book ? first.version - second.version : first.book < second.book ? -1 : 1;

/** Of each book the newest version whose first day has come. */
const inEffect = (books: readonly PolicyBook[], on: BusinessDate): readonly PolicyBook[] => {
  const newest = new Map<string, PolicyBook>();
  for (const book of books) if (book.effectiveFrom <= on) newest.set(book.book, book);
  return [...newest.values()];
};

const notInForce = (measureId: string, on: BusinessDate): Refusal =>
  refuse(
    'policy.no-measure-in-force',
    `${on} 没有生效的事项 ${measureId}`,
    `No measure ${measureId} is in force on ${on}`,
    { pointer: '/measure', facts: { measure: measureId, on } },
  );

const unknownVersion = (policyVersion: string, measureId: string): Refusal =>
  refuse(
    'policy.unknown-version',
    `政策版本 ${policyVersion} 没有事项 ${measureId}`,
    `Policy version ${policyVersion} has no measure ${measureId}`,
    { pointer: '/policyVersion', facts: { policyVersion, measure: measureId } },
  );
