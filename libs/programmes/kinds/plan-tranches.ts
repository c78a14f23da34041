import { assert } from '#kernel/assert.js';
import { addMonths, type BusinessDate, businessDate } from '#kernel/business-date.js';
import { type Fen, sumFen } from '#kernel/money.js';
import type { Measure, TrancheTemplate } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import { type DerivationStep, derivation } from '../award/derivation.js';
import type { AwardPlan, PlannedTranche } from '../award/programme-rules.js';
import { dateOf } from './stated-facts.js';

/** Amount of one tranche and how it came about. */
export interface Part {
  readonly amountFen: Fen;
  readonly steps: readonly DerivationStep[];
}

/** Amounts known at approval: the steps to the total, and one part for each tranche template. */
export interface Parts {
  readonly steps: readonly DerivationStep[];
  readonly parts: readonly Part[];
  /** Calendar year the award is about; null where the measure has no years. */
  readonly windowYear: number | null;
}

export const planParts = (
  { steps, parts, windowYear }: Parts,
  application: Application,
  measure: Measure,
): AwardPlan => {
  const total = derivation(measure.id, measure.policyVersion, steps);
  assert(
    sumFen(parts.map(({ amountFen }) => amountFen)) === total.resultFen,
    'The tranches sum to the award',
  );
  const tranches = measure.tranches.map((template, index) => {
    const amountFen = parts[index]?.amountFen ?? null;
    return plannedTranche(template, application, {
      trancheNo: index + 1,
      plannedFen: amountFen,
      ceilingFen: amountFen,
      windowYear,
    });
  });
  return { totalFen: total.resultFen, tranches, derivation: total };
};

export const plannedTranche = (
  template: TrancheTemplate,
  application: Application,
  figures: Pick<PlannedTranche, 'trancheNo' | 'plannedFen' | 'ceilingFen' | 'windowYear'>,
): PlannedTranche => ({
  ...figures,
  title: template.title,
  clause: template.clause,
  payee: payeeOf(application, template.payeeRole),
  payeeRole: template.payeeRole,
  claimableFrom: claimableFrom(template, application, figures.windowYear),
  evidence: template.evidence,
  gates: template.gates,
});

const payeeOf = (application: Application, role: string): string => {
  const party = application.parties[role];
  assert(party, `The application has no ${role}`);
  return party.party;
};

const claimableFrom = (
  { claimableFrom: from }: TrancheTemplate,
  application: Application,
  windowYear: number | null,
): BusinessDate | null => {
  if (!from) return null;
  if (from.rule === 'months-after') return addMonths(dateOf(application.facts, from.fact), from.months);
  assert(windowYear !== null, 'A year to start with');
  return businessDate(`${windowYear}-01-01`);
};
