import { assert } from '#kernel/assert.js';
import { fold } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { capDecider, capStream, type CapAccount } from './caps.js';
import type { CapEvent, CapRequest } from './caps.events.js';

/** What a fixed tranche asks of one cap account. */
type Claim = CapAccount & Pick<CapRequest, 'title' | 'clause' | 'limit' | 'year'>;

interface Held {
  readonly stream: string;
  readonly grantedFen: Fen;
}

/** Cap accounts in memory, for specs that work through what a measure pays once something was paid before. */
export const sampleCapAccounts = () => {
  const history = new Map<string, readonly CapEvent[]>();
  let payments = 0;
  const ask = (stream: string, command: Parameters<typeof capDecider.decide>[0]) => {
    const before = history.get(stream) ?? [];
    const decision = capDecider.decide(command, fold(capDecider, before));
    history.set(stream, [...before, ...decision.events]);
    return decision;
  };

  /** What a cap granted more than a later one left is given back, as on release. */
  const giveBack = (held: readonly Held[], reservationId: string, leftFen: Fen): void => {
    for (const { stream, grantedFen } of held) {
      if (grantedFen === leftFen) continue;
      const amountFen = grantedFen - leftFen;
      ask(stream, { type: 'ReleaseCap', reservationId, amountFen, reason: 'another cap granted less' });
    }
  };

  /** Reserves and pays what the caps leave of a request, or says which of them refuses. */
  const pay = (measure: string, requestedFen: Fen, claims: readonly Claim[]): Fen | Refusal => {
    payments += 1;
    const reservationId = `payment-${payments}`;
    const held: Held[] = [];
    let amountFen = requestedFen;
    for (const { capKey, subject, window, ...claim } of claims) {
      const request = { ...claim, measure, reservationId, requestedFen: amountFen, award: reservationId };
      const stream = capStream({ capKey, subject, window });
      const { refusal, events } = ask(stream, { type: 'ReserveCap', ...request, trancheNo: 1 });
      if (refusal) {
        giveBack(held, reservationId, 0n);
        return refusal;
      }
      const reserved = events.find((event) => event.type === 'CapReserved');
      assert(reserved, 'A cap that does not refuse reserves');
      amountFen = reserved.data.grantedFen;
      held.push({ stream, grantedFen: amountFen });
    }
    giveBack(held, reservationId, amountFen);
    for (const { stream } of held)
      ask(stream, { type: 'ConsumeCap', reservationId, amountFen, cause: reservationId });
    return amountFen;
  };
  return { pay };
};
