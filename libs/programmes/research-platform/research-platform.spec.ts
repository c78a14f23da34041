import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { businessDate } from '#kernel/business-date.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, ofTier, specOf } from '../kinds/measure-spec.js';
import { researchPlatformRules } from './research-platform.rules.js';

const decided = (amount: string) => ({
  body: '市政府专题会议',
  documentNumber: '嘉政专〔2024〕12号',
  decidedOn: businessDate('2024-05-01'),
  amounts: { decidedFen: fenOf(amount) },
});

describe('projects of universities (JX24-6.3)', () => {
  const spec = specOf(researchPlatformRules, 'JX24-6.3', { 'project-unit': enterprise });
  const facts = (supportYear: number) => ({
    supportYear,
    projectKind: 'student-start-up',
    landedOn: '2023-02-01',
  });
  const award = (amount: string, year = 2023) => spec.award(facts(year), undefined, decided(amount));

  it('share one pot of 10,000,000 in a calendar year, whoever gets it; the next year has its own', () => {
    const caps = sampleCapAccounts();
    const pay = (amount: string, year?: number) => {
      const { requestedFen, capClaims } = orThrow(spec.fix(award(amount, year), 1, {}));
      return caps.pay('JX24-6.3', requestedFen, capClaims);
    };
    expect(pay('9999999.99')).toBe(fenOf('9999999.99'));
    expect(pay('0.02')).toBe(fenOf('0.01'));
    expect(codeOf(pay('0.01'))).toBe('cap.exhausted');
    expect(pay('10000000.00', 2024)).toBe(yuan(10_000_000));
  });

  it.each([
    ['10000000.00', undefined],
    ['10000000.01', 'award.above-ceiling'],
  ])('%s for one project: %s (decision 74)', (amount, code) => {
    expect(codeOf(spec.plan(facts(2023), undefined, decided(amount)))).toBe(code);
  });

  it('have no amount of their own, which the derivation says', () => {
    expect(codeOf(spec.plan(facts(2023)))).toBe('award.decision-missing');
    const plan = orThrow(spec.plan(facts(2023), undefined, decided('200000.00')));
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
  });

  it('are refused before they have landed', () => {
    expect(codeOf(spec.eligibility({ ...facts(2023), landedOn: '2024-06-02' }))).toBe(
      'research-platform.landed-in-future',
    );
  });
});

describe('a new research body (JX24-12.2)', () => {
  const parties = { leader: ofTier('top'), institution };
  const spec = specOf(researchPlatformRules, 'JX24-12.2', parties);
  const facts = { recognisedOn: '2024-03-01', founderLevel: 'top' };

  it.each([
    ['1000000.00', undefined],
    ['50000000.00', undefined],
    ['50000000.01', 'award.above-ceiling'],
  ])('gets %s: %s', (amount, code) => {
    expect(codeOf(spec.plan(facts, undefined, decided(amount)))).toBe(code);
  });

  it('is paid 40 / 30 / 30 %, the last part takes the remainder (decision 70)', () => {
    const { tranches } = orThrow(spec.plan(facts, undefined, decided('50000000.00')));
    expect(tranches.map(({ plannedFen }) => yuanOf(plannedFen ?? 0n))).toEqual([
      '20000000.00',
      '15000000.00',
      '15000000.00',
    ]);
  });

  it('gets 50,000,000 over its lifetime, all decisions together (decision 79)', () => {
    const fixed = orThrow(spec.fix(spec.award(facts, undefined, decided('50000000.00')), 1, {}));
    expect(fixed.capClaims).toMatchObject([
      { subject: 'I1', window: 'lifetime', limit: { limitFen: yuan(50_000_000) } },
    ]);
  });

  it.each([
    ['a top talent', 'top', 'top', undefined],
    ['a national high-end talent', 'national', 'high-end', undefined],
    ['a lower level', 'other', 'high-end', 'research-platform.founder-level-too-low'],
    ['a tier that was not recognised', 'national', 'senior', 'research-platform.tier-too-low'],
  ] as const)('is founded by %s', (_, founderLevel, tier, code) => {
    expect(codeOf(spec.eligibility({ ...facts, founderLevel }, { leader: ofTier(tier), institution }))).toBe(
      code,
    );
  });
});

describe('what the deciding body sets without bounds (decisions 70, 78, 84, 85)', () => {
  it.each([
    ['JX24-12.1', { institution }, { approvedOn: '2024-01-01' }, ['400000.00', '300000.00', '300000.01']],
    [
      'JX24-12.3',
      { organiser: institution },
      { conferenceName: '长三角论坛', heldOn: '2024-05-20', settled: false },
      ['1000000.01'],
    ],
    ['PH03-3', { institution }, { team: 'wind' }, ['1000000.01']],
    ['PH03-4', { institution }, {}, ['1000000.01']],
  ])('%s pays 1,000,000.01 to the institution in %j', (id, parties, facts, parts) => {
    const spec = specOf(researchPlatformRules, id, parties);
    const plan = orThrow(spec.plan(facts, undefined, decided('1000000.01')));
    expect(plan.tranches.map(({ plannedFen }) => yuanOf(plannedFen ?? 0n))).toEqual(parts);
    expect(plan.tranches.every(({ payee }) => payee === 'I1')).toBe(true);
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
    expect(codeOf(spec.plan(facts))).toBe('award.decision-missing');
  });

  it.each([
    ['JX24-12.1', { institution }, { approvedOn: '2024-06-02' }, 'research-platform.approved-in-future'],
    [
      'JX24-12.3',
      { organiser: institution },
      { conferenceName: '论坛', heldOn: '2024-06-02', settled: true },
      'research-platform.held-in-future',
    ],
  ])('%s is refused before its day', (id, parties, facts, code) => {
    expect(codeOf(specOf(researchPlatformRules, id, parties).eligibility(facts))).toBe(code);
  });

  it.each([
    ['PH03-3', 'PH-ENV-1'],
    ['PH03-4', 'PH-ENV-2'],
    ['JX24-6.3', 'JX-ENV-3'],
  ])('%s is paid from the envelope %s', (id, line) => {
    expect(specOf(researchPlatformRules, id, { institution }).measure.budgetLine).toBe(line);
  });
});
