import { businessDate } from '#kernel/business-date.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { EntitlementOf } from '#policy/entitlement.js';
import type { Measure } from '#policy/measure.js';
import type { Application, Claim, ItemFacts } from '../award/application.js';
import type { Words } from '../award/derivation.js';
import type { PlannedTranche } from '../award/programme-rules.js';
import { isOfSort } from './item-conditions.js';
import { periodOf, type Span, windowOfYear } from './schedule.js';
import { dateOf, itemsOf, textOf } from './stated-facts.js';

type Itemised = Extract<EntitlementOf<'rate-of-base'>['base'], { readonly from: 'items' }>;

/** The items that count, or why one of them cannot: it lies in another year, outside the period, in the future, or stands twice. */
export const itemsInBase = (
  base: Itemised,
  application: Application,
  tranche: PlannedTranche,
  claim: Claim,
  measure: Measure,
): readonly ItemFacts[] | Refusal => {
  const items = itemsOf(claim.facts, base.fact);
  const { dayColumn, where } = base;
  if (dayColumn !== null) {
    const days = items.map((item) => textOf(item, dayColumn));
    const at = { clause: tranche.clause, pointer: `/claim/facts/${base.fact}`, column: dayColumn };
    const refusal = outside(days, spans(application, tranche, claim, measure), at) ?? monthTwice(days, at);
    if (refusal) return refusal;
  }
  return items.filter((item) => isOfSort(item, where));
};

interface NamedSpan extends Span, Words {
  readonly code: string;
}

/** The spans in which every item must lie. */
const spans = (
  { facts }: Application,
  { windowYear }: PlannedTranche,
  claim: Claim,
  measure: Measure,
): readonly NamedSpan[] => {
  const began = { from: businessDate('1949-10-01'), to: claim.claimedOn };
  const { years } = measure;
  return [
    {
      code: 'claim.item-in-future',
      zh: '明细日期晚于申领日',
      en: 'The item is later than the claim',
      ...began,
    },
    ...(windowYear === null
      ? []
      : [
          {
            code: 'claim.item-outside-year',
            zh: '明细不属于本期年度',
            en: 'The item is not of the year of this tranche',
            ...windowOfYear(measure, facts, windowYear),
          },
        ]),
    ...(years?.from === 'period'
      ? [
          {
            code: 'claim.item-outside-period',
            zh: '明细不在规定期限内',
            en: 'The item is outside the period of support',
            ...periodOf(dateOf(facts, years.fact), years.months),
          },
        ]
      : []),
  ];
};

interface Place {
  readonly clause: string;
  readonly pointer: string;
  readonly column: string;
}

const isMonth = (day: string): boolean => day.length === 7;

const isInside = (day: string, { from, to }: Span): boolean =>
  isMonth(day) ? from.slice(0, 7) <= day && day <= to.slice(0, 7) : from <= day && day <= to;

const outside = (days: readonly string[], all: readonly NamedSpan[], at: Place): Refusal | undefined => {
  for (const span of all) {
    const index = days.findIndex((day) => !isInside(day, span));
    if (index >= 0) {
      const { code, zh, en, from, to } = span;
      const facts = { day: days[index] ?? '', from, to };
      return refuse(code, `${zh}：${facts.day}`, `${en}: ${facts.day}`, {
        clause: at.clause,
        pointer: `${at.pointer}/${index}/${at.column}`,
        facts,
      });
    }
  }
  return undefined;
};

const monthTwice = (days: readonly string[], at: Place): Refusal | undefined => {
  const index = days.findIndex((day, n) => isMonth(day) && days.indexOf(day) < n);
  if (index < 0) return undefined;
  const month = days[index] ?? '';
  return refuse('claim.month-twice', `${month} 重复申报`, `${month} is claimed twice`, {
    clause: at.clause,
    pointer: `${at.pointer}/${index}/${at.column}`,
    facts: { month },
  });
};
