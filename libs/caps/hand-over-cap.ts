import { assert } from '#kernel/assert.js';
import { accept, type Decision } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { type CapState, reservationOf } from './cap-account.js';
import type { CapCarriedOver, CapEvent, CapHandedOver } from './caps.events.js';

/** The subject is somebody else by now: whatever comes for this account is for `to`. */
export type HandOverCap = { readonly type: 'HandOverCap' } & CapHandedOver['data'];
export type CarryOverCap = { readonly type: 'CarryOverCap' } & CapCarriedOver['data'];

/** An account that was never used has nothing to hand over, and one that did has nothing left. */
export const handOverCap = ({ type: _type, ...data }: HandOverCap, state: CapState): Decision<CapEvent> =>
  state.status === 'in-use' ? accept({ type: 'CapHandedOver', data }) : accept();

/** What was granted is a fact, also above the limit. Handed over twice it counts once. */
export const carryOverCap = ({ type: _type, ...data }: CarryOverCap, state: CapState): Decision<CapEvent> => {
  const balances = data.balances.filter(({ reservationId }) => !reservationOf(state, reservationId));
  if (balances.length === 0) return accept();
  assert(
    state.status !== 'in-use' || state.limitKind === data.limitKind,
    'A cap account counts in one way, always the same',
  );
  return accept({ type: 'CapCarriedOver', data: { ...data, balances } });
};

/** Code of the refusal whose fact `to` names the account to use. */
export const CAP_HANDED_OVER = 'cap.handed-over';

export const handedOver = (to: string): Refusal =>
  refuse(CAP_HANDED_OVER, `该额度账户已并入 ${to}`, `This cap account was carried over to ${to}`, {
    clause: 'practice E55',
    facts: { to },
  });
