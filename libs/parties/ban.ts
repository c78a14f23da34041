import { accept, type Decision, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';
import type { PartyBanned } from './ban.events.js';
import type { PartyEvent } from './parties.events.js';
import type { RegisteredParty } from './party-state.js';

/** Decision 27: three years after fraud; the caller computes the last day. */
export type ImposeBan = { readonly type: 'ImposeBan' } & PartyBanned['data'];

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
