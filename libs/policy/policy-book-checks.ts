import { parseRate } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Condition, FactDefinition } from './fact-definition.js';
import type { Entitlement, MeasureContent, PolicyBookContent, TrancheTemplate } from './measure.js';

/** What a schema cannot see: names that must exist, parts that must sum, kinds that must fit. */
export const firstInconsistency = (book: PolicyBookContent): Refusal | undefined => {
  const [fault] = [
    ...repeated(
      book.decisions.map(({ id }) => id),
      '/decisions',
      '决定编号',
      'decision id',
    ),
    ...repeated(
      book.measures.map(({ id }) => id),
      '/measures',
      '事项编号',
      'measure id',
    ),
    ...book.measures.flatMap((measure, index) => measureFaults(measure, `/measures/${index}`, book)),
  ];
  return (
    fault &&
    refuse(
      'policy.inconsistent',
      `政策文件前后不一致：${fault.zh}`,
      `The policy file contradicts itself: ${fault.en}`,
      { pointer: fault.pointer },
    )
  );
};

interface Fault {
  readonly pointer: string;
  readonly zh: string;
  readonly en: string;
}

const fault = (pointer: string, zh: string, en: string): Fault => ({ pointer, zh, en });

const unless = (holds: boolean, pointer: string, zh: string, en: string): readonly Fault[] =>
  holds ? [] : [fault(pointer, zh, en)];

const repeated = (names: readonly string[], pointer: string, zh: string, en: string): readonly Fault[] =>
  names.flatMap((name, index) =>
    unless(
      names.indexOf(name) === index,
      `${pointer}/${index}`,
      `${zh}“${name}”重复`,
      `${en} ${name} appears twice`,
    ),
  );

const known = (name: string, names: readonly string[], pointer: string, what: string): readonly Fault[] =>
  unless(names.includes(name), pointer, `找不到“${name}”（${what}）`, `unknown ${what} ${name}`);

const namesOf = (facts: readonly FactDefinition[]): readonly string[] => facts.map(({ name }) => name);

const measureFaults = (measure: MeasureContent, at: string, book: PolicyBookContent): readonly Fault[] => [
  ...unless(
    measure.id.startsWith(`${book.book}-`),
    `${at}/id`,
    '事项编号应以政策编号开头',
    `measure id must start with ${book.book}-`,
  ),
  ...unless(
    measure.jurisdiction === book.jurisdiction,
    `${at}/jurisdiction`,
    '事项辖区与政策不同',
    'the jurisdiction differs from that of the book',
  ),
  ...measure.decisions.flatMap((id, n) =>
    known(
      id,
      book.decisions.map((record) => record.id),
      `${at}/decisions/${n}`,
      'decision',
    ),
  ),
  ...factFaults(measure.facts, `${at}/facts`),
  ...factFaults(measure.decisionFacts, `${at}/decisionFacts`),
  ...conditionFaults(measure.conditions, namesOf(measure.facts), `${at}/conditions`),
  ...entitlementFaults(measure, at, book),
  ...measure.tranches.flatMap((template, n) => trancheFaults(template, measure, `${at}/tranches/${n}`)),
  ...capFaults(measure, at),
  ...upliftFaults(measure, at, book),
  ...recoveryFaults(measure, at),
];

const factFaults = (facts: readonly FactDefinition[], at: string): readonly Fault[] => [
  ...repeated(namesOf(facts), at, '事实名称', 'fact'),
  ...facts.flatMap((fact, n) =>
    unless(
      (fact.type === 'yuan') === fact.name.endsWith('Yuan') && !fact.name.endsWith('Fen'),
      `${at}/${n}/name`,
      '金额类事实（且仅金额类）名称以Yuan结尾',
      'names of amounts, and of nothing else, end in Yuan',
    ),
  ),
];

const conditionFaults = (
  conditions: readonly Condition[],
  facts: readonly string[],
  at: string,
): readonly Fault[] =>
  conditions.flatMap((condition, n) =>
    ('fact' in condition ? [condition.fact] : [condition.from, condition.to]).flatMap((name) =>
      known(name, facts, `${at}/${n}`, 'fact'),
    ),
  );

/** What each kind pays its tranches by. */
const PAYS: Readonly<Record<Entitlement['kind'], TrancheTemplate['pays']['what'] | null>> = {
  'fixed-by-tier': 'share',
  'graded-award': 'share',
  'salary-share': 'salary-share',
  'case-floor': 'decided',
  staged: 'amount',
  route: null,
};

const entitlementFaults = (
  measure: MeasureContent,
  at: string,
  book: PolicyBookContent,
): readonly Fault[] => {
  const { entitlement, tranches } = measure;
  const here = `${at}/entitlement`;
  const facts = namesOf(measure.facts);
  const one = unless(
    tranches.length === 1,
    `${at}/tranches`,
    '按年补助须有且仅有一个分期模板',
    'a yearly subsidy has exactly one tranche template',
  );
  switch (entitlement.kind) {
    case 'fixed-by-tier':
      return [
        ...tierFaults(measure, entitlement.tierFact, entitlement.tiers, here),
        ...shareFaults(tranches, at),
      ];
    case 'graded-award':
      return [
        ...[entitlement.yearFact, entitlement.scoreFact, entitlement.rankFact, entitlement.countFact].flatMap(
          (name) => known(name, facts, here, 'fact'),
        ),
        ...shareFaults(tranches, at),
      ];
    case 'salary-share': {
      const claimFacts = namesOf(tranches[0]?.claimFacts ?? []);
      const { years } = entitlement;
      return [
        ...one,
        ...(entitlement.tierFact === null
          ? unless(
              entitlement.tiers.length === 1,
              `${here}/tiers`,
              '未分档时只能有一档',
              'without a tier fact there is exactly one tier',
            )
          : tierFaults(measure, entitlement.tierFact, entitlement.tiers, here)),
        ...[entitlement.salaryFact, entitlement.payYearFact].flatMap((name) =>
          known(name, claimFacts, here, 'claim fact'),
        ),
        ...(years.from === 'date' ? [years.fact] : [years.fromFact, years.toFact]).flatMap((name) =>
          known(name, facts, `${here}/years`, 'fact'),
        ),
      ];
    }
    case 'case-floor':
    case 'staged':
      return unless(tranches.length > 0, `${at}/tranches`, '至少一个分期', 'at least one tranche is needed');
    case 'route':
      return routeFaults(measure, entitlement, at, book);
  }
};

type Route = Extract<Entitlement, { readonly kind: 'route' }>;

const routeFaults = (
  measure: MeasureContent,
  route: Route,
  at: string,
  book: PolicyBookContent,
): readonly Fault[] => {
  const here = `${at}/entitlement`;
  return [
    ...unless(
      measure.tranches.length === 0,
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

/** Every choice of the fact has its tier and no tier is out of reach. */
const tierFaults = (
  measure: MeasureContent,
  factName: string,
  tiers: readonly { readonly tier: string }[],
  at: string,
): readonly Fault[] => {
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

const shareFaults = (tranches: readonly TrancheTemplate[], at: string): readonly Fault[] => {
  const shares = tranches.flatMap(({ pays }) => (pays.what === 'share' ? [parseRate(pays.share)] : []));
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

const trancheFaults = (template: TrancheTemplate, measure: MeasureContent, at: string): readonly Fault[] => [
  ...unless(
    template.pays.what === PAYS[measure.entitlement.kind],
    `${at}/pays`,
    '分期方式与事项类型不符',
    `a ${measure.entitlement.kind} measure does not pay by ${template.pays.what}`,
  ),
  ...requiredRole(measure, template.payeeRole, `${at}/payeeRole`),
  ...repeated(
    template.evidence.map(({ name }) => name),
    `${at}/evidence`,
    '材料名称',
    'evidence',
  ),
  ...repeated(template.gates, `${at}/gates`, '考核节点', 'gate'),
  ...factFaults(template.claimFacts, `${at}/claimFacts`),
  ...conditionFaults(template.conditions, namesOf(template.claimFacts), `${at}/conditions`),
  ...(template.pays.what === 'decided'
    ? known(template.pays.decisionFact, amountsAmong(measure.decisionFacts), `${at}/pays`, 'decision fact')
    : []),
  ...(template.claimableFrom?.rule === 'months-after'
    ? known(template.claimableFrom.fact, datesAmong(measure.facts), `${at}/claimableFrom`, 'date fact')
    : []),
];

const amountsAmong = (facts: readonly FactDefinition[]): readonly string[] =>
  namesOf(facts.filter(({ type, required }) => type === 'yuan' && required));
const datesAmong = (facts: readonly FactDefinition[]): readonly string[] =>
  namesOf(facts.filter(({ type, required }) => type === 'date' && required));

const requiredRole = (measure: MeasureContent, role: string, at: string): readonly Fault[] =>
  known(
    role,
    measure.parties.filter(({ required }) => required).map((party) => party.role),
    at,
    'required party',
  );

const capFaults = (measure: MeasureContent, at: string): readonly Fault[] => [
  ...repeated(
    measure.caps.map(({ key }) => key),
    `${at}/caps`,
    '上限',
    'cap',
  ),
  ...measure.caps.flatMap((cap, n) => [
    ...(cap.subject === 'award' ? [] : requiredRole(measure, cap.subject, `${at}/caps/${n}/subject`)),
  ]),
];

const upliftFaults = (
  { youthUplift, ...measure }: MeasureContent,
  at: string,
  book: PolicyBookContent,
): readonly Fault[] =>
  youthUplift === null
    ? []
    : [
        ...known(
          youthUplift.uplift,
          book.uplifts.map(({ id }) => id),
          `${at}/youthUplift/uplift`,
          'uplift',
        ),
        ...known(
          youthUplift.selectedOnFact,
          datesAmong(measure.facts),
          `${at}/youthUplift/selectedOnFact`,
          'date fact',
        ),
        ...(youthUplift.planFact === null
          ? []
          : known(youthUplift.planFact, namesOf(measure.facts), `${at}/youthUplift/planFact`, 'fact')),
        ...requiredRole({ ...measure, youthUplift }, 'person', `${at}/parties`),
      ];

const recoveryFaults = (measure: MeasureContent, at: string): readonly Fault[] =>
  Object.entries(measure.recovery).flatMap(([ground, terms]) => {
    const here = `${at}/recovery/${ground}`;
    return [
      ...factFaults(terms.facts, `${here}/facts`),
      ...(terms.payeeRoles ?? []).flatMap((role) => requiredRole(measure, role, `${here}/payeeRoles`)),
      ...(terms.formula === 'unspent'
        ? known(terms.unspentFact, amountsAmong(terms.facts), here, 'recovery fact')
        : []),
      ...(terms.formula === 'pro-rata-months'
        ? known(terms.servedFromFact, datesAmong(measure.facts), here, 'date fact')
        : []),
    ];
  });
