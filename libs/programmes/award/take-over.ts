import { accept, reject } from '#kernel/decider.js';
import { type Fen, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import { capStream } from '#caps/caps.js';
import type { AwardEvent } from './award.events.js';
import { type GrantedAward, trancheOf } from './award.js';
import { wrongTrancheStatus } from './decide-tranche.js';
import { noSuchTranche } from './missing.js';
import type { AwardDecision, Rulebook } from './rulebook.js';
import type { TakeOverAward, TakeOverPayment } from './take-over.commands.js';
import { takenOverFen } from './taken-over.js';

const CLAUSE = 'practice 2.11';

export const alreadyTakenOver = (): Refusal =>
  refuse('take-over.exists', '该资助已存在', 'This award exists already', {
    pointer: '/earlier/legacyNumber',
  });

/** The conditions of the measure apply as they do to everybody: an award that the law refuses is not a running award. */
export const takeOverAward = (command: TakeOverAward, rulebook: Rulebook): AwardDecision => {
  const { award, application, policyVersion, caseDecision, approvedOn, earlier, source } = command;
  const { by, confirmedBy } = command;
  const measure = rulebook.measure(policyVersion, application.measure);
  if (isRefusal(measure)) return reject(measure);
  const plan = rulebook.rulesOf(application.programme).planAward(application, measure, caseDecision);
  if (isRefusal(plan)) return reject(plan);
  const { statedTotalFen } = command;
  if (statedTotalFen !== null && plan.totalFen !== null && statedTotalFen !== plan.totalFen)
    return reject(totalDiffers(statedTotalFen, plan.totalFen, measure.clause));
  const { budgetLine } = measure;
  const approval = { application, policyVersion, caseDecision, ...plan, budgetLine, approvedOn };
  return accept<AwardEvent>(
    { type: 'ApplicationSubmitted', data: { award, application, policyVersion, by } },
    { type: 'AwardApproved', data: { award, ...approval, by: confirmedBy } },
    { type: 'AwardTakenOver', data: { award, earlier, source, by, confirmedBy } },
  );
};

const FIRST_ATTEMPT = 1;

/** A payment that was made is a fact, also above a plan or a cap; what it leaves of them is what can still be paid. */
export const takeOverPayment = (command: TakeOverPayment, award: GrantedAward): AwardDecision => {
  const { type: _type, ...payment } = command;
  const { trancheNo, amountFen } = payment;
  const tranche = trancheOf(award, trancheNo);
  if (!tranche) return reject(noSuchTranche(trancheNo));
  if (!award.takenOver) return reject(notTakenOver());
  if (tranche.status !== 'planned') return wrongTrancheStatus(tranche);
  const leftFen = award.takenOver.paidFen - takenOverFen(award);
  if (amountFen <= 0n || amountFen > leftFen) return reject(moreThanStated(amountFen, leftFen));
  const reservationId = `${award.award}/${trancheNo}/${FIRST_ATTEMPT}`;
  const reservations = payment.capClaims.map((claim) => ({ capStream: capStream(claim), reservationId }));
  const key = { award: award.award, attempt: FIRST_ATTEMPT, measure: award.application.measure };
  const others = award.tranches.filter((one) => one !== tranche);
  const isLast = others.every(({ status }) => status === 'paid' || status === 'cancelled');
  const completed: AwardEvent = {
    type: 'AwardCompleted',
    data: { award: award.award, completedOn: payment.paidOn },
  };
  return accept<AwardEvent>(
    { type: 'EarlierPaymentTakenOver', data: { ...key, ...payment, reservations } },
    ...(isLast ? [completed] : []),
  );
};

const totalDiffers = (statedFen: Fen, plannedFen: Fen, clause: string): Refusal => {
  const [stated, planned] = [yuanOf(statedFen), yuanOf(plannedFen)];
  return refuse(
    'take-over.total-differs',
    `清单金额 ${stated} 元与政策计算的 ${planned} 元不一致`,
    `The list says ${stated} yuan, the measure comes to ${planned} yuan`,
    { clause, pointer: '/statedTotalFen', facts: { statedYuan: stated, plannedYuan: planned } },
  );
};

const notTakenOver = (): Refusal =>
  refuse(
    'take-over.own-award',
    '该资助是在本系统审批的，不能补录以前的付款',
    'The award was approved in this service; it has no earlier payments',
    { clause: CLAUSE },
  );

const moreThanStated = (amountFen: Fen, leftFen: Fen): Refusal =>
  refuse(
    'take-over.more-than-stated',
    `付款 ${yuanOf(amountFen)} 元超过“已付总额”中尚未列明的 ${yuanOf(leftFen)} 元`,
    `A payment of ${yuanOf(amountFen)} yuan is more than the ${yuanOf(leftFen)} yuan that the total paid leaves`,
    {
      clause: CLAUSE,
      pointer: '/amountFen',
      facts: { amountYuan: yuanOf(amountFen), leftYuan: yuanOf(leftFen) },
    },
  );
