import type { CommandExecutor } from '#event-store/execute.js';
import type { Decider } from '#kernel/decider.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { Award } from '#programmes/award/award.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import type { AccountFingerprint } from '#personal-data/personal-data.js';
import type { Reaction } from '#reactions/reaction.js';
import { assembleBatch } from './assemble-batch.js';
import { banTeamLeader } from './ban-team-leader.js';
import { bookPayments } from './book-payments.js';
import { carryOver } from './carry-over.js';
import { carryOutRevision, recoverOverpayment } from './carry-out-revision.js';
import type { Lookups } from './lookups.js';
import { matchBankAnswers } from './match-bank-answers.js';
import { banFraud, bookRecovered, openRecovery, openReduction } from './recover-money.js';
import { beginMovedDay, passDeadlines } from './pass-deadlines.js';
import { addClaimedIdentifiers, mergeIdentities } from './merge-identities.js';
import { promiseForward } from './promise-forward.js';
import { releaseTranche } from './release-tranche.js';
import { replaceAwards } from './replace-awards.js';
import { rollQueue } from './roll-queue.js';
import { setOffDebts } from './set-off.js';
import { settleLines } from './settle-lines.js';
import { takeOverCaps } from './take-over-caps.js';
import { transferBudget } from './transfer-budget.js';

/**
 * All process managers. One runner hands them every event in log order; that order is what lets set-off and batches rely on
 * everything earlier being done.
 */
export const processManagers = (
  executor: CommandExecutor,
  awards: Decider<AwardCommand, Award, AwardEvent>,
  lookups: Lookups,
  fingerprintOf: AccountFingerprint,
  rulebook: Rulebook,
): readonly Reaction[] => [
  takeOverCaps(executor),
  promiseForward(executor, awards, rulebook),
  releaseTranche(executor, awards, lookups),
  rollQueue(executor, awards),
  transferBudget(executor),
  carryOver(executor),
  setOffDebts(executor, awards, lookups),
  assembleBatch(executor, awards, lookups, fingerprintOf),
  matchBankAnswers(executor, lookups),
  settleLines(executor, awards),
  bookPayments(executor, awards),
  replaceAwards(executor, awards, lookups),
  openRecovery(executor, awards),
  openReduction(executor),
  banFraud(executor),
  banTeamLeader(executor),
  bookRecovered(executor, awards),
  beginMovedDay(executor),
  carryOutRevision(executor, awards),
  recoverOverpayment(executor),
  passDeadlines(executor, awards, lookups),
  addClaimedIdentifiers(executor),
  mergeIdentities(executor, lookups),
];
