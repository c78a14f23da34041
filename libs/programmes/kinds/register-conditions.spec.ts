import { businessDate } from '#kernel/business-date.js';
import type { Condition } from '#policy/condition.js';
import { orThrow } from '#kernel/refusal.js';
import type { Claim, PartySnapshot } from '../award/application.js';
import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from './measure-rules.js';
import { agency, codeOf, ofTier, person, specOf } from './measure-spec.js';

const housingRules: ProgrammeRules = { programme: 'housing', ...measureRules };
const visitingExpertRules: ProgrammeRules = { programme: 'visiting-expert', ...measureRules };

const claimOf = (parties: Claim['parties'], facts: Claim['facts'] = {}): Claim => ({
  evidence: [],
  facts,
  claimedOn: businessDate('2026-03-01'),
  ...(parties && { parties }),
});

describe('the tier of the day of a claim', () => {
  const spec = specOf(housingRules, 'JX24-18.2', { person: ofTier('senior') });
  const award = spec.award({ housingTier: 'senior', rentedFrom: '2024-02-01' });
  const [first] = award.tranches;
  const fix = (standing: PartySnapshot, conditions: readonly Condition[] = []) => {
    if (!first) throw new Error('No tranche');
    const tranches = spec.measure.tranches.map((template) => ({ ...template, conditions: [...conditions] }));
    return housingRules.fixTranche(award, first, claimOf({ person: standing }), {
      ...spec.measure,
      tranches,
    });
  };
  const stillRecognised: Condition = {
    code: 'housing.tier-ended',
    rule: 'party-tier-in',
    role: 'person',
    tiers: ['high-end', 'senior'],
    zh: '人才层次已失效',
    en: 'The tier does not count any more',
    clause: 'JX24-18.2',
  };

  it('is not asked for by the rent subsidy as it ships: the tier counts when it is applied for', () => {
    expect(orThrow(fix(person())).requestedFen).toBe(3_000_000n);
  });

  it.each([
    ['holds on', ofTier('senior'), undefined],
    ['was upgraded', ofTier('high-end'), undefined],
    ['expired or was revoked', person(), 'housing.tier-ended'],
    ['is lower by now', ofTier('basic'), 'housing.tier-ended'],
  ] as const)('stops a yearly subsidy whose book asks for it, when it %s', (_, standing, code) => {
    expect(codeOf(fix(standing, [stillRecognised]))).toBe(code);
  });
});

describe('E54 an agency off the list between the trip and the claim', () => {
  const listed = (until: string | null): PartySnapshot => ({
    ...agency,
    listings: [{ from: businessDate('2023-02-01'), until: until === null ? null : businessDate(until) }],
  });
  const spec = specOf(visitingExpertRules, 'JX24-4.3b', { agency: listed(null) });
  const award = spec.award({ supportYear: 2023 });
  const costs = [{ spentOn: '2023-06-01', amountFen: 10_000n, invoice: '1' }];
  const fix = (standing: PartySnapshot | undefined) => {
    const [tranche] = award.tranches;
    if (!tranche) throw new Error('No tranche');
    const claim = claimOf(standing && { agency: standing }, { costs });
    return visitingExpertRules.fixTranche(award, tranche, claim, spec.measure);
  };

  it.each([
    ['still on it', listed(null), undefined],
    ['taken off after the trip', listed('2023-06-01'), undefined],
    ['taken off before the trip', listed('2023-05-31'), 'visiting-expert.agency-not-listed'],
    ['never on it', agency, 'visiting-expert.agency-not-listed'],
    ['known from the application alone', undefined, undefined],
  ] as const)('is decided by the day of the trip and the register of today: %s', (_, standing, code) => {
    expect(codeOf(fix(standing))).toBe(code);
  });
});
