import { parseRate, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { TrancheTemplate } from '#policy/tranche-terms.js';
import type { Claim } from '../award/application.js';
import type { AwardFacts, PlannedTranche } from '../award/programme-rules.js';
import { fenOfFact } from './stated-facts.js';

/** More than the share of what the tranche before paid has been spent; the share itself is not enough. */
export const spendingFault = (
  spent: NonNullable<TrancheTemplate['spent']>,
  award: AwardFacts,
  { trancheNo }: PlannedTranche,
  claim: Claim,
): Refusal | undefined => {
  const paidFen = award.tranches.find((one) => one.trancheNo === trancheNo - 1)?.paidFen ?? 0n;
  const { numerator, denominator } = parseRate(spent.above);
  const spentFen = fenOfFact(claim.facts, spent.spentFact);
  if (spentFen * denominator > paidFen * numerator) return undefined;
  const [spentYuan, paidYuan] = [yuanOf(spentFen), yuanOf(paidFen)];
  return refuse(
    'tranche.earlier-unspent',
    `${spent.zh}：上期拨付 ${paidYuan} 元，已使用 ${spentYuan} 元，须超过 ${spent.above}`,
    `${spent.en}: ${spentYuan} of ${paidYuan} yuan spent, more than ${spent.above} needed`,
    {
      clause: spent.clause,
      pointer: `/claim/facts/${spent.spentFact}`,
      facts: { spentYuan, paidYuan, above: spent.above },
    },
  );
};
