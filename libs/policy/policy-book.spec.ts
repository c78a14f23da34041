import { isRefusal, orThrow } from '#kernel/refusal.js';
import { yuan } from '#kernel/money.js';
import { loadPolicyFiles } from './load-policy-files.js';
import { parsePolicyBook } from './policy-book.js';

/** A deep copy of a shipped file that a test may spoil. */
const file = async (book: string): Promise<any> =>
  structuredClone((await loadPolicyFiles()).find((content) => content['book'] === book));

const refusalOf = (json: unknown) => {
  const parsed = parsePolicyBook(json);
  if (!isRefusal(parsed)) throw new Error('The file was accepted');
  return parsed;
};

describe('a policy book file', () => {
  it('ships with both books, complete and consistent', async () => {
    const books = (await loadPolicyFiles()).map((content) => orThrow(parsePolicyBook(content)));
    expect(books.map(({ policyVersion }) => policyVersion)).toEqual(['JX24@1', 'PH03@1']);
    expect(books.flatMap(({ measures }) => measures.map(({ id }) => id))).toEqual([
      ...['JX24-1.1', 'JX24-1.2', 'JX24-1.3', 'JX24-1.4', 'JX24-1.5', 'JX24-1.6', 'JX24-4.1'],
      ...['JX24-13.1', 'JX24-13.2', 'JX24-14.4', 'JX24-14.5', 'JX24-14.6', 'PH03-1'],
    ]);
  });

  it('turns yuan into fen and resolves what a measure refers to', async () => {
    const book = orThrow(parsePolicyBook(await file('JX24')));
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

  it('has a content hash that ignores the order of keys and sees every value', async () => {
    const content = await file('PH03');
    const reordered = Object.fromEntries(Object.entries(content).reverse());
    const changed = { ...content, source: 'other' };
    const hash = (json: unknown) => orThrow(parsePolicyBook(json)).contentHash;
    expect(hash(reordered)).toBe(hash(content));
    expect(hash(changed)).not.toBe(hash(content));
  });

  it.each([
    [
      'an amount that is none',
      (b: any) => (b.measures[1].entitlement.tiers[0].amountYuan = '5e6'),
      '/measures/1/entitlement/tiers/0/amountYuan',
    ],
    [
      'a number for an amount',
      (b: any) => (b.measures[1].entitlement.tiers[0].amountYuan = 5),
      '/measures/1/entitlement/tiers/0/amountYuan',
    ],
    ['a rate without a percent sign', (b: any) => (b.uplifts[0].rate = '0.05'), '/uplifts/0/rate'],
    ['a day that does not exist', (b: any) => (b.effectiveFrom = '2017-02-29'), '/effectiveFrom'],
    [
      'an unknown gate',
      (b: any) => (b.measures[1].tranches[1].gates = ['halfway']),
      '/measures/1/tranches/1/gates/0',
    ],
    ['a key nobody reads', (b: any) => (b.measures[0].colour = 'red'), '/measures/0'],
  ])('is refused as malformed with the pointer: %s', async (_, spoil, pointer) => {
    const content = await file('JX24');
    spoil(content);
    expect(refusalOf(content)).toMatchObject({ code: 'policy.malformed', pointer });
  });

  it.each([
    [
      'shares that do not sum to 100 %',
      (b: any) => (b.measures[1].tranches[2].pays.share = '31%'),
      '/measures/1/tranches',
    ],
    [
      'a decision nobody recorded',
      (b: any) => (b.measures[0].decisions[0] = 'decision 99'),
      '/measures/0/decisions/0',
    ],
    ['a measure twice', (b: any) => b.measures.push(b.measures[0]), '/measures/12'],
    ['a measure of another book', (b: any) => (b.measures[0].id = 'PH03-9'), '/measures/0/id'],
    [
      'evidence twice in a tranche',
      (b: any) => b.measures[1].tranches[0].evidence.push(b.measures[1].tranches[0].evidence[0]),
      '/measures/1/tranches/0/evidence/2',
    ],
    [
      'a payee that is no party',
      (b: any) => (b.measures[1].tranches[0].payeeRole = 'bank'),
      '/measures/1/tranches/0/payeeRole',
    ],
    [
      'a class without an amount',
      (b: any) => b.measures[1].entitlement.tiers.pop(),
      '/measures/1/entitlement',
    ],
    [
      'a cap on somebody unknown',
      (b: any) => (b.measures[6].caps[0].subject = 'agency'),
      '/measures/6/caps/0/subject',
    ],
    [
      'a route to nowhere',
      (b: any) => (b.measures[4].entitlement.opens[0].measure = 'JX24-9.9'),
      '/measures/4/entitlement/opens/0/measure',
    ],
    [
      'an unknown uplift',
      (b: any) => (b.measures[1].youthUplift.uplift = 'JX24-5.9'),
      '/measures/1/youthUplift/uplift',
    ],
    [
      'an amount fact not named in yuan',
      (b: any) => (b.measures[6].tranches[0].claimFacts[1].name = 'paidSalary'),
      '/measures/6/entitlement',
    ],
    [
      'a condition on a fact nobody states',
      (b: any) => (b.measures[6].conditions[0].fact = 'shape'),
      '/measures/6/conditions/0',
    ],
  ])('is refused as inconsistent with the pointer: %s', async (_, spoil, pointer) => {
    const content = await file('JX24');
    spoil(content);
    expect(refusalOf(content)).toMatchObject({ code: 'policy.inconsistent', pointer });
  });
});
