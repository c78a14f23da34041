import { yearOf } from '#kernel/business-date.js';
import { type Fen, sumFen } from '#kernel/money.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import { type GrantedAward, type Tranche, paidFen } from '../award/award.js';
import type { ProgrammeRules } from '../award/programme-rules.js';
import { quoteTranches, type StatedClaim } from './quote-tranches.js';

/** Money by year; a year is the one the money is for, else the first in which it can be claimed, else that of the approval. */
type ByYear = ReadonlyMap<number, Fen>;

interface PricedTranche {
  readonly trancheNo: number;
  readonly year: number;
  readonly amountFen: Fen;
}

/** One running award under the version it keeps and under another one. Caps are left out: both meet them alike. */
export interface PricedAward {
  readonly award: string;
  readonly measure: string;
  readonly before: readonly PricedTranche[];
  readonly after: readonly PricedTranche[];
  /** Why the other version would not grant it. */
  readonly refusal: Refusal | null;
}

/**
 * Prices an award anew, by its own facts and claims. What nobody has claimed yet counts with its plan, or with its ceiling where the
 * claim decides. Null as `draft`: the other version has no such measure.
 */
export const priceAward = (
  rules: ProgrammeRules,
  award: GrantedAward,
  own: Measure,
  draft: Measure | null,
): PricedAward => {
  const before = pricedBy(rules, award, own);
  const after = draft === null ? [] : pricedBy(rules, award, draft);
  return {
    award: award.award,
    measure: own.id,
    before: isRefusal(before) ? [] : before,
    after: isRefusal(after) ? [] : after,
    refusal: isRefusal(after) ? after : null,
  };
};

const pricedBy = (
  rules: ProgrammeRules,
  award: GrantedAward,
  measure: Measure,
): readonly PricedTranche[] | Refusal => {
  const { application, caseDecision, approvedOn: on } = award;
  const [unmet] = rules.unmetConditions(application, measure);
  if (unmet) return unmet;
  const plan = rules.planAward(application, measure, caseDecision);
  if (isRefusal(plan)) return plan;
  const claims = new Map(award.tranches.flatMap(claimOf));
  return quoteTranches(rules, measure, plan, { application, caseDecision, claims, on }).map(
    ({ trancheNo, windowYear, claimableFrom, amountFen }) => ({
      trancheNo,
      year: windowYear ?? yearOf(claimableFrom ?? on),
      amountFen: amountFen ?? 0n,
    }),
  );
};

const claimOf = (tranche: Tranche): readonly [number, StatedClaim][] =>
  'claim' in tranche
    ? [[tranche.plan.trancheNo, { facts: tranche.claim.facts, claimedOn: tranche.claim.claimedOn }]]
    : [];

export interface MeasurePrice {
  readonly awards: number;
  readonly changed: number;
  readonly refused: number;
  readonly years: ReadonlyMap<number, { readonly beforeFen: Fen; readonly afterFen: Fen }>;
}

export interface Mover {
  readonly award: string;
  readonly measure: string;
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
  readonly refusal: Refusal | null;
}

export interface PortfolioPrice {
  readonly measures: ReadonlyMap<string, MeasurePrice>;
  /** The awards that change most, at most twenty. */
  readonly movers: readonly Mover[];
}

const MOVERS_MAX = 20;

export const unpricedPortfolio: PortfolioPrice = { measures: new Map(), movers: [] };

/** Adds one award; what is kept does not grow with the number of awards. */
export const withAward = (portfolio: PortfolioPrice, priced: PricedAward): PortfolioPrice => {
  const [beforeFen, afterFen] = [totalOf(priced.before), totalOf(priced.after)];
  const { award, measure, refusal } = priced;
  const mover: Mover = { award, measure, beforeFen, afterFen, refusal };
  const earlier = portfolio.measures.get(measure) ?? { awards: 0, changed: 0, refused: 0, years: new Map() };
  const price: MeasurePrice = {
    awards: earlier.awards + 1,
    changed: earlier.changed + (beforeFen === afterFen ? 0 : 1),
    refused: earlier.refused + (refusal ? 1 : 0),
    years: addYears(earlier.years, byYear(priced.before), byYear(priced.after)),
  };
  return {
    measures: new Map(portfolio.measures).set(measure, price),
    movers:
      beforeFen === afterFen
        ? portfolio.movers
        : [...portfolio.movers, mover].sort(byChange).slice(0, MOVERS_MAX),
  };
};

const totalOf = (tranches: readonly PricedTranche[]): Fen =>
  sumFen(tranches.map(({ amountFen }) => amountFen));

const byYear = (tranches: readonly PricedTranche[]): ByYear => {
  const sums = new Map<number, Fen>();
  for (const { year, amountFen } of tranches) sums.set(year, (sums.get(year) ?? 0n) + amountFen);
  return sums;
};

const addYears = (earlier: MeasurePrice['years'], before: ByYear, after: ByYear): MeasurePrice['years'] => {
  const years = new Map(earlier);
  for (const year of new Set([...before.keys(), ...after.keys()])) {
    const { beforeFen, afterFen } = years.get(year) ?? { beforeFen: 0n, afterFen: 0n };
    years.set(year, {
      beforeFen: beforeFen + (before.get(year) ?? 0n),
      afterFen: afterFen + (after.get(year) ?? 0n),
    });
  }
  return years;
};

const changeOf = ({ beforeFen, afterFen }: Mover): Fen =>
  afterFen > beforeFen ? afterFen - beforeFen : beforeFen - afterFen;

const byChange = (first: Mover, second: Mover): number => {
  const [one, other] = [changeOf(first), changeOf(second)];
  return one === other ? (first.award < second.award ? -1 : 1) : one > other ? -1 : 1;
};

/** What a tranche that was paid is owed, or owes, when the other version counts from the start. */
export interface Adjustment {
  readonly award: string;
  readonly measure: string;
  readonly trancheNo: number;
  readonly payee: string;
  readonly kind: 'top-up' | 'recovery';
  readonly paidFen: Fen;
  readonly newFen: Fen;
  readonly amountFen: Fen;
}

/**
 * The difference between what each tranche was paid and what the other version gives for it. A cut that a cap made stays: the
 * difference is that of the amounts before caps.
 */
export const adjustmentsOf = (award: GrantedAward, priced: PricedAward): readonly Adjustment[] =>
  award.tranches.flatMap((tranche) => {
    const { trancheNo, payee } = tranche.plan;
    const amountIn = (list: readonly PricedTranche[]): Fen =>
      list.find((one) => one.trancheNo === trancheNo)?.amountFen ?? 0n;
    const paid = paidFen(tranche);
    const changeFen = amountIn(priced.after) - amountIn(priced.before);
    const newFen = paid + changeFen < 0n ? 0n : paid + changeFen;
    if (paid === 0n || newFen === paid) return [];
    const kind = newFen > paid ? 'top-up' : 'recovery';
    const amountFen = newFen > paid ? newFen - paid : paid - newFen;
    return [
      {
        award: award.award,
        measure: priced.measure,
        trancheNo,
        payee,
        kind,
        paidFen: paid,
        newFen,
        amountFen,
      },
    ];
  });
