import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, person, specOf } from '../kinds/measure-spec.js';
import { postdocRules } from './postdoc.rules.js';

describe('set-up grants of stations (JX24-14.4)', () => {
  const spec = specOf(postdocRules, 'JX24-14.4', { host: institution });

  it.each([
    ['mobile-station', 300_000],
    ['workstation', 300_000],
    ['base', 200_000],
  ])(
    'a %s brings %i, asked against the lifetime of the host so that an upgrade pays the difference (decision 14)',
    (stationType, amount) => {
      const fixed = orThrow(spec.fix(spec.award({ stationType, approvedOn: '2024-05-01' }), 1, {}));
      expect(fixed.requestedFen).toBe(yuan(amount));
      expect(fixed.capClaims).toMatchObject([
        {
          capKey: 'postdoc.station',
          subject: 'I1',
          window: 'lifetime',
          limit: { kind: 'amount', limitFen: yuan(amount) },
        },
      ]);
    },
  );

  it('E34 pays a base that becomes a station the 100,000 that are missing, not 300,000 (decision 14)', () => {
    const caps = sampleCapAccounts();
    const paid = ['base', 'workstation'].map((stationType) => {
      const fixed = orThrow(spec.fix(spec.award({ stationType, approvedOn: '2024-05-01' }), 1, {}));
      return caps.pay('JX24-14.4', fixed.requestedFen, fixed.capClaims);
    });
    expect(paid).toEqual([yuan(200_000), yuan(100_000)]);
  });
});

describe('postdocs in the station (JX24-14.5, decision 15)', () => {
  const spec = specOf(postdocRules, 'JX24-14.5', { host: enterprise, person: person() });
  const facts = { enteredOn: '2024-03-01' };

  it('E31 pays research money to the host and living money to the person, year by year, each year behind its gate', () => {
    const plan = orThrow(spec.plan(facts));
    expect(plan.totalFen).toBe(yuan(240_000));
    expect(plan.tranches.map(({ payee, plannedFen, gates }) => [payee, plannedFen, gates])).toEqual([
      ['E1', yuan(70_000), ['opening-report']],
      ['P1', yuan(50_000), ['opening-report']],
      ['E1', yuan(70_000), ['opening-report', 'midterm']],
      ['P1', yuan(50_000), ['opening-report', 'midterm']],
    ]);
  });

  it('pays each part of each year once for one person, and two years in all, whichever host recruits (decisions 15, 36)', () => {
    expect(orThrow(spec.fix(spec.award(facts), 3, {})).capClaims).toMatchObject([
      {
        capKey: 'postdoc.in-station-part',
        subject: 'P1',
        window: 'tranche-3',
        limit: { limitFen: yuan(70_000) },
      },
      { capKey: 'postdoc.in-station', subject: 'P1', window: 'lifetime', limit: { limitFen: yuan(240_000) } },
    ]);
  });

  it('E30 keeps what was paid when the postdoc leaves after eight months, and pays nothing further (decision 32)', () => {
    const given = spec.paid(spec.award(facts), yuan(70_000), yuan(50_000));
    expect(orThrow(spec.recover(given, 'left-early')).byTranche).toEqual([]);
    expect(orThrow(spec.recover(given, 'false-evidence')).derivation.resultFen).toBe(yuan(120_000));
  });

  it('E31 claims from the host only what the host was paid: living money goes to the person and never through the host', () => {
    const given = spec.paid(spec.award(facts), yuan(70_000), yuan(50_000));
    const { byTranche } = orThrow(spec.recover(given, 'false-evidence'));
    const owed = byTranche.map(({ trancheNo, amountFen }) => [
      given.tranches.find((one) => one.trancheNo === trancheNo)?.payee,
      amountFen,
    ]);
    expect(owed.toSorted()).toEqual([
      ['E1', yuan(70_000)],
      ['P1', yuan(50_000)],
    ]);
  });
});

describe('postdocs who stay in or come to Jiaxing (JX24-14.6, decision 16)', () => {
  const spec = specOf(postdocRules, 'JX24-14.6', { person: person() });
  const facts = {
    stationExitOn: '2021-06-30',
    insuredFrom: '2021-07-01',
    contractFrom: '2021-07-01',
    contractTo: '2024-06-30',
  };

  it('plans two stages of 100,000 to the person, claimable 6 and 36 months after insurance began', () => {
    expect(
      orThrow(spec.plan(facts)).tranches.map(({ payee, plannedFen, claimableFrom }) => [
        payee,
        plannedFen,
        claimableFrom,
      ]),
    ).toEqual([
      ['P1', yuan(100_000), '2022-01-01'],
      ['P1', yuan(100_000), '2024-07-01'],
    ]);
  });

  it.each([
    [1, { insuredMonths: 6 }, '2022-01-10', undefined],
    [1, { insuredMonths: 5 }, '2022-01-10', 'postdoc.insured-months-short'],
    [1, { insuredMonths: 8 }, '2022-01-10', 'postdoc.insured-months-not-passed'],
    [2, { insuredMonths: 36, contractRenewed: true }, '2024-07-01', undefined],
    [2, { insuredMonths: 35, contractRenewed: true }, '2024-07-01', 'postdoc.insured-months-short'],
    [2, { insuredMonths: 36, contractRenewed: false }, '2024-07-01', 'postdoc.contract-not-renewed'],
    [2, { insuredMonths: 36 }, '2024-07-01', 'facts.missing'],
    [2, { insuredMonths: 36, contractRenewed: true }, '2024-05-31', 'postdoc.insured-months-not-passed'],
  ])('E35 stage %i with %j on %s: %s', (trancheNo, claimFacts, claimedOn, code) => {
    expect(codeOf(spec.fix(spec.award(facts), trancheNo, claimFacts, claimedOn))).toBe(code);
  });

  it.each([
    ['three years to the day', {}, undefined],
    ['three years less one day', { contractTo: '2024-06-29' }, 'postdoc.contract-too-short'],
    ['three years over a leap day', { contractFrom: '2024-02-29', contractTo: '2027-02-28' }, undefined],
    [
      'a contract that ends before it starts',
      { contractTo: '2021-06-01' },
      'postdoc.contract-ends-before-start',
    ],
    ['insurance from before the exit', { insuredFrom: '2021-06-29' }, 'postdoc.insured-before-exit'],
    [
      'an exit still to come',
      { stationExitOn: '2024-06-02', insuredFrom: '2024-07-01' },
      'postdoc.exit-in-future',
    ],
  ])('an application with %s: %s', (_, changed, _code) => {
    expect(codeOf(spec.eligibility({ ...facts, ...changed }))).toBe(_code);
  });

  it('pays each stage once, and 200,000 in all, over the life of one person (JX24-14.6, decision 16)', () => {
    const fixed = orThrow(spec.fix(spec.award(facts), 1, { insuredMonths: 6 }, '2022-01-10'));
    expect(fixed.capClaims).toMatchObject([
      {
        capKey: 'postdoc.settled-stage',
        subject: 'P1',
        window: 'tranche-1',
        limit: { limitFen: yuan(100_000) },
      },
      { capKey: 'postdoc.settled', subject: 'P1', window: 'lifetime', limit: { limitFen: yuan(200_000) } },
    ]);
  });
});
