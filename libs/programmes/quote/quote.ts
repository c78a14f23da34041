import { type BusinessDate, yearOf } from '#kernel/business-date.js';
import { type Fen, sumFen } from '#kernel/money.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import { type Payer, sharingIn } from '#policy/cost-sharing.js';
import type { Measure } from '#policy/measure.js';
import type { Application, CaseDecision } from '../award/application.js';
import { banned } from '../award/decide-application.js';
import type { Derivation, Words } from '../award/derivation.js';
import { splitOverPayers } from '../award/payers.js';
import type { ProgrammeRules } from '../award/programme-rules.js';
import { followed } from '../kinds/measure-rules.js';
import { type UpliftStanding, upliftStanding } from '../kinds/youth-uplift.js';
import { type QuotedTranche, quoteTranches, type StatedClaim } from './quote-tranches.js';

/** An application that nobody has made yet. */
export interface QuoteRequest {
  readonly application: Application;
  readonly caseDecision: CaseDecision | null;
  /** What would be claimed, by number of tranche. */
  readonly claims: ReadonlyMap<number, StatedClaim>;
  /** The day on which it would be accepted and approved, and claimed where a tranche is claimable by then. */
  readonly on: BusinessDate;
}

/** Money of one year for one payee. */
export interface YearAmount {
  /** Year the money is for, else the year from which it can be claimed; null where neither is known. */
  readonly year: number | null;
  readonly payeeRole: string;
  readonly payee: string;
  /** Null when nobody can say before it is claimed. */
  readonly amountFen: Fen | null;
  /** True when a claim may still make it less. */
  readonly atMost: boolean;
}

export interface QuotedUplift {
  readonly standing: UpliftStanding;
  readonly title: Words;
  readonly clause: string;
  readonly rate: string;
  readonly maxAge: number;
  readonly age: number | null;
}

export interface Quote {
  readonly eligible: boolean;
  /** Why it would be refused, in the order in which the award asks: the first is what the award would say. */
  readonly reasons: readonly Refusal[];
  /** What has to come before approval: the decision of a case-by-case measure. */
  readonly stillNeeded: readonly Refusal[];
  /** Null when it is not known before approval or claim. */
  readonly totalFen: Fen | null;
  /** The most it can come to; null where nothing limits it beforehand. */
  readonly ceilingFen: Fen | null;
  readonly derivation: Derivation | null;
  readonly tranches: readonly QuotedTranche[];
  readonly youthUplift: QuotedUplift | null;
  /** Who pays in the place of the application (decision 28); the line is that of who is named first. */
  readonly paidBy: QuotedPayers;
}

export interface QuotedPayers {
  readonly budgetLine: string;
  readonly jurisdiction: string;
  readonly clause: string;
  readonly payers: readonly QuotedPayer[];
}

/** `amountFen`: the part of all tranches, before the caps; null while an amount is not known. */
export interface QuotedPayer extends Payer {
  readonly amountFen: Fen | null;
}

/**
 * What an award would come to, by the rules that decide the award: the same conditions, the same plan, the same amounts of claims.
 * Evidence and assessments are taken to be there; caps are asked by the caller, who knows what they have left.
 */
export const quote = (rules: ProgrammeRules, measure: Measure, request: QuoteRequest): Quote => {
  const { application, caseDecision, on } = request;
  const paidBy = payersOf(measure, application, []);
  const bar = banned(application, on);
  const reasons = [...(bar ? [bar] : []), ...rules.unmetConditions(application, measure)];
  if (reasons.length > 0) return { ...NOTHING, reasons, paidBy };
  const plan = rules.planAward(application, measure, caseDecision);
  if (isRefusal(plan)) {
    const waits = plan.code === 'award.decision-missing';
    const said = waits ? { eligible: true, stillNeeded: [plan] } : { reasons: [plan] };
    return { ...NOTHING, ...said, youthUplift: upliftOf(application, measure), paidBy };
  }
  const tranches = quoteTranches(rules, measure, plan, request);
  return {
    eligible: true,
    reasons: [],
    stillNeeded: [],
    totalFen: plan.totalFen ?? totalOf(tranches, ({ basis }) => basis === 'claimed' || basis === 'refused'),
    ceilingFen: totalOf(tranches, () => true),
    derivation: plan.derivation,
    tranches,
    youthUplift: upliftOf(application, measure),
    paidBy: payersOf(measure, application, tranches),
  };
};

/** The split of every tranche as its release will make it, added up by payer. */
const payersOf = (
  measure: Measure,
  { jurisdiction }: Application,
  tranches: readonly QuotedTranche[],
): QuotedPayers => {
  const { clause, payers } = sharingIn(measure, jurisdiction) ?? soleTo(measure);
  const parts = tranches.map(({ amountFen }) =>
    amountFen === null ? null : splitOverPayers(amountFen, payers),
  );
  const isKnown = parts.length > 0 && parts.every((part) => part !== null);
  const amountOf = (index: number): Fen | null =>
    isKnown ? sumFen(parts.map((part) => part[index] ?? 0n)) : null;
  return {
    budgetLine: payers[0]?.budgetLine ?? measure.budgetLine,
    jurisdiction,
    clause,
    payers: payers.map((payer, index) => ({ ...payer, amountFen: amountOf(index) })),
  };
};

/** The place of the book, from the measure's own line. */
const soleTo = ({ clause, jurisdiction: payer, budgetLine }: Measure) => ({
  clause,
  payers: [{ payer, zh: payer, en: payer, share: '100%', budgetLine }],
});

const NOTHING = {
  eligible: false,
  reasons: [],
  stillNeeded: [],
  totalFen: null,
  ceilingFen: null,
  derivation: null,
  tranches: [],
  youthUplift: null,
} as const satisfies Partial<Quote>;

const totalOf = (
  tranches: readonly QuotedTranche[],
  isKnown: (tranche: QuotedTranche) => boolean,
): Fen | null => {
  const amounts = tranches.flatMap(({ amountFen }) => (amountFen === null ? [] : [amountFen]));
  return amounts.length === tranches.length && tranches.every(isKnown) ? sumFen(amounts) : null;
};

const upliftOf = (application: Application, measure: Measure): QuotedUplift | null => {
  const opened = followed(application, measure);
  const { youthUplift } = opened.measure;
  if (!youthUplift) return null;
  const { title, clause, rate, maxAge } = youthUplift;
  const age = application.parties['person']?.ageOnSelection ?? null;
  return { standing: upliftStanding(opened.application, youthUplift), title, clause, rate, maxAge, age };
};

/** What of a tranche says when and to whom it goes. */
type Dated = Pick<
  QuotedTranche,
  'windowYear' | 'claimableFrom' | 'payee' | 'payeeRole' | 'amountFen' | 'basis'
>;

/** Amounts by year and payee, earliest first. */
export const byYearAndPayee = (tranches: readonly Dated[]): readonly YearAmount[] => {
  const sums = new Map<string, YearAmount>();
  for (const { windowYear, claimableFrom, payee, payeeRole, amountFen, basis } of tranches) {
    const year = windowYear ?? (claimableFrom === null ? null : yearOf(claimableFrom));
    const key = JSON.stringify([year, payeeRole, payee]);
    const before = sums.get(key);
    const earlierFen = before ? before.amountFen : 0n;
    sums.set(key, {
      year,
      payeeRole,
      payee,
      amountFen: amountFen === null || earlierFen === null ? null : earlierFen + amountFen,
      atMost: before?.atMost === true || basis === 'at-most' || basis === 'unknown',
    });
  }
  return [...sums.values()].sort((first, second) => (first.year ?? 0) - (second.year ?? 0));
};
