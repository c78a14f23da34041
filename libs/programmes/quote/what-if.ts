import { yearOf } from '#kernel/business-date.js';
import { type Fen, minFen, sumFen } from '#kernel/money.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import { type GrantedAward, keptFen, type Tranche } from '../award/award.js';
import type { ProgrammeRules } from '../award/programme-rules.js';
import { adjustedFen, isTopUp } from '../award/revised.js';
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
  const claims = new Map(award.tranches.filter(planned(award)).flatMap(claimOf));
  return quoteTranches(rules, measure, plan, { application, caseDecision, claims, on }).map(
    ({ trancheNo, windowYear, claimableFrom, amountFen }) => ({
      trancheNo,
      year: windowYear ?? yearOf(claimableFrom ?? on),
      amountFen: amountFen ?? 0n,
    }),
  );
};

/** A top-up is no tranche of any version: it belongs to the tranche it adds to. */
const planned =
  (award: GrantedAward) =>
  ({ plan }: Tranche): boolean =>
    !isTopUp(award, plan.trancheNo);

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
  /** The version that the award keeps. */
  readonly fromVersion: string;
  /** What the payee has of it, without what is claimed back. */
  readonly paidFen: Fen;
  /** What earlier revisions added, or claimed back (negative). */
  readonly adjustedFen: Fen;
  readonly newFen: Fen;
  readonly amountFen: Fen;
}

/**
 * The difference between what each tranche was paid and what the other version gives for it. A cut that a cap made stays: the
 * difference is that of the amounts before caps. What earlier revisions changed counts, so that a list carried out is empty afterwards.
 */
export const adjustmentsOf = (award: GrantedAward, priced: PricedAward): readonly Adjustment[] =>
  award.tranches.filter(planned(award)).flatMap(({ plan: { trancheNo, payee } }) => {
    const amountIn = (list: readonly PricedTranche[]): Fen =>
      list.find((one) => one.trancheNo === trancheNo)?.amountFen ?? 0n;
    const [paidFen, adjusted] = [keptFen(award, trancheNo), adjustedFen(award, trancheNo)];
    const changeFen = amountIn(priced.after) - amountIn(priced.before) - adjusted;
    if (paidFen === 0n || changeFen === 0n) return [];
    const kind = changeFen > 0n ? 'top-up' : 'recovery';
    const amountFen = changeFen > 0n ? changeFen : minFen(paidFen, -changeFen);
    return [
      {
        award: award.award,
        measure: priced.measure,
        trancheNo,
        payee,
        kind,
        fromVersion: award.policyVersion,
        paidFen,
        adjustedFen: adjusted,
        newFen: changeFen > 0n ? paidFen + amountFen : paidFen - amountFen,
        amountFen,
      },
    ];
  });
