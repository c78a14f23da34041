import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import type { GrantedAward } from '../award/award.js';
import { orThrow } from '#kernel/refusal.js';
import { rulesFor } from '../catalogue.js';
import { enterprise, person, specOf } from '../kinds/measure-spec.js';
import { adjustmentsOf, priceAward, unpricedPortfolio, withAward } from './what-if.js';

const eliteLeaderRules = orThrow(rulesFor('elite-leader'));
const spec = specOf(eliteLeaderRules, 'JX24-1.2', { person: person(60), enterprise });
const { measure: own } = spec;

/** Class A at 6,000,000 instead of 5,000,000, class B at 2,000,000 instead of 3,000,000. */
const draft: Measure = {
  ...own,
  policyVersion: 'JX24@2',
  entitlement: {
    kind: 'fixed-by-tier',
    tierFact: 'class',
    perHead: null,
    joint: null,
    mostFact: null,
    tiers: [
      { tier: 'A', amountFen: yuan(6_000_000) },
      { tier: 'B', amountFen: yuan(2_000_000) },
      { tier: 'C', amountFen: yuan(2_000_000) },
    ],
  },
};

/** Approved in 2024; the first tranche, 40 %, was paid when `paidYuan` is more than zero. */
const award = (name: string, level: string, paidYuan = 0): GrantedAward => {
  const { application, tranches } = spec.award({ class: level, selectedOn: '2024-03-01' });
  const attempt = { setOffFen: 0n, bankFen: yuan(paidYuan), recoveredFen: 0n };
  return {
    status: 'active',
    award: name,
    application,
    policyVersion: own.policyVersion,
    caseDecision: null,
    approvedOn: businessDate('2024-07-01'),
    tranches: tranches.map(({ status: _status, paidFen: _paid, ...plan }) => ({
      plan,
      status: 'planned',
      attempts: plan.trancheNo === 1 && paidYuan > 0 ? [attempt] : [],
    })),
  } as unknown as GrantedAward;
};

describe('what a draft would cost', () => {
  it('is summed per measure and year, and the awards that change most come first', () => {
    const portfolio = ['A', 'B', 'C', 'A']
      .map((level, index) => priceAward(eliteLeaderRules, award(`W${index}`, level), own, draft))
      .reduce(withAward, unpricedPortfolio);
    // 5 + 3 + 2 + 5 million under the version in force, 6 + 2 + 2 + 6 under the draft.
    expect(portfolio.measures.get('JX24-1.2')).toEqual({
      awards: 4,
      changed: 3,
      refused: 0,
      years: new Map([[2024, { beforeFen: yuan(15_000_000), afterFen: yuan(16_000_000) }]]),
    });
    expect(portfolio.movers.map((one) => one.award)).toEqual(['W0', 'W1', 'W3']);
  });

  it('keeps twenty movers however many awards there are', () => {
    const many = Array.from({ length: 50 }, (_, index) => award(`W${index}`, 'A'));
    const portfolio = many
      .map((one) => priceAward(eliteLeaderRules, one, own, draft))
      .reduce(withAward, unpricedPortfolio);
    expect(portfolio.movers).toHaveLength(20);
    expect(portfolio.measures.get('JX24-1.2')?.awards).toBe(50);
  });

  it('is nothing for a measure that the draft no longer has', () => {
    expect(priceAward(eliteLeaderRules, award('W1', 'A'), own, null)).toMatchObject({
      after: [],
      refusal: null,
    });
  });

  it('says why the draft would refuse an award', () => {
    const conditions: Measure['conditions'] = [
      {
        rule: 'one-of',
        code: 'elite-leader.class',
        fact: 'class',
        values: ['B'],
        zh: '限B类',
        en: 'B only',
        clause: 'JX24-1.2',
      },
    ];
    const priced = priceAward(eliteLeaderRules, award('W1', 'A'), own, { ...draft, conditions });
    expect(priced).toMatchObject({ after: [], refusal: { code: 'elite-leader.class' } });
  });
});

describe('a version that counts from before', () => {
  it.each([
    // 40 % of 5,000,000 was paid; 40 % of 6,000,000 is due.
    ['A', 2_000_000, 'top-up', 2_400_000, 400_000],
    // 40 % of 3,000,000 was paid; 40 % of 2,000,000 is due.
    ['B', 1_200_000, 'recovery', 800_000, 400_000],
    // A cap had cut the tranche to 300,000: 400,000 less leave nothing, and no more than was paid is claimed.
    ['B', 300_000, 'recovery', 0, 300_000],
  ])('owes or is owed the difference of what was paid: class %s, %d', (level, paid, kind, now, amount) => {
    const granted = award('W1', level, paid);
    const priced = priceAward(eliteLeaderRules, granted, own, draft);
    expect(adjustmentsOf(granted, priced)).toEqual([
      {
        award: 'W1',
        measure: 'JX24-1.2',
        trancheNo: 1,
        payee: 'E1',
        kind,
        fromVersion: granted.policyVersion,
        paidFen: yuan(paid),
        adjustedFen: 0n,
        newFen: yuan(now),
        amountFen: yuan(amount),
      },
    ]);
  });

  it('changes nothing where the amount stays, or nothing was paid', () => {
    for (const granted of [award('W1', 'C', 800_000), award('W2', 'A')])
      expect(adjustmentsOf(granted, priceAward(eliteLeaderRules, granted, own, draft))).toEqual([]);
  });
});
