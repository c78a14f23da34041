import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { Lookups } from './lookups.js';

interface SeenAward {
  readonly measure: string;
  readonly parties: readonly string[];
  isOver: boolean;
}

/** Which awards still run, as a fold over the log, for where no read model is at hand. */
export const seenRunningAwards = (): {
  see(stored: StoredEvent): void;
  readonly runningAwards: Lookups['runningAwards'];
} => {
  const awards = new Map<string, SeenAward>();
  return {
    see: (stored) => {
      const { type, data } = decode<AwardEvent>(stored);
      if (type === 'AwardApproved') {
        const { measure, parties } = data.application;
        const ids = Object.values(parties).map(({ party }) => party);
        awards.set(data.award, { measure, parties: ids, isOver: false });
      }
      const award = awards.get(stored.stream);
      if (!award) return;
      if (type === 'AwardTerminated' || type === 'AwardLapsed' || type === 'AwardCompleted')
        award.isOver = true;
      // A payment that came back, or a top-up, opens a complete award again.
      if ((type === 'TrancheReturned' && !data.afterTermination) || type === 'TopUpAdded')
        award.isOver = false;
    },
    runningAwards: (parties, measures) =>
      Promise.resolve(
        [...awards]
          .filter(([, one]) => !one.isOver && measures.includes(one.measure))
          .filter(([, one]) => one.parties.some((party) => parties.includes(party)))
          .map(([id]) => id)
          .sort(),
      ),
  };
};

/** The same of a log that is at hand as a whole. */
export const runningAwardsIn = (
  log: readonly StoredEvent[],
  ...asked: Parameters<Lookups['runningAwards']>
): ReturnType<Lookups['runningAwards']> => {
  const seen = seenRunningAwards();
  for (const stored of log) seen.see(stored);
  return seen.runningAwards(...asked);
};
