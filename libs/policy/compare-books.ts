import { type Json, toWire } from '#kernel/fen-json.js';
import type { Measure, PolicyBook } from './measure.js';

/** One parameter that two versions give another value; null where a version does not have it. */
export interface Difference {
  /** Path of the parameter; parts of a list by their name, for instance `/entitlement/tiers/A/amountYuan`. */
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
  readonly zh: string;
  readonly en: string;
}

export interface MeasureComparison {
  readonly measure: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly change: 'added' | 'removed' | 'changed';
  /** Empty for a measure that only one version has. */
  readonly differences: readonly Difference[];
}

export interface BookComparison {
  /** Null for the first version of a book. */
  readonly before: string | null;
  readonly after: string;
  /** What stands beside the measures: decisions, uplifts, who pays. */
  readonly book: readonly Difference[];
  readonly measures: readonly MeasureComparison[];
}

/**
 * What a newer version of a book changes, parameter by parameter; measures that stay as they are are left out. In a book without an
 * older version every measure is added.
 */
export const compareBooks = (before: PolicyBook | undefined, after: PolicyBook): BookComparison => ({
  before: before?.policyVersion ?? null,
  after: after.policyVersion,
  book: before ? differences(frameOf(before), frameOf(after), '') : [],
  measures: [
    ...(before?.measures ?? []).flatMap((measure) => comparisonOf(measure, measureIn(after, measure.id))),
    ...after.measures
      .filter(({ id }) => !before || !measureIn(before, id))
      .map((measure) => onlyIn(measure, 'added')),
  ],
});

const measureIn = ({ measures }: PolicyBook, id: string): Measure | undefined =>
  measures.find((measure) => measure.id === id);

const onlyIn = ({ id, title }: Measure, change: 'added' | 'removed'): MeasureComparison => ({
  measure: id,
  title,
  change,
  differences: [],
});

const comparisonOf = (before: Measure, after: Measure | undefined): readonly MeasureComparison[] => {
  if (!after) return [onlyIn(before, 'removed')];
  const found = differences(termsOf(before), termsOf(after), '');
  const { id, title } = after;
  return found.length === 0 ? [] : [{ measure: id, title, change: 'changed', differences: found }];
};

/** What is decided in a measure; what it takes from the book shows there. */
const termsOf = ({ policyVersion: _version, opened: _opened, ...terms }: Measure): Json =>
  toWire(terms) as Json;

const frameOf = ({
  measures: _measures,
  content: _content,
  contentHash: _hash,
  policyVersion: _name,
  ...frame
}: PolicyBook): Json => toWire(frame) as Json;

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const differences = (before: Json, after: Json, path: string): readonly Difference[] => {
  const [first, second] = [partsOf(before), partsOf(after)];
  if (first && second) {
    const keys = [...new Set([...first.keys(), ...second.keys()])];
    return keys.flatMap((key) =>
      differences(first.get(key) ?? null, second.get(key) ?? null, `${path}/${key}`),
    );
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [shown(before), shown(after)];
  return [
    { path, before, after, zh: `${path}：由 ${old} 改为 ${now}`, en: `${path}: from ${old} to ${now}` },
  ];
};

/** Properties of an object, parts of a list; undefined for a single value. */
const partsOf = (value: Json): ReadonlyMap<string, Json> | undefined => {
  if (Array.isArray(value)) {
    const names = value.map(nameOf);
    const isNamed = names.every((name) => name !== undefined) && new Set(names).size === names.length;
    return new Map(
      value.map((part: Json, index) => [isNamed ? String(names[index]) : String(index + 1), part]),
    );
  }
  return isRecord(value) ? new Map(Object.entries(value)) : undefined;
};

const NAMES = ['id', 'name', 'role', 'key', 'code', 'tier', 'value'] as const;

const nameOf = (part: Json): string | undefined => {
  if (!isRecord(part)) return undefined;
  const name = NAMES.map((key) => part[key]).find((value) => typeof value === 'string');
  return typeof name === 'string' ? name : undefined;
};

const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
