import { beginningOf, dayDecider, DAYS_STREAM } from '#clock/day.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { type Clock, today } from '#kernel/clock.js';
import { messageOf } from '#reactions/backoff.js';

const LOOK_EVERY_MS = 1_000;

/**
 * Puts the beginning of each business day on record. It only wakes others up: what is due, and that it passed, is in the log. Every
 * worker does it, because a day begins once however many say so.
 * @returns how to stop.
 */
export const beginDays = (
  executor: CommandExecutor,
  clock: Clock,
  log: (line: string) => void,
): (() => Promise<void>) => {
  let begun: BusinessDate | undefined;
  let looking = Promise.resolve();
  let isLooking = false;

  const look = async (): Promise<void> => {
    const day = today(clock);
    if (day === begun) return;
    try {
      await executor.execute(
        dayDecider,
        DAYS_STREAM,
        { type: 'BeginDay', day },
        beginningOf(day, clock.now(), null),
      );
      begun = day;
    } catch (error) {
      log(`The beginning of ${day} is not on record yet: ${messageOf(error)}`);
    }
  };

  const lookUnlessLooking = (): void => {
    if (isLooking) return;
    isLooking = true;
    looking = look().finally(() => (isLooking = false));
  };
  lookUnlessLooking();
  const timer = setInterval(lookUnlessLooking, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
};
