import { type Fen, parseRate, timesRate, yuanOf } from '#kernel/money.js';
import type { Measure, YouthUplift } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import { type DerivationStep, step } from '../award/derivation.js';

export interface Lifted {
  readonly amountFen: Fen;
  /** Empty when the measure or the person has no uplift. */
  readonly steps: readonly DerivationStep[];
}

/**
 * JX24-5.1: young people selected in a talent plan get a share on top. It lifts the amount after its cap, so caps rise
 * with it (decision 6). An age nobody recorded lifts nothing and says so.
 */
export const liftForYouth = (amountFen: Fen, application: Application, measure: Measure): Lifted => {
  const { youthUplift: uplift } = measure;
  if (!uplift) return { amountFen, steps: [] };
  const standing = upliftStanding(application, uplift);
  if (standing === 'age-unknown') return { amountFen, steps: [unknownAge(amountFen, uplift.clause)] };
  if (standing !== 'lifted') return { amountFen, steps: [] };
  const age = application.parties['person']?.ageOnSelection;
  const liftedFen = amountFen + timesRate(amountFen, parseRate(uplift.rate));
  const words = {
    zh: `${uplift.title.zh}（入选时${age}周岁）`,
    en: `${uplift.title.en} (aged ${age} on selection)`,
  };
  return {
    amountFen: liftedFen,
    steps: [step(words, `${yuanOf(amountFen)} + ${uplift.rate}`, uplift.clause, liftedFen)],
  };
};

export type UpliftStanding = 'lifted' | 'above-age' | 'age-unknown' | 'not-in-plan';

/** Whether the uplift reaches this application, and why not. */
export const upliftStanding = (application: Application, uplift: YouthUplift): UpliftStanding => {
  if (!isSelectedInPlan(application, uplift.planFact)) return 'not-in-plan';
  const age = application.parties['person']?.ageOnSelection;
  if (age === undefined) return 'age-unknown';
  return age > uplift.maxAge ? 'above-age' : 'lifted';
};

const isSelectedInPlan = ({ facts }: Application, planFact: string | null): boolean =>
  planFact === null || (facts[planFact] !== undefined && facts[planFact] !== false);

const unknownAge = (amountFen: Fen, clause: string): DerivationStep =>
  step(
    { zh: '入选时年龄未登记，不予上浮', en: 'The age on selection is not on record: no uplift' },
    `${yuanOf(amountFen)} + 0%`,
    clause,
    amountFen,
  );
