import { differentPeople } from '#access/different-people.js';
import type { Actor } from '#kernel/actor.js';
import { addDays, addYears, type BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { revokedWithTier } from './green-card.js';
import type { PartyEvent } from './parties.events.js';
import { latestRecognition, type RegisteredParty } from './party-state.js';
import type { TalentTier } from './talent.events.js';

/** A recognition counts for five years; the day before the fifth anniversary is the last. */
const RECOGNISED_YEARS = 5;

export interface ApplyForTier {
  readonly type: 'ApplyForTier';
  readonly tier: TalentTier;
  readonly appliedOn: BusinessDate;
  readonly basis: string;
  readonly actor: Actor;
}

/** The caller counts the working days: `endsOn` is the last day of the notice. */
export interface PubliciseTier {
  readonly type: 'PubliciseTier';
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly actor: Actor;
}

export interface RefuseTier {
  readonly type: 'RefuseTier';
  readonly reason: string;
  readonly actor: Actor;
}

/** Ends an application; without one it records what another body recognised, by the number of its document. */
export interface RecogniseTier {
  readonly type: 'RecogniseTier';
  readonly tier: TalentTier;
  readonly from: BusinessDate;
  readonly basis: string;
  /** Compared with who entered the application. */
  readonly actor?: Actor;
}

export interface RevokeTier {
  readonly type: 'RevokeTier';
  readonly revokedOn: BusinessDate;
  readonly reason: string;
}

/** Given by the timer once `until` is past. */
export interface ExpireTier {
  readonly type: 'ExpireTier';
  readonly until: BusinessDate;
  readonly on: BusinessDate;
}

export const applyForTier = (command: ApplyForTier, state: RegisteredParty): Decision<PartyEvent> => {
  const { tier, appliedOn, basis, actor } = command;
  if (state.profile.kind !== 'person') return reject(notAPerson());
  if (state.tierApplication) return reject(applicationOpen());
  return accept({ type: 'TierApplied', data: { tier, appliedOn, basis, by: actor.id } });
};

export const publiciseTier = (command: PubliciseTier, state: RegisteredParty): Decision<PartyEvent> => {
  const { tierApplication } = state;
  const { startsOn, endsOn, actor } = command;
  if (!tierApplication) return reject(noApplication());
  if (tierApplication.publicity) return reject(alreadyPublicised(tierApplication.publicity.endsOn));
  const { tier } = tierApplication;
  return accept({ type: 'TierPublicised', data: { tier, startsOn, endsOn, by: actor.id } });
};

export const refuseTier = ({ reason, actor }: RefuseTier, state: RegisteredParty): Decision<PartyEvent> => {
  if (!state.tierApplication) return reject(noApplication());
  const { tier } = state.tierApplication;
  return accept({ type: 'TierApplicationRefused', data: { tier, reason, by: actor.id } });
};

/** A new recognition takes the place of the earlier one, also when that has not expired (an upgrade, JX24-7.1). */
export const recogniseTier = (command: RecogniseTier, state: RegisteredParty): Decision<PartyEvent> => {
  const { tier, from, basis, actor } = command;
  if (state.profile.kind !== 'person') return reject(notAPerson());
  const latest = latestRecognition(state);
  if (latest?.tier === tier && latest.from === from) return reject(alreadyRecognised(tier, from));
  const refusal = applicationFault(command, state);
  if (refusal) return reject(refusal);
  const { tierApplication } = state;
  const same =
    actor && tierApplication && differentPeople(actor, [{ act: 'tier.apply', by: tierApplication.by }]);
  if (same) {
    const data = { by: actor.id, reasonCode: same.code };
    return reject(same, { type: 'TierRecognitionRefused', data });
  }
  const until = addDays(addYears(from, RECOGNISED_YEARS), -1);
  const publicisedUntil = tierApplication?.publicity?.endsOn;
  const data = { tier, from, until, basis, ...(publicisedUntil && { publicisedUntil }) };
  return accept({ type: 'TierRecognised', data });
};

/** What is applied for here is recognised after its publicity, and nothing else meanwhile. */
const applicationFault = (
  { tier, from }: RecogniseTier,
  { tierApplication }: RegisteredParty,
): Refusal | undefined => {
  if (!tierApplication) return undefined;
  if (tierApplication.tier !== tier) return otherTierApplied(tierApplication.tier);
  if (!tierApplication.publicity) return notPublicised();
  const { endsOn } = tierApplication.publicity;
  return from <= endsOn ? publicityRuns(endsOn) : undefined;
};

/** The card goes with the tier. */
export const revokeTier = (command: RevokeTier, state: RegisteredParty): Decision<PartyEvent> => {
  const { revokedOn, reason } = command;
  const latest = latestRecognition(state);
  if (!latest) {
    return reject(refuse('tier.not-recognised', '没有可撤销的人才层次', 'There is no tier to revoke'));
  }
  return accept<PartyEvent>(
    { type: 'TierRevoked', data: { tier: latest.tier, revokedOn, reason } },
    ...revokedWithTier(state, revokedOn, reason),
  );
};

/** A timer may fire late or twice, and after another recognition took the place of this one: then nothing expires. */
export const expireTier = ({ until, on }: ExpireTier, state: RegisteredParty): Decision<PartyEvent> => {
  const recognition = latestRecognition(state);
  const isThisEnd = recognition?.until === until && !recognition.expired && on > until;
  return isThisEnd ? accept({ type: 'TierExpired', data: { tier: recognition.tier, until } }) : accept();
};

const notAPerson = (): Refusal =>
  refuse('tier.not-a-person', '人才层次只认定个人', 'A talent tier is recognised for persons only', {
    clause: 'JX24-7.1',
  });

const alreadyRecognised = (tier: TalentTier, from: BusinessDate): Refusal =>
  refuse(
    'tier.already-recognised',
    '同一层次自同一日起已认定',
    'This tier is already recognised from this day',
    { facts: { tier, from } },
  );

const applicationOpen = (): Refusal =>
  refuse('tier.application-open', '已有正在办理的人才层次申请', 'An application for a tier is still open');

const noApplication = (): Refusal =>
  refuse('tier.no-application', '没有正在办理的人才层次申请', 'There is no open application for a tier');

const PUBLICITY = { clause: 'decision 24' } as const;

const alreadyPublicised = (endsOn: BusinessDate): Refusal =>
  refuse('tier.already-publicised', `已公示，至${endsOn}止`, `The notice is out and runs until ${endsOn}`, {
    ...PUBLICITY,
    facts: { endsOn },
  });

const otherTierApplied = (tier: TalentTier): Refusal =>
  refuse(
    'tier.other-tier-applied',
    `正在办理的申请为其他层次：${tier}`,
    `The open application is for another tier: ${tier}`,
    { pointer: '/tier', facts: { tier } },
  );

const notPublicised = (): Refusal =>
  refuse('tier.not-publicised', '该申请尚未公示', 'The application has not been publicised', PUBLICITY);

const publicityRuns = (endsOn: BusinessDate): Refusal =>
  refuse(
    'tier.publicity-running',
    `公示至${endsOn}期满，自次日起方可认定`,
    `Publicity runs until ${endsOn}; the tier is recognised from the next day on`,
    { ...PUBLICITY, pointer: '/from', facts: { endsOn } },
  );
