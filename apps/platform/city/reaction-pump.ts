import { decode } from '#event-store/decode.js';
import type { LogPosition, StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { precedenceOf } from '#processes/precedence.js';
import type { TrancheLifeEvent } from '#programmes/award/award.events.js';
import { isInterestedIn, type Reaction } from '#reactions/reaction.js';
import type { RecoveryDemanded } from '#recovery/recovery.events.js';
import { allOf } from './desk.js';

export interface ReactionPump {
  /** Lets the process managers finish everything that is under way. */
  settle(): Promise<void>;
  /** Of the last event that was seen. */
  readonly position: () => LogPosition | undefined;
  readonly seen: () => number;
}

/**
 * The process managers of the service over a log that nobody else writes: what belongs together is handled in log order, the rest at
 * once, so that hundreds of awards share a commit. The people of the city wait until all is settled, hence no batch is drafted, and no
 * debt demanded, while a release is under way.
 */
export const reactionPump = (
  store: EventStore,
  reactions: readonly Reaction[],
  see: (event: StoredEvent) => void,
  atOnce: number,
): ReactionPump => {
  let after: LogPosition | undefined;
  let seen = 0;

  const readNew = async (): Promise<readonly StoredEvent[]> => {
    const news: StoredEvent[] = [];
    for await (const event of store.readLog({ after })) {
      after = event.position;
      seen += 1;
      see(event);
      if (reactions.some((reaction) => isInterestedIn(reaction, event))) news.push(event);
    }
    return news;
  };

  const handle = async (event: StoredEvent): Promise<void> => {
    for (const reaction of reactions) if (isInterestedIn(reaction, event)) await reaction.handle(event);
  };

  const inOrder = async (lane: readonly StoredEvent[]): Promise<void> => {
    for (const event of lane) await handle(event);
  };

  return {
    position: () => after,
    seen: () => seen,
    settle: async () => {
      for (let news = await readNew(); news.length > 0; news = await readNew())
        await allOf(lanesOf(news), atOnce, inOrder);
    },
  };
};

const lanesOf = (events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] => {
  const lanes = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const key = laneOf(event);
    const lane = lanes.get(key) ?? [];
    lane.push(event);
    lanes.set(key, lane);
  }
  return [...lanes.values()];
};

/** Money for a party and its debts are matched one after the other; what else must not overtake the precedence says. */
const laneOf = (event: StoredEvent): string => {
  if (event.type === 'TrancheReleased')
    return decode<Extract<TrancheLifeEvent, { type: 'TrancheReleased' }>>(event).data.payee;
  if (event.type === 'RecoveryDemanded') return decode<RecoveryDemanded>(event).data.debtor;
  return precedenceOf(event).holds[0] ?? event.stream;
};
