import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import type { Decider } from '#kernel/decider.js';
import { shortId } from '#kernel/ids.js';
import { sumFen } from '#kernel/money.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { OverpaymentFound } from '#programmes/award/revised.events.js';
import type { Reaction } from '#reactions/reaction.js';
import { recoveryDecider } from '#recovery/recovery.js';
import type { ItemOutcome, PackagePartApproved, RevisionItem } from '#revisions/revision.events.js';
import { type DraftedPackage, itemNoOf, revisionDecider } from '#revisions/revision.js';
import { type Steps, stepsOf } from './steps.js';

type AwardDecider = Decider<AwardCommand, Award, AwardEvent>;

/**
 * Carries out one part of an approved package: every item is put to its award, which refuses what is no longer as it was when the
 * list was made. A part that has its outcomes is left alone, so that an item refused once is never carried out later.
 */
export const carryOutRevision = (executor: CommandExecutor, awards: AwardDecider): Reaction => ({
  name: 'carry-out-revision',
  types: ['PackagePartApproved'],
  handle: async (stored) => {
    const { revision, part } = decode<PackagePartApproved>(stored).data;
    const { state } = await executor.load(revisionDecider, revision);
    assert(state.status !== 'none', 'A part of a package that was never drafted');
    if (state.outcomes.has(part)) return;
    const steps = stepsOf(executor, stored);
    const outcomes: ItemOutcome[] = [];
    for (const [index, item] of (state.parts[part] ?? []).entries())
      outcomes.push(await carryOut(steps, awards, state, item, itemNoOf(part, index)));
    await steps.order(revisionDecider, revision, { type: 'RecordPart', part, outcomes });
  },
});

const carryOut = async (
  steps: Steps,
  awards: AwardDecider,
  { draft, approvedBy }: DraftedPackage,
  { award, measure: _measure, payee: _payee, kind, ...item }: RevisionItem,
  itemNo: number,
): Promise<ItemOutcome> => {
  assert(approvedBy !== null, 'A package is carried out after its approval');
  const { revision, policyVersion: toVersion, draftedBy } = draft;
  const type = kind === 'top-up' ? 'AddTopUp' : 'ClaimBackOverpayment';
  const caseId = `recovery-${shortId(revision, itemNo)}`;
  const command = { type, ...item, revision, itemNo, toVersion, draftedBy, approvedBy, caseId } as const;
  const { events, refusal } = await steps.ask(awards, award, command, itemNo);
  if (refusal) {
    const { code, zh, en } = refusal;
    return { itemNo, outcome: 'refused', code, zh, en };
  }
  const added = events.find((event) => event.type === 'TopUpAdded');
  return added
    ? { itemNo, outcome: 'top-up-added', trancheNo: added.data.plan.trancheNo }
    : { itemNo, outcome: 'recovery-found', caseId };
};

/** Whoever drafted the package found the money; somebody else still has to demand it. */
export const recoverOverpayment = (executor: CommandExecutor): Reaction => ({
  name: 'recover-overpayment',
  types: ['OverpaymentFound'],
  handle: async (stored) => {
    const {
      award,
      revised,
      caseId,
      payee: debtor,
      derivation,
      parts,
    } = decode<OverpaymentFound>(stored).data;
    await stepsOf(executor, stored).order(recoveryDecider, caseId, {
      type: 'OpenCase',
      caseId,
      award,
      debtor,
      ground: 'revision',
      amountFen: sumFen(parts.map(({ amountFen }) => amountFen)),
      derivation,
      items: parts,
      foundBy: revised.draftedBy,
      foundOn: stored.effectiveOn,
    });
  },
});
