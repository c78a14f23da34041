import { startOfBusiness } from '#clock/business-time.js';
import { CLOCK_STREAM, clockDecider } from '#clock/clock.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { SYSTEM } from '#kernel/actor.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { derivedUuid } from '#kernel/ids.js';
import { RefusalError } from '#kernel/refusal.js';
import type { Registers } from './registers.js';
import type { Settings } from './settings.js';

/** Starts the business clock once per log: on the configured day outside production, as the wall clock in it. */
export const startClock = async (
  executor: CommandExecutor,
  registers: Registers,
  settings: Settings,
): Promise<void> => {
  const wallNow = instant(new Date().toISOString());
  const at = settings.isProduction ? wallNow : startOfBusiness(businessDate(settings.TRANCHE_CLOCK_START));
  const commandId = derivedUuid('start-clock', wallNow);
  const outcome = await executor.execute(
    clockDecider,
    CLOCK_STREAM,
    { type: 'StartClock', at, wallNow, production: settings.isProduction },
    { commandId, actor: SYSTEM, now: at, correlationId: commandId, causationId: null },
  );
  if (outcome.refusal) throw new RefusalError(outcome.refusal);
  await registers.refresh();
};
