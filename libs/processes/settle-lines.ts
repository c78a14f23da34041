import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { Decider } from '#kernel/decider.js';
import { accountHolderOf } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import {
  type LineRejected,
  type LineReturned,
  type LineSettled,
  WHOLE_FILE_ENTRY_NO,
} from '#payments/batches/batches.events.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { Award } from '#programmes/award/award.js';
import type { Reaction } from '#reactions/reaction.js';
import { stepsOf } from './steps.js';

/**
 * Tells the award what the bank said of its line. Money that did not arrive blocks the account it was sent to: it can be
 * paid again only after somebody corrects the account and somebody else confirms it. A refusal of the whole file says nothing
 * of any account.
 */
export const settleLines = (
  executor: CommandExecutor,
  awards: Decider<AwardCommand, Award, AwardEvent>,
): Reaction => ({
  name: 'settle-lines',
  types: ['LineSettled', 'LineRejected', 'LineReturned'],
  handle: async (stored) => {
    const { type, data } = decode<LineSettled | LineRejected | LineReturned>(stored);
    const steps = stepsOf(executor, stored);
    const {
      award,
      trancheNo,
      attempt,
      netFen: amountFen,
      happenedOn,
      bankReference,
      reasonCode,
      reason,
    } = data;
    const batch = stored.stream;
    if (type === 'LineSettled') {
      await steps.order(awards, award, {
        type: 'RecordPayment',
        trancheNo,
        attempt,
        batch,
        amountFen,
        paidOn: happenedOn,
        bankReference,
      });
      return;
    }
    const wasPaid = type === 'LineReturned' && data.wasSettled;
    await steps.order(awards, award, {
      type: 'RecordReturn',
      trancheNo,
      attempt,
      batch,
      amountFen,
      wasPaid,
      reasonCode,
      reason,
      on: happenedOn,
    });
    if (data.source.entryNo === WHOLE_FILE_ENTRY_NO) return;
    await steps.order(partyDecider, await accountHolderOf(executor, data.payee), {
      type: 'BlockAccount',
      accountId: data.accountId,
      reasonCode: reasonCode ?? 'unknown',
      reason: reason ?? '',
      cause: data.lineId,
    });
  },
});
