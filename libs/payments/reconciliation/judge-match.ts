import type { Refusal } from '#kernel/refusal.js';
import { fold } from '#kernel/decider.js';
import type { BatchState } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import type { LineAnswer } from '#payments/batches/payment.js';

/**
 * What would become of an entry. `exact`: its payment takes it. `partial`: the id fits and the payment does not take it, with the
 * reason. `known`: it says nothing new. `unmatched`: no payment has the id.
 */
export type Match =
  | { readonly match: 'exact' | 'known'; readonly batch: string; readonly lineId: string }
  | { readonly match: 'partial'; readonly batch: string; readonly lineId: string; readonly problem: Refusal }
  | { readonly match: 'unmatched'; readonly batch: null; readonly lineId: string | null };

/** Decides as the batch would, and changes nothing; the state after it is for the next entry of the same file. */
export const judgeMatch = (
  state: BatchState,
  batch: string,
  lineId: string,
  answer: LineAnswer,
): { readonly judged: Match; readonly after: BatchState } => {
  const { events, refusal } = batchDecider.decide({ type: 'RecordLineAnswer', lineId, answer }, state);
  const after = fold({ ...batchDecider, initialState: () => state }, events);
  if (refusal) return { judged: { match: 'partial', batch, lineId, problem: refusal }, after };
  return { judged: { match: events.length > 0 ? 'exact' : 'known', batch, lineId }, after };
};
