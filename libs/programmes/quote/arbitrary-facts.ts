import fc from 'fast-check';
import { addDays, addMonths, type BusinessDate, businessDate } from '#kernel/business-date.js';
import type { Condition } from '#policy/condition.js';
import type { FactDefinition } from '#policy/fact-definition.js';
import { nameInCode } from '#policy/facts.js';
import type { Facts, FactValue } from '../award/application.js';

/** For specs: facts of any measure, made from its own definitions. */

const day = fc
  .integer({ min: 0, max: 9 * 365 })
  .map((days): BusinessDate => addDays(businessDate('2017-01-01'), days));

const wholeYuan = fc.oneof(
  fc.integer({ min: 0, max: 20_000_000 }),
  fc.constantFrom(1, 10_000, 50_000, 200_000, 300_000, 500_000, 1_000_000, 3_000_000),
);
export const fen = fc
  .tuple(wholeYuan, fc.constantFrom(0n, 0n, 1n, 50n))
  .map(([yuan, cents]) => BigInt(yuan) * 100n + cents);

const within = (value: bigint, least: bigint | undefined, most: bigint | undefined): bigint => {
  const raised = least !== undefined && value < least ? least : value;
  return most !== undefined && raised > most ? most : raised;
};

const valueOf = (definition: FactDefinition): fc.Arbitrary<FactValue> => {
  switch (definition.type) {
    case 'yuan':
      return fen.map((value) => within(value, definition.minFen, definition.maxFen));
    case 'decimal':
      return fc.constantFrom('1', '7.8592', '50000.005');
    case 'date':
      return day;
    case 'month':
      return day.map((date) => date.slice(0, 7));
    case 'year':
      return fc.integer({ min: definition.min ?? 2017, max: definition.max ?? 2026 });
    case 'integer':
      return fc.integer({
        min: definition.min ?? 0,
        max: Math.min(definition.max ?? 60, (definition.min ?? 0) + 60),
      });
    case 'choice':
      return fc.constantFrom(...definition.choices.map(({ value }) => value));
    case 'boolean':
      return fc.boolean();
    case 'text':
      return fc.constantFrom('甲', 'A-1');
    case 'items':
      return fc.array(factsOf(definition.columns) as fc.Arbitrary<Record<string, string>>, {
        minLength: 1,
        maxLength: Math.min(3, definition.maxItems),
      });
  }
};

/** Optional facts are sometimes there; a required one is hardly ever left out. */
export const factsOf = (definitions: readonly FactDefinition[]): fc.Arbitrary<Facts> =>
  fc
    .record(
      Object.fromEntries(
        definitions.map((definition) => [
          nameInCode(definition.name),
          fc.option(valueOf(definition), { nil: undefined, freq: definition.required ? 60 : 1 }),
        ]),
      ),
    )
    .map(
      (facts) =>
        Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts,
    );

/** Facts nudged toward what the conditions ask, because hardly any application is eligible by chance. */
export const nudged = (facts: Facts, conditions: readonly Condition[]): Facts =>
  conditions.reduce<Facts>((given, condition) => ({ ...given, ...nudge(given, condition) }), facts);

const nudge = (facts: Facts, condition: Condition): Record<string, FactValue> => {
  switch (condition.rule) {
    case 'one-of': {
      const [first] = condition.values;
      const isMet = condition.values.some((value) => value === facts[condition.fact]);
      return isMet || first === undefined ? {} : { [condition.fact]: first };
    }
    case 'at-least':
      return { [condition.fact]: Math.max(Number(facts[condition.fact] ?? 0), condition.least) };
    case 'at-most':
      return { [condition.fact]: Math.min(Number(facts[condition.fact] ?? 0), condition.most) };
    case 'amount-at-least':
      return { [nameInCode(condition.fact)]: condition.leastFen };
    case 'amount-above':
      return { [nameInCode(condition.fact)]: condition.aboveFen + 1n };
    case 'amount-at-most':
      return { [nameInCode(condition.fact)]: condition.mostFen };
    case 'in-order':
    case 'within-months':
      return after(facts, condition, 0);
    case 'months-between':
      return after(facts, condition, condition.leastMonths);
    case 'within-calendar-years': {
      const from = facts[condition.from];
      if (typeof from !== 'string') return {};
      return {
        [condition.fact]: typeof facts[condition.fact] === 'number' ? Number(from.slice(0, 4)) : from,
      };
    }
    default:
      return {};
  }
};

const after = (
  facts: Facts,
  { from, to }: { readonly from: string; readonly to: string },
  months: number,
): Record<string, FactValue> => {
  const first = facts[from];
  return typeof first === 'string' ? { [to]: addMonths(businessDate(first), months) } : {};
};
