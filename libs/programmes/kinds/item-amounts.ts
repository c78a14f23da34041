import { addDays, addMonths, businessDate } from '#kernel/business-date.js';
import { fenAtRate } from '#kernel/foreign-currency.js';
import { type Fen, sumFen, timesRate, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { EntitlementOf } from '#policy/entitlement.js';
import type { Measure } from '#policy/measure.js';
import type { Application, Claim, Facts, ItemFacts } from '../award/application.js';
import { type DerivationStep, step, type Words } from '../award/derivation.js';
import { fenOfFact, textOf } from './stated-facts.js';

type Itemised = Extract<EntitlementOf<'rate-of-base'>['base'], { readonly from: 'items' }>;

/** What the items come to: the step of every item that is not simply its amount, then the sum. */
export const stepsOfItems = (
  items: readonly ItemFacts[],
  base: Itemised,
  { facts }: Application,
  claim: Claim,
  measure: Measure,
  words: Words,
  clause: string,
): readonly DerivationStep[] | Refusal => {
  const amounts: Fen[] = [];
  const steps: DerivationStep[] = [];
  for (const item of items) {
    const index = rowOf(item, base, claim);
    const inYuan = converted(item, index, base, claim, clause);
    if (isRefusal(inYuan)) return inYuan;
    const fen = typeof inYuan === 'bigint' ? inYuan : inYuan.amountFen;
    const part = untilLastDay(item, fen, base, { ...facts, ...claim.facts }, measure, clause);
    steps.push(...(typeof inYuan === 'bigint' ? [] : [inYuan]), ...part);
    amounts.push(part.at(-1)?.amountFen ?? fen);
  }
  return [...steps, sumStep(amounts, words, clause)];
};

/** Items that do not count are left out of the sum, but a pointer counts them. */
const rowOf = (item: ItemFacts, { fact }: Itemised, claim: Claim): number => {
  const rows = claim.facts[fact];
  return Array.isArray(rows) ? rows.indexOf(item) : -1;
};

/** More than a dozen summands explain nothing: their number and the sum do. */
const SHOWN_ITEMS = 12;

const sumStep = (amounts: readonly Fen[], words: Words, clause: string): DerivationStep => {
  const formula = amounts.length <= SHOWN_ITEMS ? amounts.map(yuanOf).join(' + ') : `Σ ${amounts.length}`;
  return step(words, formula || '0.00', clause, sumFen(amounts));
};

/** The amount in yuan; for another currency the step that says at which rate, of which day, from which source. */
const converted = (
  item: ItemFacts,
  index: number,
  { amountColumn, currency, fact }: Itemised,
  claim: Claim,
  clause: string,
): Fen | DerivationStep | Refusal => {
  if (currency === null) return fenOfFact(item, amountColumn);
  const amount = textOf(item, amountColumn);
  const unit = textOf(item, currency.column);
  const { rateColumn, ratedOnColumn, sourceColumn } = currency;
  const stated = [rateColumn, ratedOnColumn, sourceColumn].filter((name) => item[name] !== undefined);
  const pointer = `/claim/facts/${fact}/${index}`;
  if (unit === 'CNY') {
    return stated[0] === undefined
      ? fenAtRate(amount, '1')
      : rateOfYuan({ clause, pointer: `${pointer}/${stated[0]}` });
  }
  const open = [rateColumn, ratedOnColumn, sourceColumn].find((name) => !stated.includes(name));
  if (open !== undefined) return rateMissing(unit, { clause, pointer: `${pointer}/${open}` });
  const [rate, day, source] = [rateColumn, ratedOnColumn, sourceColumn].map((name) => textOf(item, name));
  if (day! > claim.claimedOn) return rateInFuture(day!, { clause, pointer: `${pointer}/${ratedOnColumn}` });
  const words = {
    zh: `${unit}折合人民币：${day} ${source}汇率`,
    en: `${unit} in yuan at the rate of ${day}, ${source}`,
  };
  return step(words, `${amount} ${unit} × ${rate}`, clause, fenAtRate(amount, rate!));
};

interface At {
  readonly clause: string;
  readonly pointer: string;
}

const rateMissing = (unit: string, at: At): Refusal =>
  refuse(
    'claim.rate-missing',
    `${unit}须注明汇率、汇率日期和来源`,
    `${unit} needs a rate of exchange with its day and source`,
    at,
  );

const rateOfYuan = (at: At): Refusal =>
  refuse('claim.rate-of-yuan', '人民币金额不适用汇率', 'An amount in yuan has no rate of exchange', at);

const rateInFuture = (day: string, at: At): Refusal =>
  refuse(
    'claim.rate-in-future',
    `汇率日期晚于申领日：${day}`,
    `The rate is later than the claim: ${day}`,
    at,
  );

/** Up to the last day that counts: a month by its days until then, a later item with nothing. */
const untilLastDay = (
  item: ItemFacts,
  fen: Fen,
  { countsTo, dayColumn }: Itemised,
  facts: Facts,
  measure: Measure,
  clause: string,
): readonly DerivationStep[] => {
  if (countsTo === null || dayColumn === null || facts[countsTo] === undefined) return [];
  const last = textOf(facts, countsTo);
  const day = textOf(item, dayColumn);
  const isMonth = day.length === 7;
  const to = isMonth ? addDays(addMonths(businessDate(`${day}-01`), 1), -1) : day;
  if (to <= last) return [];
  const all = isMonth ? Number(to.slice(8)) : 1;
  const counted = isMonth && last.startsWith(day) ? Number(last.slice(8)) : 0;
  const countedFen = timesRate(fen, { numerator: BigInt(counted), denominator: BigInt(all) });
  const { zh, en } = wordsOf(countsTo, measure);
  const words = { zh: `${day} 计至${zh}（${last}）`, en: `${day}, up to: ${en} (${last})` };
  return [step(words, `${yuanOf(fen)} × ${counted}/${all}`, clause, countedFen)];
};

const wordsOf = (fact: string, { facts, tranches, title }: Measure): Words =>
  [...facts, ...(tranches[0]?.claimFacts ?? [])].find(({ name }) => name === fact) ?? title;
