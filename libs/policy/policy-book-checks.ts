import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Condition } from './condition.js';
import { costSharingFaults, linesFaults } from './cost-sharing.js';
import { entitlementFaults, PAYS } from './entitlement-checks.js';
import { envelopeFaults } from './envelope.js';
import type { FactDefinition } from './fact-definition.js';
import { itemConditionFaults } from './item-condition-checks.js';
import { type Fault, known, namesOf, repeated, requiredOf, unless } from './fault.js';
import type { MeasureContent, PolicyBookContent } from './measure.js';
import { standingEntitlementFaults } from './standing-entitlement.js';
import type { Match, TrancheTemplate } from './tranche-terms.js';

/** What a schema cannot see: names that must exist, parts that must sum, kinds that must fit. */
export const inconsistencies = (book: PolicyBookContent): readonly Refusal[] =>
  [
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
    ...costSharingFaults(book.costSharing, '/costSharing'),
    ...linesFaults(book.costSharing, book.measures, '/costSharing'),
    ...book.measures.flatMap((measure, index) => measureFaults(measure, `/measures/${index}`, book)),
    ...envelopeFaults(book.envelopes, book.measures),
    ...standingEntitlementFaults(book.entitlements),
  ].map(({ pointer, zh, en }) =>
    refuse(
      'policy.inconsistent',
      `政策文件前后不一致：${pointer}：${zh}`,
      `The policy file contradicts itself: ${pointer}: ${en}`,
      { pointer },
    ),
  );

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
  ...citationFaults(measure, measure.decisions, at),
  ...factFaults(measure.facts, `${at}/facts`),
  ...factFaults(measure.decisionFacts, `${at}/decisionFacts`),
  ...conditionFaults(measure.conditions, measure.facts, measure, `${at}/conditions`),
  ...entitlementFaults(measure, at, book),
  ...measure.tranches.flatMap((template, n) => trancheFaults(template, measure, `${at}/tranches/${n}`)),
  ...(measure.match === null ? [] : matchFaults(measure.match, measure, `${at}/match`)),
  ...capFaults(measure, at),
  ...measure.replaces.flatMap(({ role, measures }, n) => [
    ...requiredRole(measure, role, `${at}/replaces/${n}/role`),
    ...measures.flatMap((id) =>
      known(
        id,
        book.measures.map((one) => one.id),
        `${at}/replaces/${n}/measures`,
        'measure',
      ),
    ),
  ]),
  ...upliftFaults(measure, at, book),
  ...recoveryFaults(measure, at),
];

/** A clause that is a decision stands among the decisions of the measure, where its record is found. */
const citationFaults = (part: unknown, decisions: readonly string[], at: string): readonly Fault[] => {
  if (Array.isArray(part)) return part.flatMap((item, n) => citationFaults(item, decisions, `${at}/${n}`));
  if (typeof part !== 'object' || part === null) return [];
  const own =
    'clause' in part && typeof part.clause === 'string' && part.clause.startsWith('decision ')
      ? known(part.clause, decisions, at, 'decision of the measure')
      : [];
  return [
    ...own,
    ...Object.entries(part).flatMap(([key, item]) => citationFaults(item, decisions, `${at}/${key}`)),
  ];
};

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
  facts: readonly FactDefinition[],
  measure: MeasureContent,
  at: string,
): readonly Fault[] =>
  conditions.flatMap((condition, n) => conditionFault(condition, facts, measure, `${at}/${n}`));

const conditionFault = (
  condition: Condition,
  facts: readonly FactDefinition[],
  measure: MeasureContent,
  at: string,
): readonly Fault[] => {
  const names = namesOf(facts);
  switch (condition.rule) {
    case 'party-tier-in':
      return [
        ...requiredRole(measure, condition.role, at),
        ...(condition.when === undefined
          ? []
          : known(condition.when.fact, requiredOf(facts, 'choice'), `${at}/when`, 'choice')),
      ];
    case 'items-while-listed': {
      const items = facts.find(({ name }) => name === condition.fact);
      const columns = items?.type === 'items' ? requiredOf(items.columns, 'date') : [];
      return [
        ...requiredRole(measure, condition.role, at),
        ...known(condition.column, columns, at, 'column'),
      ];
    }
    case 'items-within': {
      const items = facts.find(({ name }) => name === condition.fact);
      const columns = items?.type === 'items' ? requiredOf(items.columns, 'date') : [];
      return [
        ...known(condition.column, columns, at, 'column'),
        ...known(condition.from, requiredOf(facts, 'date'), at, 'fact'),
        ...(condition.to === null ? [] : known(condition.to, names, at, 'fact')),
      ];
    }
    case 'items-one-of':
    case 'run-at-least':
    case 'run-at-most':
      return itemConditionFaults(condition, facts, at);
    case 'amount-not-below':
      return [condition.fact, condition.of].flatMap((name) =>
        known(name, requiredOf(facts, 'yuan'), at, 'amount'),
      );
    case 'within-calendar-years':
      return [
        ...known(condition.fact, requiredOf(facts, 'date', 'year'), at, 'fact'),
        ...known(condition.from, requiredOf(facts, 'date'), at, 'fact'),
      ];
    case 'not-before':
    case 'not-lapsed':
      return known(condition.fact, requiredOf(facts, 'date'), at, 'fact');
    case 'in-order':
    case 'months-between':
    case 'within-months':
      return [condition.from, condition.to].flatMap((name) =>
        known(name, requiredOf(facts, 'date'), at, 'fact'),
      );
    default:
      return known(condition.fact, names, at, 'fact');
  }
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
  ...conditionFaults(
    template.conditions,
    [...template.claimFacts, ...measure.facts],
    measure,
    `${at}/conditions`,
  ),
  ...repeated(
    // Conditions and formulas name facts of both, so that a name means one thing.
    [...namesOf(measure.facts), ...namesOf(template.claimFacts)],
    `${at}/claimFacts`,
    '事实名称',
    'fact',
  ).slice(0, 1),
  ...(template.pays.what === 'decided'
    ? [
        ...known(
          template.pays.decisionFact,
          requiredOf(measure.decisionFacts, 'yuan'),
          `${at}/pays`,
          'decision fact',
        ),
        ...(template.pays.floorFact === null
          ? []
          : known(template.pays.floorFact, requiredOf(measure.facts, 'yuan'), `${at}/pays`, 'fact')),
      ]
    : []),
  ...(template.spent === null
    ? []
    : known(template.spent.spentFact, requiredOf(template.claimFacts, 'yuan'), `${at}/spent`, 'claim fact')),
  ...(template.claimableFrom?.rule === 'months-after'
    ? known(
        template.claimableFrom.fact,
        requiredOf(measure.facts, 'date'),
        `${at}/claimableFrom`,
        'date fact',
      )
    : []),
];

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
    ...(cap.subject === 'award' || cap.subject === 'measure'
      ? []
      : requiredRole(measure, cap.subject, `${at}/caps/${n}/subject`)),
    ...unless(
      hasYears(measure) || (!cap.window.endsWith('-year') && cap.limit.kind !== 'years'),
      `${at}/caps/${n}/window`,
      '该事项没有年度',
      'the measure has no years',
    ),
    ...unless(
      cap.limit.kind !== 'higher-of' || cap.window.endsWith('-year') || isPaidOnce(measure),
      `${at}/caps/${n}/limit`,
      '一次性就高只适用于一次付清的事项',
      'the higher of several measures once and for all is for measures that are paid at once',
    ),
    ...unless(
      cap.limit.kind !== 'award-total' || measure.entitlement.kind !== 'rate-of-base',
      `${at}/caps/${n}/limit`,
      '该类事项的总额在审批时未知',
      'the total of such a measure is not known at approval',
    ),
    ...unless(
      cap.limit.kind !== 'tranche-ceiling' || hasCeilings(measure),
      `${at}/caps/${n}/limit`,
      '该事项的分期没有最高额',
      'the tranches of the measure have no ceiling',
    ),
  ]),
];

/** A rate without a cap comes to whatever the base is. */
const hasCeilings = ({ entitlement }: MeasureContent): boolean =>
  entitlement.kind !== 'rate-of-base' || entitlement.tiers.every(({ capFen }) => capFen !== null);

/** Several parts would each be compared with all that another measure paid. */
const isPaidOnce = ({ years, tranches }: MeasureContent): boolean => years === null && tranches.length === 1;

/** Caps of a route are those of the measure it opens, so a route needs no years. */
const hasYears = ({ years, entitlement }: MeasureContent): boolean =>
  years !== null || entitlement.kind === 'route';

/** Every tranche has to be claimed with what the obligation is measured by. */
const matchFaults = (match: Match, { tranches }: MeasureContent, at: string): readonly Fault[] =>
  tranches.flatMap(({ claimFacts }) =>
    [match.receivedFact, ...(match.otherFiscalFact === null ? [] : [match.otherFiscalFact])].flatMap((name) =>
      known(name, requiredOf(claimFacts, 'yuan'), at, 'claim fact'),
    ),
  );

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
          requiredOf(measure.facts, 'date'),
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
    if (terms === undefined) return [];
    const here = `${at}/recovery/${ground}`;
    return [
      ...factFaults(terms.facts, `${here}/facts`),
      ...(terms.payeeRoles ?? []).flatMap((role) => requiredRole(measure, role, `${here}/payeeRoles`)),
      ...(terms.formula === 'unspent'
        ? known(terms.unspentFact, requiredOf(terms.facts, 'yuan'), here, 'recovery fact')
        : []),
      ...(terms.formula === 'above-rate-of-base'
        ? known(terms.baseFact, requiredOf(terms.facts, 'yuan'), here, 'recovery fact')
        : []),
      ...(terms.formula === 'pro-rata-months'
        ? known(terms.servedFromFact, requiredOf(measure.facts, 'date'), here, 'date fact')
        : []),
    ];
  });
