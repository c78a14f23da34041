import { type Fen, minFen, sumFen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { type GrantedAward, lastAttempt, type Tranche } from './award.js';

const CLAUSE = 'practice 2.11';

/** Taken over so far, payment by payment. */
export const takenOverFen = (award: GrantedAward): Fen =>
  sumFen(award.tranches.filter(isTakenOver).map((tranche) => tranche.attempts[0]?.grantedFen ?? 0n));

const isTakenOver = (tranche: Tranche): boolean => 'takenOver' in tranche && tranche.takenOver === true;

/**
 * What may be asked for this tranche. Payments of the earlier books may have been higher than the plan, and the award's total still
 * holds; and while some of them are missing, nothing is paid, because a tranche that looks open may have been paid.
 */
export const leftOfTakenOver = (award: GrantedAward, tranche: Tranche, requestedFen: Fen): Fen | Refusal => {
  if (!award.takenOver || lastAttempt(tranche)) return requestedFen;
  const missingFen = award.takenOver.paidFen - takenOverFen(award);
  if (missingFen > 0n) return paymentsMissing(missingFen);
  if (award.totalFen === null) return requestedFen;
  const grantedFen = sumFen(award.tranches.flatMap(({ attempts }) => attempts.map((one) => one.grantedFen)));
  const leftFen = minFen(requestedFen, award.totalFen - grantedFen);
  return leftFen > 0n ? leftFen : nothingLeft(award.totalFen, grantedFen);
};

const paymentsMissing = (missingFen: Fen): Refusal =>
  refuse(
    'take-over.payments-missing',
    `尚有 ${yuanOf(missingFen)} 元以前的付款未导入明细，暂不能付款`,
    `Earlier payments of ${yuanOf(missingFen)} yuan have not been imported one by one; until then nothing is paid`,
    { clause: CLAUSE, facts: { missingYuan: yuanOf(missingFen) } },
  );

const nothingLeft = (totalFen: Fen, grantedFen: Fen): Refusal =>
  refuse(
    'take-over.total-paid',
    `资助总额 ${yuanOf(totalFen)} 元，已付或已核定 ${yuanOf(grantedFen)} 元，无余额`,
    `The award is ${yuanOf(totalFen)} yuan in all and ${yuanOf(grantedFen)} yuan are paid or granted; nothing is left`,
    { clause: CLAUSE, facts: { totalYuan: yuanOf(totalFen), grantedYuan: yuanOf(grantedFen) } },
  );
