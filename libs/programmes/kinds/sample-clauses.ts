import type { JsonObject } from '#kernel/fen-json.js';
import { orThrow } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import { parsePolicyBook } from '#policy/policy-book.js';

/** Clauses that other cities have and Jiaxing has not: each is a parameter of a data file, and a case of practice §4. */
const words = (en: string) => ({ zh: en, en });
const kept = { formula: 'none', ...words('Kept'), clause: 'OTHER-1' };
const fact = (name: string, type: string, more: JsonObject = {}) => ({ name, type, ...words(name), ...more });
const choices = (...values: readonly string[]) => ({
  choices: values.map((value) => ({ value, ...words(value) })),
});
const rule = (code: string, content: JsonObject): JsonObject => ({
  code: `other.${code}`,
  ...words(code),
  ...content,
});
const measure = (id: string, content: JsonObject): JsonObject => ({
  id,
  programme: 'other',
  title: words(id),
  budgetLine: 'OTHER',
  recovery: { 'left-early': kept, 'failed-acceptance': kept, 'false-evidence': kept },
  ...content,
});

/** A share of the pay of a month: in any currency, until the work permit ends, what is paid abroad with a proof. */
const pay = measure('OTHER-1', {
  parties: [{ role: 'person', kinds: ['person'], ...words('Person') }],
  facts: [fact('year', 'year')],
  entitlement: {
    kind: 'rate-of-base',
    tiers: [{ tier: 'all', rate: '30%' }],
    base: {
      from: 'items',
      fact: 'pays',
      amountColumn: 'amount',
      dayColumn: 'month',
      currency: {
        column: 'currency',
        rateColumn: 'rate',
        ratedOnColumn: 'ratedOn',
        sourceColumn: 'source',
      },
      countsTo: 'permitTo',
    },
  },
  years: { from: 'stated', fact: 'year' },
  tranches: [
    {
      title: words('Pay of the year'),
      payeeRole: 'person',
      pays: { what: 'rate' },
      evidence: [{ name: 'pay-slips', ...words('Pay slips') }],
      claimFacts: [
        fact('permitTo', 'date', { required: false }),
        fact('pays', 'items', {
          maxItems: 60,
          columns: [
            fact('month', 'month'),
            fact('amount', 'decimal'),
            fact('currency', 'choice', choices('CNY', 'EUR')),
            fact('rate', 'decimal', { required: false }),
            fact('ratedOn', 'date', { required: false }),
            fact('source', 'text', { maxLength: 60, required: false }),
            fact('paidAbroad', 'boolean'),
            fact('proof', 'choice', { ...choices('tax', 'bank'), required: false }),
          ],
        }),
      ],
      conditions: [
        rule('paid-abroad-unproved', {
          rule: 'items-one-of',
          fact: 'pays',
          column: 'proof',
          values: ['tax', 'bank'],
          where: { column: 'paidAbroad', values: [true] },
        }),
      ],
    },
  ],
});

/** Two parts: landed in time, the second when the first is spent and own money exceeds the grant. */
const project = measure('OTHER-2', {
  parties: [
    { role: 'team', kinds: ['team'], ...words('Team') },
    { role: 'enterprise', kinds: ['enterprise'], ...words('Enterprise') },
  ],
  facts: [fact('selectedOn', 'date'), fact('pledgedCapitalYuan', 'yuan')],
  entitlement: { kind: 'fixed-by-tier', tiers: [{ tier: 'all', amountYuan: '1000000.00' }] },
  tranches: [
    {
      title: words('On landing'),
      payeeRole: 'enterprise',
      pays: { what: 'share', share: '40%' },
      claimFacts: [fact('signedOn', 'date'), fact('landedOn', 'date'), fact('ownYuan', 'yuan')],
      conditions: [
        rule('signed-late', { rule: 'within-months', from: 'selectedOn', to: 'signedOn', mostMonths: 24 }),
        rule('landed-late', { rule: 'within-months', from: 'signedOn', to: 'landedOn', mostMonths: 6 }),
      ],
    },
    {
      title: words('After progress'),
      payeeRole: 'enterprise',
      pays: { what: 'share', share: '60%' },
      evidence: [{ name: 'capital-report', ...words('Capital report'), maxAgeDays: 30 }],
      claimFacts: [fact('spentYuan', 'yuan'), fact('capitalNowYuan', 'yuan'), fact('ownYuan', 'yuan')],
      spent: { spentFact: 'spentYuan', above: '80%', ...words('Spent of the first part') },
      conditions: [
        rule('capital-reduced', {
          rule: 'amount-not-below',
          fact: 'capitalNowYuan',
          of: 'pledgedCapitalYuan',
        }),
      ],
    },
  ],
  match: { receivedFact: 'ownYuan', ratio: '100%', above: true, ...words('Own money') },
});

/** 30 % of private investment, down to whole 100,000. */
const investment = measure('OTHER-3', {
  parties: [{ role: 'enterprise', kinds: ['enterprise'], ...words('Enterprise') }],
  entitlement: {
    kind: 'rate-of-base',
    tiers: [{ tier: 'all', rate: '30%', capYuan: '2000000.00' }],
    base: { from: 'fact', fact: 'investedYuan' },
    roundDownYuan: '100000.00',
  },
  tranches: [
    {
      title: words('Investment'),
      payeeRole: 'enterprise',
      pays: { what: 'rate' },
      claimFacts: [fact('investedYuan', 'yuan')],
    },
  ],
});

/** Who once was paid for as one of the two has it on both accounts of a home of their own. */
const homeCap = (as: string, subject: string): JsonObject => ({
  key: `other.home-as-${as}`,
  title: words('Once'),
  subject,
  window: 'lifetime',
  limit: { kind: 'award-total' },
});
const tiers = choices('A', 'B', 'C');

/** A couple's home: the higher amount and half of the lower, never above the price; each of the two once. */
const couple = measure('OTHER-4', {
  parties: ['person', 'spouse'].map((role) => ({ role, kinds: ['person'], ...words(role) })),
  facts: [
    fact('tier', 'choice', tiers),
    fact('tierOfSpouse', 'choice', tiers),
    fact('priceYuan', 'yuan', { minYuan: '1.00' }),
  ],
  entitlement: {
    kind: 'fixed-by-tier',
    tierFact: 'tier',
    tiers: [
      { tier: 'A', amountYuan: '1000000.00' },
      { tier: 'B', amountYuan: '500000.00' },
      { tier: 'C', amountYuan: '200000.01' },
    ],
    joint: { tierFact: 'tierOfSpouse', lowerShare: '50%' },
    mostFact: 'priceYuan',
  },
  tranches: [{ title: words('Home'), payeeRole: 'person', pays: { what: 'share', share: '100%' } }],
  caps: [homeCap('person', 'person'), homeCap('spouse', 'spouse')],
});
const single = measure('OTHER-6', {
  parties: [{ role: 'person', kinds: ['person'], ...words('person') }],
  entitlement: { kind: 'fixed-by-tier', tiers: [{ tier: 'all', amountYuan: '500000.00' }] },
  tranches: [{ title: words('Home'), payeeRole: 'person', pays: { what: 'share', share: '100%' } }],
  caps: [homeCap('person', 'person'), homeCap('spouse', 'person')],
});

/** A yearly amount for a station: six insured months without a gap, and not two failing years in a row. */
const station = measure('OTHER-5', {
  parties: [{ role: 'person', kinds: ['person'], ...words('Person') }],
  entitlement: { kind: 'fixed-by-tier', tiers: [{ tier: 'all', amountYuan: '10000.00' }] },
  tranches: [
    {
      title: words('Year'),
      payeeRole: 'person',
      pays: { what: 'share', share: '100%' },
      claimFacts: [
        fact('insured', 'items', {
          maxItems: 120,
          columns: [fact('month', 'month'), fact('backPaid', 'boolean')],
        }),
        fact('assessments', 'items', {
          maxItems: 20,
          required: false,
          columns: [fact('year', 'year'), fact('grade', 'choice', choices('good', 'passed', 'failed'))],
        }),
      ],
      conditions: [
        rule('insurance-gap', {
          rule: 'run-at-least',
          fact: 'insured',
          column: 'month',
          where: { column: 'backPaid', values: [false] },
          least: 6,
        }),
        rule('status-removed', {
          rule: 'run-at-most',
          fact: 'assessments',
          column: 'year',
          where: { column: 'grade', values: ['failed'] },
          most: 1,
        }),
      ],
    },
  ],
});

/** Two measures for one thing, settling in: the higher of them, once for a person (就高不重复). */
const settling = (id: string, ...tiers: readonly JsonObject[]): JsonObject =>
  measure(id, {
    parties: [{ role: 'person', kinds: ['person'], ...words('Person') }],
    facts: tiers.length > 1 ? [fact('level', 'choice', choices('high', 'low'))] : [],
    entitlement: { kind: 'fixed-by-tier', tiers: [...tiers], ...(tiers.length > 1 && { tierFact: 'level' }) },
    tranches: [{ title: words('Grant'), payeeRole: 'person', pays: { what: 'share', share: '100%' } }],
    caps: ['settling-in'],
  });
const ofCity = settling(
  'OTHER-7',
  { tier: 'high', amountYuan: '300000.00' },
  { tier: 'low', amountYuan: '120000.00' },
);
const ofDistrict = settling('OTHER-8', { tier: 'all', amountYuan: '200000.00' });
const settlingIn = {
  key: 'other.settling-in',
  title: words('Settling in: the higher, once for a person'),
  clause: 'practice 2.11',
  subject: 'person',
  window: 'lifetime',
  limit: { kind: 'higher-of' },
};

const book = (...measures: JsonObject[]): JsonObject => ({
  book: 'OTHER',
  version: 1,
  title: words('Clauses of other cities'),
  source: 'practice §4',
  jurisdiction: 'haining',
  effectiveFrom: '2023-01-01',
  effectiveFromBasis: 'test',
  shared: { publicityWorkingDays: 5, decisions: [], caps: { 'settling-in': settlingIn } },
  decisions: [],
  uplifts: [],
  measures,
});
export const clausesOfPractice: readonly Measure[] = orThrow(
  parsePolicyBook(book(pay, project, investment, couple, station, single, ofCity, ofDistrict)),
).measures;
