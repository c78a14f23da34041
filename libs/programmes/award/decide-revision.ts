import { assert } from '#kernel/assert.js';
import { accept, reject } from '#kernel/decider.js';
import { minFen, yuanOf } from '#kernel/money.js';
import { isRefusal, refuse } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import { type GrantedAward, keptFen, paidParts, type Tranche, trancheOf } from './award.js';
import type { RevisionCommand } from './award.commands.js';
import { wrongStatus } from './decide-application.js';
import { type Derivation, derivation, step, type Words } from './derivation.js';
import { noSuchTranche } from './missing.js';
import { adjustedFen } from './revised.js';
import type { OverpaidPart, RevisedTranche } from './revised.events.js';
import type { AwardDecision, Rulebook } from './rulebook.js';
import { capsOfTopUp } from './top-up-caps.js';

/**
 * One item of a package that two people stood for. The award alone can say whether it is still what the list was made from: an item
 * that is not is refused, and the others are carried out.
 */
export const decideRevision = (
  { type, caseId, ...revised }: RevisionCommand,
  award: GrantedAward,
  rulebook: Rulebook,
): AwardDecision => {
  if (!['active', 'suspended', 'completed'].includes(award.status)) return wrongStatus(award);
  const tranche = trancheOf(award, revised.trancheNo);
  if (!tranche) return reject(noSuchTranche(revised.trancheNo));
  const measure = rulebook.measure(revised.toVersion, award.application.measure);
  if (isRefusal(measure)) return reject(measure);
  const change = changeOf(award, revised);
  if (change) return reject(awardChanged(revised, change));
  return type === 'AddTopUp'
    ? addTopUp(revised, award, tranche, measure)
    : claimBack(revised, caseId, award, measure);
};

/** What is no longer as it was when the list was made; undefined when all is. */
const changeOf = (award: GrantedAward, revised: RevisedTranche): Change | undefined => {
  const { trancheNo, fromVersion, paidFen, adjustedFen: thenAdjustedFen } = revised;
  if (award.policyVersion !== fromVersion)
    return { zh: '适用版本', en: 'the version it keeps', was: fromVersion, is: award.policyVersion };
  const keptNowFen = keptFen(award, trancheNo);
  if (keptNowFen !== paidFen)
    return { zh: '已付金额', en: 'what was paid', was: yuanOf(paidFen), is: yuanOf(keptNowFen) };
  const adjustedNowFen = adjustedFen(award, trancheNo);
  if (adjustedNowFen === thenAdjustedFen) return undefined;
  const [was, is] = [yuanOf(thenAdjustedFen), yuanOf(adjustedNowFen)];
  return { zh: '此前清单的调整', en: 'what earlier packages changed', was, is };
};

interface Change extends Words {
  readonly was: string;
  readonly is: string;
}

const addTopUp = (
  revised: RevisedTranche,
  award: GrantedAward,
  tranche: Tranche,
  measure: Measure,
): AwardDecision => {
  assert('claim' in tranche && 'capClaims' in tranche, 'What was paid had been claimed');
  const { title, clause, payee, payeeRole, windowYear } = tranche.plan;
  const { amountFen } = revised;
  const trancheNo = Math.max(...award.tranches.map(({ plan }) => plan.trancheNo)) + 1;
  const plan = {
    trancheNo,
    title: { zh: `${title.zh}（追溯补发）`, en: `Top-up: ${title.en}` },
    clause,
    payee,
    payeeRole,
    plannedFen: amountFen,
    ceilingFen: amountFen,
    windowYear,
    claimableFrom: null,
    evidence: [],
    gates: [],
  };
  const added = { trancheNo: revised.trancheNo, amountFen, earlier: award.revisions ?? [] };
  const capClaims = capsOfTopUp(tranche.capClaims, measure, added);
  const explained = difference(revised, measure);
  return accept({
    type: 'TopUpAdded',
    data: {
      award: award.award,
      revised,
      plan,
      requestedFen: amountFen,
      derivation: explained,
      capClaims,
    },
  });
};

const claimBack = (
  revised: RevisedTranche,
  caseId: string,
  award: GrantedAward,
  measure: Measure,
): AwardDecision => {
  const parts: OverpaidPart[] = [];
  let leftFen = revised.amountFen;
  let payee = '';
  for (const part of paidParts(award).toReversed()) {
    const amountFen = part.trancheNo === revised.trancheNo ? minFen(leftFen, part.paidFen) : 0n;
    if (amountFen === 0n) continue;
    const { trancheNo, attempt, reservations, budgetStream, commitmentId } = part;
    parts.push({ trancheNo, attempt, amountFen, reservations, budgetStream, commitmentId });
    payee = part.payee;
    leftFen -= amountFen;
  }
  assert(leftFen === 0n, `More is claimed back from tranche ${revised.trancheNo} than was paid`);
  const explained = difference(revised, measure);
  return accept({
    type: 'OverpaymentFound',
    data: { award: award.award, revised, caseId, payee, derivation: explained, parts },
  });
};

/** Names both versions: what was paid under the one, what the other gives, and the difference. */
const difference = (revised: RevisedTranche, { id, clause }: Measure): Derivation => {
  const { fromVersion, toVersion, paidFen, newFen, amountFen } = revised;
  const [paid, due] = [yuanOf(paidFen), yuanOf(newFen)];
  const formula = newFen > paidFen ? `${due} − ${paid}` : `${paid} − ${due}`;
  const words = newFen > paidFen ? { zh: '应补发', en: 'to be paid' } : { zh: '应追回', en: 'to come back' };
  return derivation(id, toVersion, [
    step({ zh: `按 ${fromVersion} 已付`, en: `paid under ${fromVersion}` }, paid, clause, paidFen),
    step({ zh: `按 ${toVersion} 应付`, en: `due under ${toVersion}` }, due, clause, newFen),
    step(words, formula, clause, amountFen),
  ]);
};

const awardChanged = ({ trancheNo }: RevisedTranche, { zh, en, was, is }: Change) =>
  refuse(
    'revision.award-changed',
    `第 ${trancheNo} 期在清单编制后有变动：${zh}由 ${was} 变为 ${is}；请为其重新编制清单`,
    `Tranche ${trancheNo} changed since the list was made: ${en} was ${was} and is ${is} now; draft a new package for it`,
    { facts: { trancheNo, changed: en, was, is } },
  );
