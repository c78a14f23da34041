import { assert } from '#kernel/assert.js';
import { addDays, addMonths, type BusinessDate } from '#kernel/business-date.js';
import { type Fen, sumFen } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import { type DerivationStep, derivation } from '../award/derivation.js';
import type { AwardPlan, PlannedTranche } from '../award/programme-rules.js';
import { type Scheduled, scheduled, windowOfYear } from './schedule.js';
import { dateOf } from './stated-facts.js';

/** Amount of one tranche and how it came about. */
export interface Part {
  readonly amountFen: Fen;
  readonly steps: readonly DerivationStep[];
}

/** Amounts known at approval: the steps to the total, and one part for each tranche. */
export interface Parts {
  readonly steps: readonly DerivationStep[];
  readonly parts: readonly Part[];
}

export const planParts = ({ steps, parts }: Parts, application: Application, measure: Measure): AwardPlan => {
  const total = derivation(measure.id, measure.policyVersion, steps);
  assert(
    sumFen(parts.map(({ amountFen }) => amountFen)) === total.resultFen,
    'The tranches sum to the award',
  );
  const tranches = scheduled(measure, application).map((one, index) => {
    const amountFen = parts[index]?.amountFen ?? null;
    const figures = { trancheNo: index + 1, plannedFen: amountFen, ceilingFen: amountFen };
    return plannedTranche(one, application, measure, figures);
  });
  return { totalFen: total.resultFen, tranches, derivation: total };
};

export const plannedTranche = (
  { template, windowYear }: Scheduled,
  application: Application,
  measure: Measure,
  figures: Pick<PlannedTranche, 'trancheNo' | 'plannedFen' | 'ceilingFen'>,
): PlannedTranche => ({
  ...figures,
  windowYear,
  title: template.title,
  clause: template.clause,
  payee: payeeOf(application, template.payeeRole),
  payeeRole: template.payeeRole,
  ...(measure.payTo === 'basic-account' && isUnit(application, template.payeeRole) && { basicAccount: true }),
  claimableFrom: claimableFrom({ template, windowYear }, application, measure),
  evidence: template.evidence,
  gates: template.gates,
});

const payeeOf = (application: Application, role: string): string => {
  const party = application.parties[role];
  assert(party, `The application has no ${role}`);
  return party.party;
};

const isUnit = ({ parties }: Application, role: string): boolean => parties[role]?.kind !== 'person';

const claimableFrom = (
  { template: { claimableFrom: from }, windowYear }: Scheduled,
  { facts }: Application,
  measure: Measure,
): BusinessDate | null => {
  if (!from) return null;
  if (from.rule === 'months-after') return addMonths(dateOf(facts, from.fact), from.months);
  assert(windowYear !== null, 'A year to start with');
  const year = windowOfYear(measure, facts, windowYear);
  return from.rule === 'window-year-start' ? year.from : addDays(year.to, 1);
};
