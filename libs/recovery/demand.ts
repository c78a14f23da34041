import { assert } from '#kernel/assert.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { sumFen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { closedIfComplete } from './completion.js';
import type { Finding, RecoveryEvent } from './recovery.events.js';
import { claimedFen, type RecoveryState } from './recovery-case.js';
import type { ApproveDemand, DismissCase, OpenCase } from './recovery-commands.js';
import { samePerson, wrongStatus } from './recovery-refusals.js';

export const openCase = (
  { type: _type, ...finding }: OpenCase,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  if (state.status !== 'none') return reject(caseExists(finding));
  if (finding.amountFen <= 0n) return reject(nothingOwed(finding));
  assertItemsExplain(finding);
  return accept({ type: 'RecoveryFound', data: finding });
};

/**
 * Also when the bank has given back all of it meanwhile: then nothing is owed, but the finding is confirmed, and whoever is to be
 * barred for it is barred.
 */
export const approveDemand = (
  { actor, repayBy, documentNumber }: ApproveDemand,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  if (state.status !== 'found') return reject(wrongStatus(state));
  const { foundBy, debtor } = state.finding;
  if (actor.id === foundBy.id) {
    return reject(
      samePerson(
        actor,
        '认定人不能审批自己提出的追缴',
        'Whoever found that money must come back cannot approve the demand',
      ),
      { type: 'DemandApprovalRefused', data: { actor } },
    );
  }
  const amountFen = claimedFen(state);
  const demanded: RecoveryEvent = {
    type: 'RecoveryDemanded',
    data: { actor, debtor, amountFen, repayBy, documentNumber },
  };
  return accept<RecoveryEvent>(demanded, ...closedIfComplete(state, demanded));
};

/** Needs the second person as well: else whoever finds a case could make it disappear. */
export const dismissCase = (
  { actor, reason }: DismissCase,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  if (state.status !== 'found') return reject(wrongStatus(state));
  if (actor.id === state.finding.foundBy.id) {
    return reject(
      samePerson(
        actor,
        '认定人不能驳回自己提出的追缴',
        'Whoever found that money must come back cannot dismiss the case',
      ),
      { type: 'DismissalRefused', data: { actor } },
    );
  }
  return accept({ type: 'CaseDismissed', data: { actor, reason } });
};

const assertItemsExplain = ({ items, amountFen }: Finding): void => {
  assert(
    items.every((item) => item.amountFen > 0n) && sumFen(items.map((item) => item.amountFen)) === amountFen,
    'The items of a case are positive and sum to its amount',
  );
  const payments = new Set(items.map(({ trancheNo, attempt }) => `${trancheNo}/${attempt}`));
  assert(payments.size === items.length, 'A payment appears once in a case');
};

const caseExists = ({ caseId }: Finding): Refusal =>
  refuse('recovery.case-exists', `追缴案件 ${caseId} 已存在`, `Recovery case ${caseId} exists already`, {
    pointer: '/caseId',
    facts: { caseId },
  });

const nothingOwed = ({ amountFen }: Finding): Refusal =>
  refuse(
    'recovery.nothing-owed',
    `追缴金额应大于零：${yuanOf(amountFen)} 元`,
    `The amount to recover must be more than zero: ${yuanOf(amountFen)} yuan`,
    { pointer: '/amountFen', facts: { amountYuan: yuanOf(amountFen) } },
  );
