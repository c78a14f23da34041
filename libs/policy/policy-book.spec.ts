import { orThrow } from '#kernel/refusal.js';
import type { Json, JsonObject } from '#kernel/fen-json.js';
import { yuan } from '#kernel/money.js';
import { loadPolicyFiles } from './load-policy-files.js';
import { parsePolicyBook } from './policy-book.js';

const files = await loadPolicyFiles();

const file = (book: string): JsonObject => files.find((content) => content['book'] === book) ?? {};

/** Measures that specs spoil, at the places their pointers name. */
const SPOILT = ['JX24-1.1', 'JX24-1.2', 'JX24-1.3', 'JX24-1.4', 'JX24-1.5', 'JX24-1.6', 'JX24-4.1'];

/** A book of some measures of the city, with another value at a JSON pointer; `-` at its end appends. */
const spoilt = (pointer: string, value: Json): JsonObject => {
  const whole = file('JX24');
  const measures = (whole['measures'] as Json[]).filter((measure) =>
    SPOILT.some((id) => (measure as JsonObject)['id'] === id),
  );
  const copy = structuredClone({ ...whole, measures });
  const path = pointer.split('/').slice(1);
  const last = path.pop() ?? '';
  let place: Json = copy;
  for (const part of path) place = (place as JsonObject)[part] ?? {};
  if (Array.isArray(place) && last === '-') place.push(value);
  else (place as JsonObject)[last] = value;
  return copy;
};

describe('a policy book file', () => {
  it('ships with its books, complete and consistent', () => {
    const books = files.map((content) => orThrow(parsePolicyBook(content)));
    expect(books.map(({ policyVersion }) => policyVersion)).toEqual(['JX24@1', 'PH02@1', 'PH03@1']);
    const ids = books.flatMap(({ measures }) => measures.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('turns yuan into fen and resolves what a measure refers to', () => {
    const book = orThrow(parsePolicyBook(file('JX24')));
    const startUp = book.measures.find(({ id }) => id === 'JX24-1.2');
    expect(startUp?.entitlement).toMatchObject({ tiers: [{ amountFen: yuan(5_000_000) }, {}, {}] });
    expect(startUp?.youthUplift).toMatchObject({
      id: 'JX24-5.1',
      rate: '5%',
      maxAge: 35,
      selectedOnFact: 'selectedOn',
    });
    const route = book.measures.find(({ id }) => id === 'JX24-1.6');
    expect(route?.opened.map(({ id, policyVersion }) => [id, policyVersion])).toEqual([
      ['JX24-1.3', 'JX24@1'],
      ['JX24-1.4', 'JX24@1'],
    ]);
  });

  it('has a content hash that ignores the order of keys and sees every value', () => {
    const content = file('PH03');
    const reordered = Object.fromEntries(Object.entries(content).reverse());
    const changed = { ...content, source: 'other' };
    const hash = (json: unknown) => orThrow(parsePolicyBook(json)).contentHash;
    expect(hash(reordered)).toBe(hash(content));
    expect(hash(changed)).not.toBe(hash(content));
  });

  it.each([
    ['an amount that is none', '/measures/1/entitlement/tiers/0/amountYuan', '5e6', undefined],
    ['a number for an amount', '/measures/1/entitlement/tiers/0/amountYuan', 5, undefined],
    ['an amount of nothing', '/measures/1/entitlement/tiers/0/amountYuan', '0.00', undefined],
    ['a rate without a percent sign', '/uplifts/0/rate', '0.05', undefined],
    ['a day that does not exist', '/effectiveFrom', '2017-02-29', undefined],
    ['an unknown gate', '/measures/1/tranches/1/gates/0', 'halfway', undefined],
    ['a key nobody reads', '/measures/0/colour', 'red', '/measures/0'],
  ])('is refused as malformed with the pointer: %s', (_, at, value, pointer) => {
    expect(parsePolicyBook(spoilt(at, value))).toMatchObject({
      code: 'policy.malformed',
      pointer: pointer ?? at,
    });
  });

  it.each<[string, string, Json, string]>([
    ['shares that do not sum to 100 %', '/measures/1/tranches/2/pays/share', '31%', '/measures/1/tranches'],
    ['a decision nobody recorded', '/measures/0/decisions/0', 'decision 99', '/measures/0/decisions/0'],
    [
      'a clause that cites a decision the measure does not',
      '/measures/1/tranches/0/clause',
      'decision 2',
      '/measures/1/tranches/0',
    ],
    ['a decision twice', '/decisions/1/id', 'decision 1', '/decisions/1'],
    ['a measure twice', '/measures/1/id', 'JX24-1.1', '/measures/1'],
    ['a measure of another book', '/measures/0/id', 'PH03-9', '/measures/0/id'],
    ['a measure of another place', '/measures/0/jurisdiction', 'pinghu', '/measures/0/jurisdiction'],
    [
      'evidence twice',
      '/measures/1/tranches/0/evidence/1',
      'business-registration',
      '/measures/1/tranches/0/evidence/1',
    ],
    [
      'a payee that is no party',
      '/measures/1/tranches/0/payeeRole',
      'bank',
      '/measures/1/tranches/0/payeeRole',
    ],
    [
      'a class without an amount',
      '/measures/1/entitlement/tiers',
      [{ tier: 'A', amountYuan: '1.00' }],
      '/measures/1/entitlement',
    ],
    [
      'a tranche that pays in another way',
      '/measures/1/tranches/0/pays',
      { what: 'rate' },
      '/measures/1/tranches',
    ],
    [
      'a cap at a ceiling that is not there',
      '/measures/2/entitlement/tiers/0',
      { tier: 'A', rate: '70%' },
      '/measures/2/caps/2/limit',
    ],
    ['a cap on somebody unknown', '/measures/6/caps/0/subject', 'agency', '/measures/6/caps/0/subject'],
    [
      'a route to nowhere',
      '/measures/4/entitlement/opens/0/measure',
      'JX24-9.9',
      '/measures/4/entitlement/opens/0/measure',
    ],
    ['an unknown uplift', '/measures/1/youthUplift/uplift', 'JX24-5.9', '/measures/1/youthUplift/uplift'],
    [
      'an amount not named in yuan',
      '/measures/0/decisionFacts/0/name',
      'workFund',
      '/measures/0/decisionFacts/0/name',
    ],
    [
      'a condition on a fact nobody states',
      '/measures/6/conditions/0/fact',
      'shape',
      '/measures/6/conditions/0',
    ],
    [
      'a right that lapses from a day nobody states',
      '/measures/6/conditions/-',
      { code: 'x.lapsed', rule: 'not-lapsed', fact: 'shape', mostMonths: 12, zh: '逾期', en: 'Lapsed' },
      '/measures/6/conditions/5',
    ],
    [
      'an earlier amount toward a floor that nobody states',
      '/measures/6/entitlement/baseFloor',
      { amountYuan: '1.00', above: true, earlierFact: 'beforeYuan' },
      '/measures/6/entitlement/baseFloor',
    ],
    [
      'a recovery fact nobody states',
      '/shared/recovery/return-unspent/left-early/unspentFact',
      'restYuan',
      '/measures/1/recovery/left-early',
    ],
  ])('is refused as inconsistent with the pointer: %s', (_, at, value, pointer) => {
    expect(parsePolicyBook(spoilt(at, value))).toMatchObject({ code: 'policy.inconsistent', pointer });
  });
});
