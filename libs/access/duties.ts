import type { Actor, Role } from '#kernel/actor.js';
import { ROLES } from '#kernel/actor.js';

/**
 * Which role may do what; the only such list. Reading needs `read`, which every role has. The administrator keeps users,
 * calendars, the policy book and the service running, and decides about no payment. Whether this person may act on this
 * case is another question: see `different-people.ts`.
 */
export const ACTS = {
  read: ROLES,
  'user.change-own-password': ROLES,

  'award.submit': ['programme-officer'],
  'award.accept': ['programme-officer'],
  'award.enter-evidence': ['programme-officer'],
  'award.record-assessment': ['programme-officer'],
  'award.withdraw': ['programme-officer'],
  'award.publicise': ['programme-officer'],
  'award.raise-objection': ['programme-officer'],
  'award.suspend': ['programme-officer'],
  'award.resume': ['programme-officer'],
  'award.terminate': ['programme-officer'],
  'award.verify': ['programme-verifier'],
  'award.verify-evidence': ['programme-verifier'],
  'award.resolve-objection': ['programme-verifier'],
  'award.approve': ['programme-verifier'],
  'award.move': ['programme-verifier'],
  'award.refuse': ['programme-verifier'],

  'tranche.release': ['finance-maker'],
  'tranche.hold': ['finance-maker'],
  'tranche.resume': ['finance-maker'],

  'hold.place': ['finance-maker', 'finance-checker'],
  'hold.lift': ['finance-maker', 'finance-checker'],

  'batch.draft': ['finance-maker'],
  'batch.remove-line': ['finance-maker'],
  'batch.submit': ['finance-maker'],
  'batch.withdraw-submission': ['finance-maker'],
  'batch.send': ['finance-maker'],
  'batch.enquire': ['finance-maker', 'finance-checker'],
  'batch.mark-outcome-unknown': ['finance-maker'],
  'batch.approve': ['finance-checker'],
  'batch.withdraw-approval': ['finance-checker'],
  'batch.reject': ['finance-checker'],

  'import.request': ['programme-officer'],
  'import.confirm': ['programme-verifier'],

  'bank-answer.import': ['finance-maker'],
  'bank-answer.assign': ['finance-maker'],

  'budget.appropriate': ['finance-maker'],
  'budget.adjust': ['finance-maker'],
  'budget.classify': ['finance-maker'],
  'budget.transfer': ['finance-maker'],
  'budget.plan': ['finance-maker'],
  'budget.confirm-plan': ['finance-checker'],
  'budget.propose-year-end': ['finance-maker'],
  'budget.decide-year-end': ['finance-checker'],

  'recovery.find': ['programme-officer', 'finance-maker'],
  'recovery.demand': ['finance-checker'],
  'recovery.set-off': ['finance-maker'],
  'recovery.repayment': ['finance-maker'],
  'recovery.refer': ['finance-maker'],
  'recovery.write-off.propose': ['finance-maker'],
  'recovery.write-off.approve': ['finance-checker'],
  'recovery.refund.propose': ['finance-maker'],
  'recovery.refund.approve': ['finance-checker'],
  'recovery.refund.record': ['finance-maker'],

  'period.propose-closing': ['finance-maker'],
  'period.close': ['finance-checker'],

  'ledger.prove': ['finance-maker', 'finance-checker'],

  'party.register': ['programme-officer', 'finance-maker'],
  'account.propose': ['programme-officer', 'finance-maker'],
  'account.confirm': ['programme-verifier', 'finance-checker'],
  'account.reject': ['programme-verifier', 'finance-checker'],
  'party.add-identifier': ['programme-officer'],
  'party.propose-merge': ['programme-officer'],
  'party.confirm-merge': ['programme-verifier'],
  'team.change': ['programme-officer'],
  'team.approve-change': ['programme-verifier'],
  'agency.list': ['programme-officer'],
  'tier.apply': ['programme-officer'],
  'tier.publicise': ['programme-officer'],
  'tier.recognise': ['programme-officer', 'programme-verifier'],
  'tier.revoke': ['programme-officer'],
  'card.issue': ['programme-officer'],
  'ban.impose': ['programme-verifier'],
  'person.propose-forgetting': ['programme-officer'],
  'person.confirm-forgetting': ['programme-verifier'],

  'revision.draft': ['programme-officer'],
  'revision.approve': ['programme-verifier'],
  'revision.reject': ['programme-verifier'],

  'clock.advance': ['administrator'],
  'calendar.import': ['administrator'],
  'policy.draft': ['programme-officer', 'administrator'],
  'policy.publish': ['administrator'],
  'reactions.retry': ['administrator'],
  'reactions.skip': ['administrator'],
  'projections.rebuild': ['administrator'],
  'user.register': ['administrator'],
  'user.change-roles': ['administrator'],
  'user.reset-password': ['administrator'],
  'user.disable': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof ACTS;

/** Whether a role may do an act. The system does none of them: it acts without signing in. */
export const mayDo = (role: Actor['role'], act: Act): boolean =>
  (ACTS[act] as readonly Actor['role'][]).includes(role);
