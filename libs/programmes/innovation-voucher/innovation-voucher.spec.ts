import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { businessDate } from '#kernel/business-date.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import type { Facts } from '../award/application.js';
import { codeOf, enterprise, institution, person, specOf } from '../kinds/measure-spec.js';
import { innovationVoucherRules } from './innovation-voucher.rules.js';

const setTo = (amount: number) => ({
  body: '平湖市人才办',
  documentNumber: '平人才〔2024〕7号',
  decidedOn: businessDate('2024-05-01'),
  amounts: { decidedFen: yuan(amount) },
});

describe('rent-free space in Pinghu (PH02-1)', () => {
  const spec = specOf(innovationVoucherRules, 'PH02-1', { enterprise, landlord: institution });
  const facts = { selectedOn: '2024-01-10' };
  const decision = setTo(60_000);

  it('pays the value that was decided to whoever provides the space, and says that the source names none', () => {
    const plan = orThrow(spec.plan(facts, undefined, decision));
    expect(plan.tranches).toMatchObject([{ plannedFen: yuan(60_000), payee: 'I1' }]);
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
    expect(spec.measure.note?.en).toContain('In kind');
  });

  it('has no amount of its own', () => {
    expect(codeOf(spec.plan(facts))).toBe('award.decision-missing');
  });
});

const service = (amount: string, spentOn = '2023-06-01') => ({
  spentOn,
  amountFen: fenOf(amount),
  platform: '嘉兴人才科技公共服务平台',
});

describe('innovation vouchers (JX24-11.1, PH03-2, decisions 76 and 77)', () => {
  const city = specOf(innovationVoucherRules, 'JX24-11.1', { user: enterprise });
  const pinghu = specOf(innovationVoucherRules, 'PH03-2', { user: enterprise });
  const onPlatform = { supportYear: 2023, platformMember: true };
  const fix = (amount: string, spec = city, facts: Facts = onPlatform) =>
    spec.fix(spec.award(facts), 1, { services: [service(amount)] });

  it.each([
    // 50 % of the services, at most 100,000 a year
    ['1000.01', '500.01'],
    ['199999.98', '99999.99'],
    ['200000.00', '100000.00'],
    ['200000.02', '100000.00'],
  ])('services of %s bring %s, in both places', (amount, expected) => {
    expect(yuanOf(orThrow(fix(amount)).requestedFen)).toBe(expected);
    expect(yuanOf(orThrow(fix(amount, pinghu, { supportYear: 2023 })).requestedFen)).toBe(expected);
  });

  it('share one yearly limit of the user: what the city paid leaves the rest to Pinghu', () => {
    const caps = sampleCapAccounts();
    const first = orThrow(fix('150000.00'));
    const second = orThrow(fix('150000.00', pinghu, { supportYear: 2023 }));
    expect(caps.pay('JX24-11.1', first.requestedFen, first.capClaims)).toBe(yuan(75_000));
    expect(caps.pay('PH03-2', second.requestedFen, second.capClaims)).toBe(yuan(25_000));
  });

  it('say that the source names no amount', () => {
    for (const { measure } of [city, pinghu]) expect(measure.title.en).toContain('source names no amount');
  });

  it.each([
    [true, undefined],
    [false, 'innovation-voucher.not-on-platform'],
  ])('of the city are for services of the public platform: %s %s', (platformMember, code) => {
    expect(codeOf(city.eligibility({ ...onPlatform, platformMember }))).toBe(code);
  });
});

describe('free space before the selection (PH02-2)', () => {
  const spec = specOf(innovationVoucherRules, 'PH02-2', { person: person(), landlord: institution });
  const landed = { landedOn: '2024-01-10' };

  it('E29 pays the value of the space to its provider, land first and apply later (decisions 41, 82)', () => {
    const plan = orThrow(spec.plan(landed, undefined, setTo(24_000)));
    expect(plan.tranches).toMatchObject([{ plannedFen: yuan(24_000), payee: 'I1' }]);
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
  });

  it.each([
    ['selected already', { ...landed, selectedOn: '2024-02-01' }, 'innovation-voucher.already-selected'],
    ['not moved in yet', { landedOn: '2024-06-02' }, 'innovation-voucher.landed-in-future'],
    ['moved in', landed, undefined],
  ])('a project that has %s', (_, facts, code) => {
    expect(codeOf(spec.eligibility(facts))).toBe(code);
  });
});

describe('support in the zone for foreign talents (PH02-3, decision 83)', () => {
  const spec = specOf(innovationVoucherRules, 'PH02-3', { beneficiary: enterprise });

  it.each(['transfer', 'talent-award', 'project'])('pays what was decided for %s', (supportKind) => {
    const plan = orThrow(spec.plan({ supportKind, inZone: true }, undefined, setTo(50_000)));
    expect(plan.tranches).toMatchObject([{ plannedFen: yuan(50_000), payee: 'E1' }]);
  });

  it('is for the zone only, and has no amount of its own', () => {
    expect(codeOf(spec.eligibility({ supportKind: 'project', inZone: false }))).toBe(
      'innovation-voucher.not-in-zone',
    );
    expect(codeOf(spec.plan({ supportKind: 'project', inZone: true }))).toBe('award.decision-missing');
  });
});
