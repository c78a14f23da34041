import type { Actor } from '#kernel/actor.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { ACT_WORDS } from './act-words.js';
import type { Act } from './duties.js';

/** What somebody did earlier in the history of the same payment. `by` is the user's id. */
export interface EarlierAct {
  readonly act: Act;
  readonly by: string;
}

/**
 * Refuses a person who already did one of the earlier acts, whatever role they act in now; there is no exception for
 * anyone. The first such act is named.
 */
export const differentPeople = (
  actor: Pick<Actor, 'id'>,
  earlier: readonly EarlierAct[],
): Refusal | undefined => {
  const own = earlier.find(({ by }) => by === actor.id);
  if (!own) return undefined;
  const { zh, en } = ACT_WORDS[own.act];
  return refuse(
    'duty.same-person',
    `此步骤须由他人办理：“${zh}”已由您本人办理`,
    `Somebody else has to do this: you ${en} yourself`,
    { clause: 'promise 4', facts: { by: actor.id, earlierAct: own.act } },
  );
};
