import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import { noAccount, payableAccount } from '#parties/payable-account.js';
import { accountHolderOf } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { AccountFingerprint } from '#personal-data/personal-data.js';
import {
  attemptOf,
  type BatchLine,
  type LeftOut,
  type TrancheAttempt,
} from '#payments/batches/batch-line.js';
import { batchDecider } from '#payments/batches/batches.js';
import { type HoldBoard, holdBoard, refuseHeld } from '#payments/holds/what-holds-stop.js';
import type {
  BatchDrafted,
  BatchRejected,
  CandidatesAdded,
  LineRemoved,
  LinesReleased,
} from '#payments/batches/batches.events.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import { type Award, isGranted, trancheOf } from '#programmes/award/award.js';
import type { Reaction } from '#reactions/reaction.js';
import { heldSubjectOf } from './held-subject.js';
import type { Lookups } from './lookups.js';
import { severalAtOnce } from './several-at-once.js';
import { type Steps, stepsOf } from './steps.js';

type AwardDecider = Decider<AwardCommand, Award, AwardEvent>;

/**
 * Takes the candidates of a drafted batch in, part by part and several at once. The award decides whether its tranche is free, so a tranche is in one
 * batch at a time whoever else drafts; who is not free, or has no account to be paid to, is left out with the reason.
 */
export const assembleBatch = (
  executor: CommandExecutor,
  awards: AwardDecider,
  lookups: Lookups,
  fingerprintOf: AccountFingerprint,
): Reaction => ({
  name: 'assemble-batch',
  types: ['BatchDrafted', 'CandidatesAdded', 'LineRemoved', 'BatchRejected', 'LinesReleased'],
  handle: async (stored) => {
    const steps = stepsOf(executor, stored);
    if (stored.type === 'BatchDrafted' || stored.type === 'CandidatesAdded') {
      await lookups.at(stored.position);
      const on = stored.effectiveOn;
      const holds = await holdBoard(
        await lookups.holdsInForce(on, stored.position),
        lookups.openTranchesUnder,
      );
      return assemble({ executor, steps, awards, holds, on, fingerprintOf }, stored);
    }
    const { data } = decode<LineRemoved | BatchRejected | LinesReleased>(stored);
    const lines: readonly TrancheAttempt[] = 'lines' in data ? data.lines : [data];
    await severalAtOnce(lines, (line) => takeOut(steps, awards, stored.stream, line, data.reason));
  },
});

interface Desk {
  readonly executor: CommandExecutor;
  readonly steps: Steps;
  readonly awards: AwardDecider;
  readonly holds: HoldBoard;
  /** The day of the draft. */
  readonly on: BusinessDate;
  readonly fingerprintOf: AccountFingerprint;
}

const assemble = async (desk: Desk, stored: StoredEvent): Promise<void> => {
  const { data } = decode<BatchDrafted | CandidatesAdded>(stored);
  const part = 'part' in data ? data.part : 0;
  const { state } = await desk.executor.load(batchDecider, data.batch);
  // Answered before a crash: what came since, a hold or a blocked account, must not take a line of the batch out behind its back.
  if (state.status !== 'assembling' || state.parts[part]?.answered) return;
  const answers = await severalAtOnce(data.candidates, (candidate) => takeIn(desk, data.batch, candidate));
  const lines = answers.filter((answer): answer is BatchLine => !isLeftOut(answer));
  const leftOut = answers.filter(isLeftOut);
  await desk.steps.order(batchDecider, data.batch, { type: 'ConfirmAssembly', part, lines, leftOut });
};

const isLeftOut = (answer: BatchLine | LeftOut): answer is LeftOut => 'code' in answer;

const stepOf = ({ award, trancheNo, attempt }: TrancheAttempt): string => `${award}/${trancheNo}/${attempt}`;

const takeIn = async (desk: Desk, batch: string, candidate: TrancheAttempt): Promise<BatchLine | LeftOut> => {
  const { steps, awards } = desk;
  const held = await heldBy(desk, candidate);
  const taken =
    held === undefined &&
    (await steps.ask(
      awards,
      candidate.award,
      { type: 'PutInBatch', ...attemptOf(candidate), batch },
      stepOf(candidate),
    ));
  if (taken && taken.refusal) return leftOutFor(candidate, taken.refusal);
  const line = taken ? await lineOf(desk, taken.state, candidate, batch) : held;
  if (line && !isRefusal(line)) return line;
  const refusal = line ?? noAccount();
  // Also a held one may be in: it was taken in before a crash, and held since.
  await takeOut(steps, awards, batch, candidate, refusal.code);
  return leftOutFor(candidate, refusal);
};

const leftOutFor = (candidate: TrancheAttempt, { code, zh, en }: Refusal): LeftOut => ({
  ...attemptOf(candidate),
  code,
  zh,
  en,
});

/** What holds of any scope say of a candidate. */
const heldBy = async (
  { executor, awards, holds }: Desk,
  { award, trancheNo }: TrancheAttempt,
): Promise<Refusal | undefined> => {
  if (holds.isEmpty) return undefined;
  const { state } = await executor.load(awards, award);
  const subject = heldSubjectOf(award, state, trancheNo);
  return subject && refuseHeld(holds.stopping(subject));
};

/** The bank quotes this id back; it is derived, so the same attempt can never have two. */
export const lineIdOf = ({ award, trancheNo, attempt }: TrancheAttempt): string =>
  `${award.slice(-12)}-${trancheNo}-${attempt}`;

const lineOf = async (
  { executor, fingerprintOf, on }: Desk,
  award: Award,
  candidate: TrancheAttempt,
  batch: string,
): Promise<BatchLine | Refusal | undefined> => {
  assert(isGranted(award), 'A tranche without an award');
  const tranche = trancheOf(award, candidate.trancheNo);
  // Handed over again, a tranche that had no account was taken out already, whatever happened to it and to the account since.
  if (tranche?.status !== 'in-batch' || tranche.batch !== batch) return undefined;
  const attempt = tranche.attempts.find((one) => one.attempt === candidate.attempt);
  assert(attempt, 'A batched tranche without a release');
  const { plan, claimedBy, verifiedBy, releasedBy } = tranche;
  const holder = await accountHolderOf(executor, plan.payee);
  const { state: payee } = await executor.load(partyDecider, holder);
  const account = payableAccount(payee, { on, basicOnly: plan.basicAccount === true });
  if (isRefusal(account)) return account;
  const fingerprint = await fingerprintOf(plan.payee, account.account);
  assert(fingerprint !== undefined, `${plan.payee} is forgotten and has an account in use`);
  return {
    lineId: lineIdOf(candidate),
    award: candidate.award,
    trancheNo: candidate.trancheNo,
    attempt: candidate.attempt,
    payee: plan.payee,
    account: { accountId: account.accountId, ...account.account, fingerprint },
    grossFen: attempt.grantedFen,
    setOffFen: attempt.setOffFen,
    netFen: attempt.grantedFen - attempt.setOffFen,
    purpose: `${award.application.measure} ${plan.title.zh}`,
    involved: [...new Set([claimedBy, verifiedBy, releasedBy, account.proposedBy])],
  };
};

const takeOut = (steps: Steps, awards: AwardDecider, batch: string, line: TrancheAttempt, reason: string) =>
  steps.ask(
    awards,
    line.award,
    { type: 'TakeOutOfBatch', trancheNo: line.trancheNo, attempt: line.attempt, batch, reason },
    stepOf(line),
  );
