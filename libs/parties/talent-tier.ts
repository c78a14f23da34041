import { addDays, addYears, type BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';
import type { PartyBanned, PartyEvent, TalentTier } from './parties.events.js';
import type { RegisteredParty } from './party-state.js';

/** A recognition counts for five years; the day before the fifth anniversary is the last. */
const RECOGNISED_YEARS = 5;

export interface RecogniseTier {
  readonly type: 'RecogniseTier';
  readonly tier: TalentTier;
  readonly from: BusinessDate;
  readonly basis: string;
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

/** Decision 27: three years after fraud; the caller computes the last day. */
export type ImposeBan = { readonly type: 'ImposeBan' } & PartyBanned['data'];

/** A new recognition takes the place of the earlier one, also when that has not expired (an upgrade, JX24-7.1). */
export const recogniseTier = (command: RecogniseTier, state: RegisteredParty): Decision<PartyEvent> => {
  const { tier, from, basis } = command;
  if (state.profile.kind !== 'person') {
    return reject(
      refuse('tier.not-a-person', '人才层次只认定个人', 'A talent tier is recognised for persons only', {
        clause: 'JX24-7.1',
      }),
    );
  }
  if (state.recognition?.tier === tier && state.recognition.from === from) {
    return reject(
      refuse(
        'tier.already-recognised',
        '同一层次自同一日起已认定',
        'This tier is already recognised from this day',
        {
          facts: { tier, from },
        },
      ),
    );
  }
  const until = addDays(addYears(from, RECOGNISED_YEARS), -1);
  return accept({ type: 'TierRecognised', data: { tier, from, until, basis } });
};

export const revokeTier = (command: RevokeTier, state: RegisteredParty): Decision<PartyEvent> => {
  const { revokedOn, reason } = command;
  if (!state.recognition) {
    return reject(refuse('tier.not-recognised', '没有可撤销的人才层次', 'There is no tier to revoke'));
  }
  return accept({ type: 'TierRevoked', data: { tier: state.recognition.tier, revokedOn, reason } });
};

/** A timer may fire late or twice, and after another recognition took the place of this one: then nothing expires. */
export const expireTier = ({ until, on }: ExpireTier, state: RegisteredParty): Decision<PartyEvent> => {
  const { recognition } = state;
  const isThisEnd = recognition?.until === until && !recognition.expired && on > until;
  return isThisEnd ? accept({ type: 'TierExpired', data: { tier: recognition.tier, until } }) : accept();
};

/** Two causes are two bans, and the longer one counts; the same cause bans once. */
export const imposeBan = (
  { type: _type, ...ban }: ImposeBan,
  state: RegisteredParty,
): Decision<PartyEvent> => {
  if (ban.until < ban.from) {
    return reject(
      refuse('ban.ends-before-it-begins', '限制期止日早于起日', 'The ban ends before it begins', {
        clause: 'decision 27',
        pointer: '/until',
        facts: { from: ban.from, until: ban.until },
      }),
    );
  }
  const known = state.bans.find(({ cause }) => cause === ban.cause);
  if (!known) return accept({ type: 'PartyBanned', data: ban });
  if (known.from === ban.from && known.until === ban.until) return accept();
  return reject(
    refuse(
      'ban.imposed-otherwise',
      '同一事由已作出期限不同的限制决定',
      'The same cause already led to a ban with other days',
      {
        clause: 'decision 27',
        pointer: '/until',
        facts: { cause: known.cause, from: known.from, until: known.until },
      },
    ),
  );
};
