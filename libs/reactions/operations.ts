import { accept, type Decider, type DomainEvent } from '#kernel/decider.js';

/** What people decided about parked events. The runner reads it in the log like everything else, so every process learns of it. */
export const OPERATIONS_STREAM = 'operations-reactions';

/** The parked events of the key are tried again, in log order. */
export type ParkedKeyRetried = DomainEvent<
  'ParkedKeyRetried',
  { readonly key: string; readonly by: string; readonly reason: string | null }
>;

/** The consequences of the event will not happen by themselves; the others of its key go on. */
export type ParkedEventSkipped = DomainEvent<
  'ParkedEventSkipped',
  {
    readonly key: string;
    readonly eventId: string;
    readonly eventType: string;
    readonly stream: string;
    readonly by: string;
    readonly reason: string;
  }
>;

export type OperationsEvent = ParkedKeyRetried | ParkedEventSkipped;

export type OperationsCommand =
  | ({ readonly type: 'RetryParkedKey' } & ParkedKeyRetried['data'])
  | ({ readonly type: 'SkipParkedEvent' } & ParkedEventSkipped['data']);

/** Ids of skipped events. */
export type OperationsState = ReadonlySet<string>;

export const operationsDecider: Decider<OperationsCommand, OperationsState, OperationsEvent> = {
  initialState: () => new Set(),
  evolve: (skipped, { type, data }) =>
    type === 'ParkedEventSkipped' ? new Set([...skipped, data.eventId]) : skipped,
  decide: ({ type: _type, ...data }, skipped) => {
    if ('eventId' in data) {
      return skipped.has(data.eventId) ? accept() : accept({ type: 'ParkedEventSkipped', data });
    }
    return accept({ type: 'ParkedKeyRetried', data });
  },
};
