import { assert } from '#kernel/assert.js';
import { accept, reject } from '#kernel/decider.js';
import { shortId } from '#kernel/ids.js';
import { type Fen, minFen, sumFen, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import { awardFacts, type GrantedAward, paidParts, type Tranche } from './award.js';
import type { AwardLifeCommand } from './award.commands.js';
import type { ReductionCase } from './changed-terms.events.js';
import { wrongStatus } from './decide-application.js';
import type { RecoveryClaim } from './programme-rules.js';
import { claimedBackFen } from './revised.js';
import type { AwardDecision, Rulebook } from './rulebook.js';

type ReduceBase = Extract<AwardLifeCommand, { type: 'ReduceBase' }>;

/**
 * The base was cut, refunded or withdrawn after it had been paid on, and the award goes on (practice E28). What was paid beyond the
 * rate of the base as it is now comes back; tranches to come are paid up to it.
 */
export const reduceBase = (command: ReduceBase, award: GrantedAward, rulebook: Rulebook): AwardDecision => {
  const { reducedOn, document, facts, by } = command;
  if (!['approved', 'active', 'suspended', 'completed'].includes(award.status)) return wrongStatus(award);
  const measure = rulebook.measure(award.policyVersion, award.application.measure);
  if (isRefusal(measure)) return reject(measure);
  const claim = rulebook
    .rulesOf(award.application.programme)
    .recover(awardFacts(award), 'base-reduced', { ...facts, endedOn: reducedOn }, measure);
  if (isRefusal(claim)) return reject(claim);
  const payableFen = claim.payableFen ?? 0n;
  if (award.payableFen !== undefined && payableFen > award.payableFen)
    return reject(notReduced(award.payableFen, payableFen, measure.clause));
  const underWay = award.tranches.filter((tranche) => UNDER_WAY.has(tranche.status));
  const [first] = underWay;
  const keptFen = usedFen(award) - claim.derivation.resultFen;
  if (first && keptFen > payableFen) return reject(stillUnderWay(first));
  return accept({
    type: 'BaseReduced',
    data: {
      award: award.award,
      reducedOn,
      document,
      facts,
      payableFen,
      derivation: claim.derivation,
      cases: casesOf(claim, award),
      by,
    },
  });
};

const UNDER_WAY: ReadonlySet<Tranche['status']> = new Set(['releasing', 'queued', 'released', 'in-batch']);

/** Granted and neither come back nor claimed back. */
const usedFen = (award: GrantedAward): Fen =>
  sumFen(
    award.tranches.flatMap(({ plan, attempts }) => [
      ...attempts.map(({ grantedFen, recoveredFen }) => grantedFen - recoveredFen),
      -claimedBackFen(award, plan.trancheNo),
    ]),
  );

/** What an award whose base shrank may still pay in all; null for one whose base did not. */
export const leftOfReducedFen = (award: GrantedAward): Fen | null =>
  award.payableFen === undefined ? null : award.payableFen - usedFen(award);

/** What may still be asked for a tranche of an award whose base shrank. */
export const leftOfBase = (award: GrantedAward, requestedFen: Fen): Fen | Refusal => {
  const reducedFen = leftOfReducedFen(award);
  if (award.payableFen === undefined || reducedFen === null) return requestedFen;
  const leftFen = minFen(requestedFen, reducedFen);
  if (leftFen > 0n) return leftFen;
  const [payable, used] = [yuanOf(award.payableFen), yuanOf(usedFen(award))];
  return refuse(
    'award.base-reduced',
    `基数核减后资助总额为 ${payable} 元，已付或已核定 ${used} 元，无余额`,
    `Since its base was reduced the award is ${payable} yuan in all and ${used} yuan are paid or granted; nothing is left`,
    { clause: 'practice E28', facts: { payableYuan: payable, usedYuan: used } },
  );
};

/** One case for every party that was paid too much; the latest payments come back first. */
const casesOf = ({ byTranche }: RecoveryClaim, award: GrantedAward): readonly ReductionCase[] => {
  const cases: ReductionCase[] = [];
  const parts = paidParts(award).toReversed();
  for (const claim of byTranche) {
    let leftFen = claim.amountFen;
    for (const { paidFen, payee: debtor, ...part } of parts) {
      const amountFen = part.trancheNo === claim.trancheNo ? minFen(leftFen, paidFen) : 0n;
      if (amountFen === 0n) continue;
      leftFen -= amountFen;
      addTo(cases, debtor, { ...part, amountFen }, award);
    }
    assert(leftFen === 0n, `More is claimed back from tranche ${claim.trancheNo} than was paid`);
  }
  return cases;
};

const addTo = (
  cases: ReductionCase[],
  debtor: string,
  part: ReductionCase['parts'][number],
  { award, reductionCases = 0 }: GrantedAward,
): void => {
  const index = cases.findIndex((one) => one.debtor === debtor);
  const before = cases[index];
  if (before) {
    cases[index] = {
      ...before,
      amountFen: before.amountFen + part.amountFen,
      parts: [...before.parts, part],
    };
    return;
  }
  const caseId = `recovery-${shortId(award, 'reduction', reductionCases + cases.length + 1)}`;
  cases.push({ caseId, debtor, amountFen: part.amountFen, parts: [part] });
};

const stillUnderWay = ({ plan: { trancheNo }, status }: Tranche): Refusal =>
  refuse(
    'award.payment-under-way',
    `第 ${trancheNo} 期正在支付，核减后不应足额支付：须先取消该期，或待其结清；可先暂停资助`,
    `Tranche ${trancheNo} is on its way with more than the reduced base brings: cancel it or let it be settled first; suspend the award meanwhile`,
    { clause: 'practice E28', facts: { trancheNo, status } },
  );

const notReduced = (beforeFen: Fen, payableFen: Fen, clause: string): Refusal => {
  const [before, payable] = [yuanOf(beforeFen), yuanOf(payableFen)];
  return refuse(
    'award.base-not-reduced',
    `此前已核减为 ${before} 元，本次 ${payable} 元不是核减`,
    `The award was reduced to ${before} yuan before; ${payable} yuan is no reduction`,
    { clause, pointer: '/facts', facts: { beforeYuan: before, payableYuan: payable } },
  );
};
