import fc from 'fast-check';
import { businessDate, type BusinessDate } from '#kernel/business-date.js';
import { placesOf } from '#policy/cost-sharing.js';
import type { Measure } from '#policy/measure.js';
import type { Application, CaseDecision, Facts, FactValue, PartySnapshot } from '../award/application.js';
import { followed } from '../kinds/measure-rules.js';
import { factsOf, fen, nudged } from './arbitrary-facts.js';
import type { QuotedTranche, StatedClaim } from './quote-tranches.js';

/** For specs: an application for a measure, with what would be decided and claimed later. */
export interface ArbitraryCase {
  readonly application: Application;
  readonly caseDecision: CaseDecision | null;
  /** Claim facts to draw from, by template of the measure that pays. */
  readonly claimPool: ReadonlyMap<string, readonly (readonly Facts[])[]>;
}

const TIERS = ['top', 'high-end', 'senior', 'basic'] as const;

const ALWAYS_LISTED = [{ from: businessDate('2000-01-01'), until: null }];

/** Mostly parties that fit; now and then none, one of a wrong kind, or one that is barred. */
export const partiesOf = ({ parties }: Measure): fc.Arbitrary<Application['parties']> =>
  fc
    .record(Object.fromEntries(parties.map((one) => [one.role, partyOf(one)])))
    .map((record) =>
      Object.fromEntries(Object.entries(record).flatMap(([role, party]) => (party ? [[role, party]] : []))),
    );

const partyOf = ({
  role,
  kinds,
  required,
}: Measure['parties'][number]): fc.Arbitrary<PartySnapshot | undefined> => {
  const rarely = <T>(value: fc.Arbitrary<T>, often: number) =>
    fc.option(value, { nil: undefined, freq: often });
  const kind = fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...kinds) },
    { weight: 1, arbitrary: fc.constantFrom('team' as const, 'person' as const) },
  );
  const snapshot = fc
    .tuple(
      kind,
      rarely(fc.constantFrom(...TIERS), 6),
      rarely(fc.integer({ min: 24, max: 60 }), 4),
      fc.nat(60),
    )
    .map(([which, tier, ageOnSelection, luck]): PartySnapshot => ({
      party: `party-${role}`,
      kind: which,
      ...(tier && { tier }),
      ...(which === 'agency' && { listings: ALWAYS_LISTED }),
      ...(ageOnSelection !== undefined && { ageOnSelection }),
      ...(luck === 0 && { bannedUntil: businessDate('2030-12-31') }),
    }));
  return rarely(snapshot, required ? 60 : 1);
};

/** Bounds of the clause are hit more often than chance would. */
const decisionOf = (measure: Measure): fc.Arbitrary<CaseDecision | null> => {
  const { decisionFacts, tranches } = measure;
  if (decisionFacts.length === 0) return fc.constantFrom(null, null, null, aDecision({}));
  const bounds = tranches.flatMap(({ pays }) =>
    pays.what === 'decided' ? [pays.floorFen ?? 0n, pays.ceilingFen ?? 500_000_000n] : [],
  );
  const amount = fc.oneof(fen, fc.constantFrom(100n, ...bounds), fc.constantFrom(...bounds, 100n));
  const amounts = factsOf(decisionFacts).chain((facts) =>
    fc
      .array(amount, { minLength: 1, maxLength: 4 })
      .map((drawn) =>
        Object.fromEntries(
          Object.entries(facts).map(([name, value], index) => [
            name,
            typeof value === 'bigint' ? (drawn[index % drawn.length] ?? value) : value,
          ]),
        ),
      ),
  );
  return fc.option(amounts.map(aDecision), { nil: null, freq: 20 });
};

const aDecision = (amounts: Facts): CaseDecision => ({
  body: '市委人才工作领导小组',
  documentNumber: 'D-1',
  decidedOn: businessDate('2026-01-05'),
  amounts,
});

const poolOf = (measure: Measure): fc.Arbitrary<[string, readonly (readonly Facts[])[]]> =>
  fc
    .tuple(
      ...measure.tranches.map(({ claimFacts }) =>
        fc.array(factsOf(claimFacts), { minLength: 1, maxLength: 3 }),
      ),
    )
    .map((pool) => [measure.id, pool]);

export const caseOf = (measure: Measure, appliedOn: BusinessDate): fc.Arbitrary<ArbitraryCase> =>
  fc
    .record({
      parties: partiesOf(measure),
      jurisdiction: fc.constantFrom(...placesOf(measure)),
      facts: factsOf(measure.facts),
      isNudged: fc.nat(9),
      caseDecision: decisionOf(measure),
      claimPool: fc.tuple(...[measure, ...measure.opened].map(poolOf)),
    })
    .map(({ parties, jurisdiction, facts, isNudged, caseDecision, claimPool }) => ({
      application: {
        programme: measure.programme,
        measure: measure.id,
        jurisdiction,
        parties,
        facts: isNudged > 0 ? graded(nudged(facts, measure.conditions), measure, isNudged) : facts,
        appliedOn,
      },
      caseDecision,
      claimPool: new Map(claimPool),
    }));

/** Every other one is the best of those assessed. */
const graded = (facts: Facts, { entitlement }: Measure, luck: number): Facts =>
  entitlement.kind === 'graded-award' && luck % 2 === 1
    ? {
        ...facts,
        [entitlement.scoreFact]: entitlement.minScore,
        [entitlement.rankFact]: 1,
        [entitlement.countFact]: 50,
      }
    : facts;

/** A claim for every tranche of a plan: facts from the pool, told to be about the year of the tranche. */
export const claimsFor = (
  measure: Measure,
  { application, claimPool }: ArbitraryCase,
  tranches: readonly QuotedTranche[],
  claimedOn: BusinessDate,
): ReadonlyMap<number, StatedClaim> => {
  if (tranches.length === 0) return new Map();
  const paying = followed(application, measure).measure;
  const pool = claimPool.get(paying.id) ?? [];
  return new Map(
    tranches.map(({ trancheNo, windowYear }) => {
      const ofTemplate = pool[(trancheNo - 1) % pool.length] ?? [];
      const drawn = ofTemplate[trancheNo % ofTemplate.length] ?? {};
      const template = paying.tranches[(trancheNo - 1) % pool.length];
      const facts = nudged(drawn, template?.conditions ?? []);
      return [
        trancheNo,
        { facts: windowYear === null ? facts : aboutYear(facts, windowYear, paying), claimedOn },
      ];
    }),
  );
};

const aboutYear = (facts: Facts, year: number, { entitlement }: Measure): Facts => {
  if (entitlement.kind !== 'rate-of-base') return facts;
  const { yearFact, base } = entitlement;
  const items = facts[base.fact];
  const withYear = yearFact === null ? facts : { ...facts, [yearFact]: year };
  if (base.from === 'fact' || base.dayColumn === null || !Array.isArray(items)) return withYear;
  const { dayColumn } = base;
  const dated = (items as readonly Record<string, string>[]).map((item, index) => ({
    ...item,
    [dayColumn]: `${year}-${String(7 + index).padStart(2, '0')}${(item[dayColumn] ?? '').slice(7)}`,
  }));
  return { ...withYear, [base.fact]: dated as FactValue };
};
