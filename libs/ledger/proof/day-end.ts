import { accept, type Decider, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';
import type { DayEndProved } from './day-end.events.js';

/** Proofs of all days, one after the other. */
export const PROOFS_STREAM = 'ledger-proofs';

export type ProveDayEnd = { readonly type: 'ProveDayEnd' } & DayEndProved['data'];

export interface ProofsState {
  /** Where the log ended at the last proof. */
  readonly position: string;
}

/** A proof is on record whatever it found; what it may not be is older than the one before it. */
export const dayEndDecider: Decider<ProveDayEnd, ProofsState, DayEndProved> = {
  initialState: () => ({ position: '' }),
  evolve: (_state, { data }) => ({ position: data.position }),
  decide: ({ type: _type, ...data }, { position }) =>
    data.position < position ? reject(overtaken(position)) : accept({ type: 'DayEndProved', data }),
};

const overtaken = (position: string) =>
  refuse(
    'ledger.proof-overtaken',
    `已有更新的日终核对（至日志位置 ${position}）`,
    `A later proof, up to position ${position}, is on record already`,
    { facts: { position } },
  );
