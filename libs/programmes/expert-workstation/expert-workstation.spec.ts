import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, specOf } from '../kinds/measure-spec.js';
import { expertWorkstationRules } from './expert-workstation.rules.js';

describe('setting up an academician workstation (JX24-14.1)', () => {
  const spec = specOf(expertWorkstationRules, 'JX24-14.1', { host: institution });
  const fix = (level: string) => orThrow(spec.fix(spec.award({ level, approvedOn: '2024-03-01' }), 1, {}));

  it.each([
    ['national', 1_000_000],
    ['provincial', 500_000],
    ['municipal', 200_000],
  ])('a %s station brings %i once', (level, amount) => {
    const fixed = fix(level);
    expect(fixed.requestedFen).toBe(yuan(amount));
    expect(fixed.capClaims).toMatchObject([{ subject: 'I1', window: 'lifetime' }]);
  });

  it('pays an upgrade the difference to what was paid before (decision 14)', () => {
    const caps = sampleCapAccounts();
    const pay = (level: string) => {
      const { requestedFen, capClaims } = fix(level);
      return caps.pay('JX24-14.1', requestedFen, capClaims);
    };
    expect([pay('municipal'), pay('provincial'), pay('national')]).toEqual([
      yuan(200_000),
      yuan(300_000),
      yuan(500_000),
    ]);
    expect(codeOf(pay('national'))).toBe('cap.exhausted');
  });

  it.each(['2024-06-01', '2023-05-01', '2017-01-01'])(
    'E33 a grant claimed on 2024-06-01 for a station approved on %s has not lapsed: the clause sets no term (decision 63)',
    (approvedOn) => {
      expect(spec.eligibility({ level: 'municipal', approvedOn })).toBeUndefined();
    },
  );

  it.each([
    ['2023-06-02', undefined],
    ['2023-06-01', 'expert-workstation.lapsed'],
    ['2023-05-01', 'expert-workstation.lapsed'],
  ])(
    'E33 a book that lets the right lapse after 12 months says so in its data: approved on %s: %s',
    (approvedOn, code) => {
      const lapse = {
        code: 'expert-workstation.lapsed',
        rule: 'not-lapsed',
        fact: 'approvedOn',
        mostMonths: 12,
        zh: '须在批准设立后1年内申报',
        en: 'The grant must be applied for within a year of the approval',
        clause: 'JX24-14.1',
      } as const;
      const measure = { ...spec.measure, conditions: [...spec.measure.conditions, lapse] };
      const application = spec.application({ level: 'municipal', approvedOn });
      expect(codeOf(expertWorkstationRules.planAward(application, measure, null))).toBe(code);
    },
  );

  it('refuses a station that is still to be approved', () => {
    const answer = spec.eligibility({ level: 'municipal', approvedOn: '2024-06-02' });
    expect(codeOf(answer)).toBe('expert-workstation.approved-in-future');
  });
});

describe('the yearly work fund of an academician workstation (JX24-14.2)', () => {
  const spec = specOf(expertWorkstationRules, 'JX24-14.2', { host: enterprise });
  const claim = (grade: string, statusHeld = true, supportYear = 2024) =>
    spec.fix(spec.award({ supportYear }), 1, { grade, statusHeld });

  it('is 100,000 after the year', () => {
    const given = spec.award({ supportYear: 2024 });
    expect(given.tranches).toMatchObject([{ plannedFen: yuan(100_000), claimableFrom: '2025-01-01' }]);
  });

  it.each([
    ['excellent', undefined],
    ['qualified', undefined],
    ['unqualified', 'expert-workstation.not-qualified'],
  ])('a year assessed as %s: %s', (grade, code) => {
    expect(codeOf(claim(grade))).toBe(code);
  });

  it('E32 stops in the year in which the station loses its status, and keeps the years before (decision 62)', () => {
    expect(orThrow(claim('qualified', true, 2023)).requestedFen).toBe(yuan(100_000));
    expect(claim('qualified', false)).toMatchObject({
      code: 'expert-workstation.status-lost',
      clause: 'decision 62',
      pointer: '/claim/facts/statusHeld',
    });
    const given = spec.paid(spec.award({ supportYear: 2023 }), yuan(100_000));
    expect(orThrow(spec.recover(given, 'left-early')).byTranche).toEqual([]);
  });

  it('is paid once for a host and year', () => {
    const caps = sampleCapAccounts();
    const pay = (supportYear: number) => {
      const { requestedFen, capClaims } = orThrow(claim('qualified', true, supportYear));
      return caps.pay('JX24-14.2', requestedFen, capClaims);
    };
    expect(pay(2023)).toBe(yuan(100_000));
    expect(codeOf(pay(2023))).toBe('cap.exhausted');
    expect(pay(2024)).toBe(yuan(100_000));
  });
});

describe('setting up a foreign-expert workstation (JX24-14.7)', () => {
  const spec = specOf(expertWorkstationRules, 'JX24-14.7', { enterprise });
  const fix = (level: string) => orThrow(spec.fix(spec.award({ level, approvedOn: '2024-03-01' }), 1, {}));

  it.each([
    ['provincial', 300_000],
    ['municipal', 200_000],
  ])('a %s station brings %i', (level, amount) => {
    expect(fix(level).requestedFen).toBe(yuan(amount));
  });

  it('knows no national station, and no host that is not an enterprise', () => {
    const facts = { level: 'provincial', approvedOn: '2024-03-01' };
    expect(codeOf(spec.eligibility({ ...facts, level: 'national' }))).toBe('facts.wrong-type');
    const answer = spec.eligibility(facts, { enterprise: institution });
    expect(codeOf(answer)).toBe('application.party-of-wrong-kind');
  });

  it('pays an upgrade the difference, beside what an academician workstation brings (decision 14)', () => {
    const caps = sampleCapAccounts();
    const academicians = specOf(expertWorkstationRules, 'JX24-14.1', { host: enterprise });
    const given = academicians.award({ level: 'national', approvedOn: '2024-03-01' });
    const [other, ...own] = [
      orThrow(academicians.fix(given, 1, {})),
      fix('municipal'),
      fix('provincial'),
    ].map(({ requestedFen, capClaims }) => caps.pay('JX24-14.7', requestedFen, capClaims));
    expect(other).toBe(yuan(1_000_000));
    expect(own).toEqual([yuan(200_000), yuan(100_000)]);
  });
});

describe('further academicians of a workstation (JX24-14.3)', () => {
  const spec = specOf(expertWorkstationRules, 'JX24-14.3', { host: enterprise });

  it.each([
    // 100,000 for each academician from the second on
    [2, 100_000],
    [3, 200_000],
    [50, 4_900_000],
  ])('%i academicians bring %i in the year', (academicians, amount) => {
    const fixed = orThrow(spec.fix(spec.award({ supportYear: 2024, academicians }), 1, {}));
    expect(fixed.requestedFen).toBe(yuan(amount));
    expect(fixed.capClaims).toMatchObject([
      { subject: 'E1', window: '2024', limit: { limitFen: yuan(amount) } },
    ]);
  });

  it.each([
    [1, 'award.no-heads'],
    [0, 'facts.out-of-range'],
  ])('%i academicians bring nothing', (academicians, code) => {
    expect(codeOf(spec.plan({ supportYear: 2024, academicians }))).toBe(code);
  });
});
