import { type Fen, parseRate, splitFen, sumFen, yuanOf } from '#kernel/money.js';
import { type Payer, sharingIn } from '#policy/cost-sharing.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from './application.js';
import type { PaymentAttempt } from './award.js';
import type { PayerShare } from './award.events.js';
import { type Derivation, step } from './derivation.js';

/** The line that is named first, and all payers where there are several. */
export interface PaidFrom {
  readonly budgetLine: string;
  readonly payers?: readonly Payer[];
}

/** Who pays for what is released now; the place is where the award is landed on the day (decision 28). */
export const paidFrom = (measure: Measure, { jurisdiction }: Application, budgetLine: string): PaidFrom => {
  const payers = sharingIn(measure, jurisdiction)?.payers ?? [];
  const [first, ...others] = payers;
  if (!first) return { budgetLine };
  return { budgetLine: first.budgetLine, ...(others.length > 0 && { payers }) };
};

/** The amount by payer; the last takes the remainder, so that the parts sum to it. */
export const splitOverPayers = (amountFen: Fen, payers: readonly Payer[]): readonly Fen[] => {
  const rates = payers.map(({ share }) => parseRate(share));
  const scale = rates.reduce((product, { denominator }) => product * denominator, 1n);
  return splitFen(
    amountFen,
    rates.map(({ numerator, denominator }) => (numerator * scale) / denominator),
  );
};

/** The derivation of a tranche that several pay, with who pays what; unchanged where one pays all. */
export const withPayers = (
  explained: Derivation,
  { jurisdiction }: Application,
  measure: Measure,
): Derivation => {
  const sharing = sharingIn(measure, jurisdiction);
  if (!sharing || sharing.payers.length < 2) return explained;
  const { clause, payers } = sharing;
  const amounts = splitOverPayers(explained.resultFen, payers).map(yuanOf);
  const names = (language: 'zh' | 'en', and: string): string =>
    payers.map((payer) => `${payer[language]} ${payer.share}`).join(and);
  const words = { zh: `分担：${names('zh', '、')}`, en: `Shared by ${names('en', ' and ')}` };
  const last = step(words, amounts.join(' + '), clause, explained.resultFen);
  return { ...explained, steps: [...explained.steps, last] };
};

/**
 * What each payer has paid once `paidFen` of a release are paid. Grows with the amount for every payer and ends at its part, so that
 * instalments of any size (set-off first, then the bank) sum to the parts to the fen.
 */
const paidByPayer = (parts: readonly PayerShare[], paidFen: Fen): readonly Fen[] => {
  let leftFen = paidFen;
  let capacityFen = sumFen(parts.map(({ amountFen }) => amountFen));
  return parts.map(({ amountFen }) => {
    const ownFen = capacityFen === 0n ? 0n : (leftFen * amountFen) / capacityFen;
    leftFen -= ownFen;
    capacityFen -= amountFen;
    return ownFen;
  });
};

/** An amount of a release by payer, when `fromFen` of it went the same way before; negative when it goes back. */
export const sharesOf = (
  { shares }: Pick<PaymentAttempt, 'shares'>,
  fromFen: Fen,
  amountFen: Fen,
): { readonly shares?: readonly PayerShare[] } => {
  if (!shares) return {};
  const before = paidByPayer(shares, fromFen);
  const after = paidByPayer(shares, fromFen + amountFen);
  return {
    shares: shares.map(({ payer, budgetStream }, index) => ({
      payer,
      budgetStream,
      amountFen: (after[index] ?? 0n) - (before[index] ?? 0n),
    })),
  };
};
