import { parseRate } from '#kernel/money.js';
import type { Entitlement, EntitlementOf } from './entitlement.js';
import type { FactDefinition } from './fact-definition.js';
import { type Fault, known, namesOf, requiredOf, unless } from './fault.js';
import { whereFaults } from './item-condition-checks.js';
import type { MeasureContent, PolicyBookContent } from './measure.js';
import type { TrancheTemplate } from './tranche-terms.js';

/** What each kind pays its tranches by. */
export const PAYS: Readonly<Record<Entitlement['kind'], TrancheTemplate['pays']['what'] | null>> = {
  'fixed-by-tier': 'share',
  'graded-award': 'share',
  'rate-of-base': 'rate',
  'case-decision': 'decided',
  staged: 'amount',
  route: null,
};

/** What must fit between a kind of entitlement, its facts, its years and its tranches. */
export const entitlementFaults = (
  measure: MeasureContent,
  at: string,
  book: PolicyBookContent,
): readonly Fault[] => {
  const { entitlement, tranches } = measure;
  const here = `${at}/entitlement`;
  switch (entitlement.kind) {
    case 'fixed-by-tier':
      return [
        ...tierFaults(measure, entitlement.tierFact, entitlement.tiers, here),
        ...jointFaults(entitlement, measure, here),
        ...shareFaults(tranches, at),
        ...(entitlement.perHead
          ? known(entitlement.perHead.fact, requiredOf(measure.facts, 'integer'), `${here}/perHead`, 'count')
          : []),
        ...yearFaults(measure, at),
      ];
    case 'graded-award': {
      const counts = requiredOf(measure.facts, 'integer');
      return [
        ...[entitlement.scoreFact, entitlement.rankFact, entitlement.countFact].flatMap((name) =>
          known(name, counts, here, 'fact'),
        ),
        ...shareFaults(tranches, at),
        ...yearFaults(measure, at),
      ];
    }
    case 'rate-of-base':
      return [
        ...tierFaults(measure, entitlement.tierFact, entitlement.tiers, here),
        ...oneTemplate(tranches, at),
        ...baseFaults(entitlement, measure, here),
        ...floorFaults(entitlement, measure, here),
        ...yearFaults(measure, at),
      ];
    case 'case-decision':
      return [...decidedFaults(tranches, at), ...yearFaults(measure, at)];
    case 'staged':
      return [
        ...unless(tranches.length > 0, `${at}/tranches`, '至少一个分期', 'at least one tranche is needed'),
        ...yearFaults(measure, at),
      ];
    case 'route':
      return routeFaults(measure, entitlement, at, book);
  }
};

const oneTemplate = (tranches: readonly TrancheTemplate[], at: string): readonly Fault[] =>
  unless(
    tranches.length === 1,
    `${at}/tranches`,
    '按年补助须有且仅有一个分期模板',
    'a yearly subsidy has exactly one tranche template',
  );

const baseFaults = (
  { base, yearFact }: EntitlementOf<'rate-of-base'>,
  { tranches, facts }: MeasureContent,
  here: string,
): readonly Fault[] => {
  const claimFacts = tranches[0]?.claimFacts ?? [];
  const years = yearFact === null ? [] : known(yearFact, requiredOf(claimFacts, 'year'), here, 'claim fact');
  if (base.from === 'fact')
    return [...known(base.fact, requiredOf(claimFacts, 'yuan'), here, 'claim fact'), ...years];
  const items = claimFacts.find(({ name }) => name === base.fact);
  if (items?.type !== 'items' || !items.required) return known(base.fact, [], here, 'claim fact');
  const { columns } = items;
  return [
    ...known(
      base.amountColumn,
      requiredOf(columns, base.currency === null ? 'yuan' : 'decimal'),
      `${here}/base`,
      'column',
    ),
    ...(base.currency === null ? [] : currencyFaults(base.currency, columns, `${here}/base/currency`)),
    ...countsToFaults(base, [...claimFacts, ...facts], `${here}/base/countsTo`),
    ...(base.dayColumn === null
      ? []
      : known(base.dayColumn, requiredOf(columns, 'date', 'month'), `${here}/base`, 'column')),
    ...whereFaults(base.where, columns, `${here}/base/where`),
    ...years,
  ];
};

type Itemised = Extract<EntitlementOf<'rate-of-base'>['base'], { readonly from: 'items' }>;

/** Yuan have no rate, so the columns of a rate may be left open. */
const currencyFaults = (
  { column, rateColumn, ratedOnColumn, sourceColumn }: NonNullable<Itemised['currency']>,
  columns: readonly FactDefinition[],
  at: string,
): readonly Fault[] => [
  ...known(column, requiredOf(columns, 'choice', 'text'), `${at}/column`, 'column'),
  ...known(rateColumn, ofType(columns, 'decimal'), `${at}/rateColumn`, 'column'),
  ...known(ratedOnColumn, ofType(columns, 'date'), `${at}/ratedOnColumn`, 'column'),
  ...known(sourceColumn, ofType(columns, 'choice', 'text'), `${at}/sourceColumn`, 'column'),
];

const countsToFaults = (
  { countsTo, dayColumn }: Itemised,
  facts: readonly FactDefinition[],
  at: string,
): readonly Fault[] =>
  countsTo === null
    ? []
    : [
        ...known(countsTo, ofType(facts, 'date'), at, 'date fact'),
        ...unless(dayColumn !== null, at, '明细没有日期', 'the items have no days'),
      ];

const ofType = (
  facts: readonly FactDefinition[],
  ...types: readonly FactDefinition['type'][]
): readonly string[] => namesOf(facts.filter(({ type }) => types.includes(type)));

/** The second of two has a fact of their own with the same tiers. */
const jointFaults = (
  { joint, mostFact, tierFact, tiers }: EntitlementOf<'fixed-by-tier'>,
  measure: MeasureContent,
  here: string,
): readonly Fault[] => [
  ...(joint === null
    ? []
    : [
        ...unless(
          tierFact !== null && tierFact !== joint.tierFact,
          `${here}/joint`,
          '双方须各有档次',
          'each of the two has a tier',
        ),
        ...tierFaults(measure, joint.tierFact, tiers, `${here}/joint`),
      ]),
  ...(mostFact === null
    ? []
    : known(mostFact, requiredOf(measure.facts, 'yuan'), `${here}/mostFact`, 'amount')),
];

/** What counts toward the floor beside the base may be left unstated: nothing then. */
const floorFaults = (
  { baseFloor }: EntitlementOf<'rate-of-base'>,
  { facts }: MeasureContent,
  here: string,
): readonly Fault[] => {
  if (baseFloor === null || baseFloor.earlierFact === null) return [];
  const amounts = namesOf(facts.filter(({ type }) => type === 'yuan'));
  return known(baseFloor.earlierFact, amounts, `${here}/baseFloor`, 'fact');
};

/** Years hang on facts that are always stated; more than one year is paid by one template. */
const yearFaults = ({ years, facts, tranches }: MeasureContent, at: string): readonly Fault[] => {
  const here = `${at}/years`;
  const dates = requiredOf(facts, 'date');
  const starts = tranches.flatMap(({ claimableFrom }, n) =>
    unless(
      years !== null || claimableFrom?.rule === undefined || claimableFrom.rule === 'months-after',
      `${at}/tranches/${n}/claimableFrom`,
      '没有年度',
      'the measure has no years',
    ),
  );
  if (years === null) return starts;
  switch (years.from) {
    case 'stated':
      return known(years.fact, requiredOf(facts, 'year'), here, 'fact');
    case 'date':
    case 'period':
      return [...known(years.fact, dates, here, 'fact'), ...oneTemplate(tranches, at)];
    case 'contract':
      return [
        ...[years.fromFact, years.toFact].flatMap((name) => known(name, dates, here, 'fact')),
        ...oneTemplate(tranches, at),
      ];
  }
};

type Route = EntitlementOf<'route'>;

const routeFaults = (
  measure: MeasureContent,
  route: Route,
  at: string,
  book: PolicyBookContent,
): readonly Fault[] => {
  const here = `${at}/entitlement`;
  return [
    ...unless(
      measure.tranches.length === 0 && measure.years === null,
      `${at}/tranches`,
      '通道事项自身没有分期',
      'a route has no tranches of its own',
    ),
    ...known(route.selectedOnFact, namesOf(measure.facts), here, 'fact'),
    ...tierFaults(
      measure,
      route.levelFact,
      route.classes.map(({ level }) => ({ tier: level })),
      here,
    ),
    ...(route.trackFact === null
      ? unless(
          route.opens.length === 1,
          `${here}/opens`,
          '未分类时只能对应一个事项',
          'without a track fact a route opens one measure',
        )
      : tierFaults(
          measure,
          route.trackFact,
          route.opens.map(({ track }) => ({ tier: track ?? '' })),
          here,
        )),
    ...route.opens.flatMap((opened, n) => openedFaults(opened, route, `${here}/opens/${n}`, book)),
  ];
};

const openedFaults = (
  opened: Route['opens'][number],
  route: Route,
  at: string,
  book: PolicyBookContent,
): readonly Fault[] => {
  const target = book.measures.find(({ id }) => id === opened.measure);
  const tiers =
    target && 'tiers' in target.entitlement ? target.entitlement.tiers.map(({ tier }) => tier) : [];
  return [
    ...unless(
      target !== undefined && tiers.length > 0,
      `${at}/measure`,
      '通道须对应分档事项',
      'a route opens a measure with tiers',
    ),
    ...known(opened.selectedOnFact, namesOf(target?.facts ?? []), at, 'fact'),
    ...route.classes.flatMap(({ tier }) => known(tier, tiers, at, 'tier')),
  ];
};

/** Every choice of the fact has its tier and no tier is out of reach; without a fact there is one tier. */
const tierFaults = (
  measure: MeasureContent,
  factName: string | null,
  tiers: readonly { readonly tier: string }[],
  at: string,
): readonly Fault[] => {
  if (factName === null) {
    return unless(
      tiers.length === 1,
      `${at}/tiers`,
      '未分档时只能有一档',
      'without a tier fact there is exactly one tier',
    );
  }
  const fact = measure.facts.find(({ name }) => name === factName);
  const choices = fact?.type === 'choice' && fact.required ? fact.choices.map(({ value }) => value) : [];
  const names = tiers.map(({ tier }) => tier);
  const same =
    names.length === choices.length &&
    new Set(names).size === names.length &&
    names.every((tier) => choices.includes(tier));
  return unless(
    same,
    at,
    `“${factName}”须为必填选项且与档次一一对应`,
    `${factName} must be a required choice with exactly one tier per choice`,
  );
};

/** Each decided amount is paid in full, in one tranche or in several. */
const decidedFaults = (tranches: readonly TrancheTemplate[], at: string): readonly Fault[] => {
  const names = tranches.flatMap(({ pays }) => (pays.what === 'decided' ? [pays.decisionFact] : []));
  const partsOf = (name: string): readonly TrancheTemplate[] =>
    tranches.filter(({ pays }) => pays.what === 'decided' && pays.decisionFact === name);
  return [
    ...unless(tranches.length > 0, `${at}/tranches`, '至少一个分期', 'at least one tranche is needed'),
    ...[...new Set(names)].flatMap((name) => shareFaults(partsOf(name), at)),
  ];
};

const shareFaults = (tranches: readonly TrancheTemplate[], at: string): readonly Fault[] => {
  const shares = tranches.flatMap(({ pays }) => ('share' in pays ? [parseRate(pays.share)] : []));
  const scale = shares.reduce((product, { denominator }) => product * denominator, 1n);
  const sum = shares.reduce(
    (total, { numerator, denominator }) => total + (numerator * scale) / denominator,
    0n,
  );
  return unless(
    sum === scale,
    `${at}/tranches`,
    '各期比例之和应为100%',
    'the shares of the tranches must sum to 100 %',
  );
};
