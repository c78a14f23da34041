import { type Award, isGranted, trancheOf } from './award.js';

/** Why a tranche that is in a batch may not go to the bank now. */
export interface PaymentStop {
  readonly cause: 'award-suspended' | 'tranche-held';
  readonly zh: string;
  readonly en: string;
}

/**
 * An award can be suspended and a tranche held after a batch took the tranche in; the batch has a stream of its own and does not
 * learn of it. Whoever moves the batch on asks here, line by line.
 */
export const paymentStopOf = (award: Award, trancheNo: number): PaymentStop | undefined => {
  if (award.status === 'suspended') {
    return { cause: 'award-suspended', zh: '资助已暂停', en: 'the award is suspended' };
  }
  const held = isGranted(award) ? trancheOf(award, trancheNo)?.held : undefined;
  if (typeof held !== 'string') return undefined;
  return {
    cause: 'tranche-held',
    zh: `第 ${trancheNo} 期已暂停支付（${held}）`,
    en: `tranche ${trancheNo} is held (${held})`,
  };
};
