import { capDecider, capStream } from '#caps/caps.js';
import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { EarlierPaymentTakenOver } from '#programmes/award/take-over.events.js';
import type { Reaction } from '#reactions/reaction.js';
import { stepsOf } from './steps.js';

/** What was paid before this service counts against the caps of today: their opening balances. */
export const takeOverCaps = (executor: CommandExecutor): Reaction => ({
  name: 'take-over-caps',
  types: ['EarlierPaymentTakenOver'],
  handle: async (stored) => {
    const { data } = decode<EarlierPaymentTakenOver>(stored);
    const { award, trancheNo, amountFen: requestedFen, measure, voucher: cause } = data;
    const steps = stepsOf(executor, stored);
    for (const { capKey, subject, window, title, clause, limit, year } of data.capClaims) {
      const stream = capStream({ capKey, subject, window });
      const reservation = data.reservations.find(({ capStream: of }) => of === stream);
      if (!reservation) continue;
      const { reservationId } = reservation;
      const request = { reservationId, measure, clause, year, requestedFen, limit, award, trancheNo, title };
      await steps.order(capDecider, stream, { type: 'TakeOverCap', ...request, cause });
    }
  },
});
