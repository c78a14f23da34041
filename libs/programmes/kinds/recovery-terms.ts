import { unreachable } from '#kernel/assert.js';
import { type BusinessDate, wholeMonthsBetween } from '#kernel/business-date.js';
import { type Fen, maxFen, minFen, parseRate, sumFen, timesRate, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import type { RecoveryTerms } from '#policy/tranche-terms.js';
import type { Facts } from '../award/application.js';
import { derivation, step } from '../award/derivation.js';
import type { AwardFacts, RecoveryClaim, RecoveryGround, TrancheFacts } from '../award/programme-rules.js';
import { dateOf, fenOfFact, firstFactFault } from './stated-facts.js';

type EndFacts = Facts & { readonly endedOn: BusinessDate };

/** What comes back when an award ends badly, by the formula the policy book has for the ground. */
export const recoverByTerms = (
  award: AwardFacts,
  ground: RecoveryGround,
  { endedOn, ...facts }: EndFacts,
  measure: Measure,
): RecoveryClaim | Refusal => {
  const terms = measure.recovery[ground];
  if (!terms) return noTerms(ground, measure);
  const tranches = award.tranches.filter(({ payeeRole }) => terms.payeeRoles?.includes(payeeRole) ?? true);
  const paidFen = sumFen(tranches.map((tranche) => tranche.paidFen));
  // Where nothing was paid nobody has to state how much of it is left.
  const isPointless = ground !== 'base-reduced' && paidFen === 0n && Object.keys(facts).length === 0;
  const fault = isPointless ? undefined : firstFactFault(terms.facts, facts, '/facts');
  if (fault) return fault;
  const owed = isPointless
    ? { amountFen: 0n, formula: yuanOf(0n) }
    : amountOwed(terms, { award, tranches, paidFen, facts, endedOn });
  if (isRefusal(owed)) return owed;
  return {
    derivation: derivation(measure.id, measure.policyVersion, [
      step(terms, owed.formula, terms.clause, owed.amountFen),
    ]),
    byTranche: latestFirst(tranches, owed.amountFen),
    ...(owed.payableFen !== undefined && { payableFen: owed.payableFen }),
    ...(terms.banYears !== undefined && { banYears: terms.banYears }),
  };
};

interface Circumstances {
  readonly award: AwardFacts;
  /** Tranches the terms reach. */
  readonly tranches: readonly TrancheFacts[];
  readonly paidFen: Fen;
  readonly facts: Facts;
  readonly endedOn: BusinessDate;
}

interface Owed {
  readonly amountFen: Fen;
  readonly formula: string;
  readonly payableFen?: Fen;
}

const amountOwed = (terms: RecoveryTerms, circumstances: Circumstances): Owed | Refusal => {
  const { paidFen } = circumstances;
  switch (terms.formula) {
    case 'none':
    case 'unpaid-only':
      return { amountFen: 0n, formula: `${yuanOf(paidFen)} × 0%` };
    case 'full':
      return { amountFen: paidFen, formula: `${yuanOf(paidFen)} × 100%` };
    case 'unspent':
      return unspent(fenOfFact(circumstances.facts, terms.unspentFact), paidFen, terms);
    case 'above-rate-of-base':
      return aboveRate(terms, circumstances);
    case 'pro-rata-months':
      return notServed(terms, circumstances);
    default:
      return unreachable(terms);
  }
};

type Unspent = Extract<RecoveryTerms, { readonly formula: 'unspent' }>;

const unspent = (unspentFen: Fen, paidFen: Fen, { unspentFact, clause }: Unspent): Owed | Refusal => {
  const [unspentYuan, paidYuan] = [yuanOf(unspentFen), yuanOf(paidFen)];
  if (unspentFen <= paidFen) return { amountFen: unspentFen, formula: `${unspentYuan} of ${paidYuan}` };
  return refuse(
    'recovery.unspent-above-paid',
    `未使用金额 ${unspentYuan} 元超过已拨付的 ${paidYuan} 元`,
    `${unspentYuan} yuan unspent is more than the ${paidYuan} yuan paid`,
    { clause, pointer: `/facts/${unspentFact}`, facts: { unspentYuan, paidYuan } },
  );
};

type AboveRate = Extract<RecoveryTerms, { readonly formula: 'above-rate-of-base' }>;

/** Paid less what the base as it is now would have brought; nothing when that is still more. */
const aboveRate = ({ baseFact, rate }: AboveRate, { paidFen, facts }: Circumstances): Owed => {
  const baseFen = fenOfFact(facts, baseFact);
  const payableFen = timesRate(baseFen, parseRate(rate));
  return {
    payableFen,
    amountFen: maxFen(0n, paidFen - payableFen),
    formula: `${yuanOf(paidFen)} − ${yuanOf(baseFen)} × ${rate}`,
  };
};

const noTerms = (ground: RecoveryGround, { clause }: Measure): Refusal =>
  refuse(
    'recovery.ground-not-applicable',
    `该事项没有“${ground}”这一追回情形`,
    `The measure has no recovery on the ground ${ground}`,
    { clause, pointer: '/ground' },
  );

type ProRata = Extract<RecoveryTerms, { readonly formula: 'pro-rata-months' }>;

/** Paid less what the months served have earned of the whole; nothing when more was earned than paid. */
const notServed = (terms: ProRata, { award, tranches, paidFen, endedOn }: Circumstances): Owed => {
  const elapsed = wholeMonthsBetween(dateOf(award.application.facts, terms.servedFromFact), endedOn);
  const months = Math.min(Math.max(elapsed, 0), terms.serviceMonths);
  const wholeFen = sumFen(tranches.map(({ plannedFen, paidFen: paid }) => plannedFen ?? paid));
  const earnedFen = timesRate(wholeFen, {
    numerator: BigInt(months),
    denominator: BigInt(terms.serviceMonths),
  });
  const formula = `${yuanOf(paidFen)} − ${yuanOf(wholeFen)} × ${months}/${terms.serviceMonths}`;
  return { amountFen: maxFen(0n, paidFen - earnedFen), formula };
};

/** Money comes back from the tranche paid last, then from the one before. */
const latestFirst = (tranches: readonly TrancheFacts[], owedFen: Fen): RecoveryClaim['byTranche'] => {
  let leftFen = owedFen;
  const claimed = [...tranches]
    .sort((first, second) => second.trancheNo - first.trancheNo)
    .map(({ trancheNo, paidFen }) => {
      const amountFen = minFen(leftFen, paidFen);
      leftFen -= amountFen;
      return { trancheNo, amountFen };
    });
  return claimed.filter(({ amountFen }) => amountFen > 0n).reverse();
};
