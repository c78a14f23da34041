import { yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, specOf } from '../kinds/measure-spec.js';
import { incubatorRules } from './incubator.rules.js';

describe('the yearly award (JX24-13.1, decision 22)', () => {
  const spec = specOf(incubatorRules, 'JX24-13.1', { incubator: enterprise });
  const graded = (score: number, rank: number, assessedCount: number) => ({
    assessmentYear: 2023,
    score,
    rank,
    assessedCount,
  });

  it.each([
    // places are the whole number below 20 % of the assessed; equal scores share the best rank (decision 33)
    ['80 and the last place', graded(80, 2, 10), undefined],
    ['79 although first', graded(79, 1, 10), 'grade.score-too-low'],
    ['86 outside the top 20 %', graded(86, 3, 10), 'grade.outside-top-share'],
    ['two places for fourteen', graded(90, 2, 14), undefined],
    ['no third place for fourteen', graded(90, 3, 14), 'grade.outside-top-share'],
    ['no place for four', graded(100, 1, 4), 'grade.outside-top-share'],
    ['one place for five', graded(100, 1, 5), undefined],
    ['a rank beyond the number assessed', graded(90, 11, 10), 'grade.rank-beyond-count'],
    ['both missed: the score is named', graded(79, 3, 10), 'grade.score-too-low'],
    ['101 points', graded(101, 1, 10), 'facts.out-of-range'],
    ['a year still to come', { ...graded(90, 1, 10), assessmentYear: 2025 }, 'incubator.year-in-future'],
  ])('E46 %s: %j', (_, facts, code) => {
    expect(codeOf(spec.eligibility(facts))).toBe(code);
    expect(codeOf(spec.plan(facts))).toBe(code);
  });

  it('gives everyone who ties for the last place the award (decision 33)', () => {
    expect(
      spec.eligibility(graded(90, 2, 10), { incubator: { ...enterprise, party: 'E2' } }),
    ).toBeUndefined();
    expect(
      spec.eligibility(graded(90, 2, 10), { incubator: { ...enterprise, party: 'E3' } }),
    ).toBeUndefined();
  });

  it('is 500,000 under the yearly limit of the incubator', () => {
    const fixed = orThrow(spec.fix(spec.award(graded(90, 1, 10)), 1, {}));
    expect(fixed.requestedFen).toBe(yuan(500_000));
    expect(fixed.capClaims).toMatchObject([
      {
        capKey: 'incubator.award-year',
        subject: 'E1',
        window: '2023',
        limit: { limitFen: yuan(500_000) },
        year: 2023,
      },
    ]);
  });

  it('is kept when the agreement ends early (decision 33)', () => {
    const given = spec.paid(spec.award(graded(90, 1, 10)), yuan(500_000));
    expect(orThrow(spec.recover(given, 'failed-acceptance')).byTranche).toEqual([]);
  });
});

describe('a new city-level incubator (JX24-13.2)', () => {
  const spec = specOf(incubatorRules, 'JX24-13.2', { host: institution });
  const facts = { location: 'abroad', builtOn: '2024-01-01', cityLevel: true };

  it.each([
    ['abroad', 1_000_000],
    ['domestic', 500_000],
  ])('%s brings %i once per builder (decision 34)', (location, amount) => {
    const fixed = orThrow(spec.fix(spec.award({ ...facts, location }), 1, {}));
    expect(fixed.requestedFen).toBe(yuan(amount));
    expect(fixed.capClaims).toMatchObject([
      {
        capKey: 'incubator.construction',
        subject: 'I1',
        window: 'lifetime',
        limit: { limitFen: yuan(amount) },
      },
    ]);
  });

  it.each([
    ['below city level', { cityLevel: false }, 'incubator.not-city-level'],
    ['not built yet', { builtOn: '2024-06-02' }, 'incubator.built-in-future'],
  ])('%s is refused', (_, changed, code) => {
    expect(codeOf(spec.eligibility({ ...facts, ...changed }))).toBe(code);
  });
});
