import { unreachable } from '#kernel/assert.js';
import { accept, type Decider, type DomainEvent } from '#kernel/decider.js';

/** What people decided about reactions and read models. Whoever has to obey reads it in the log, so every process learns of it. */
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

/** A read model is built anew beside the one that serves, to take its place or to be compared with it. */
export type ProjectionRebuildRequested = DomainEvent<
  'ProjectionRebuildRequested',
  { readonly projection: string; readonly purpose: 'switch' | 'compare'; readonly by: string }
>;

export type OperationsEvent = ParkedKeyRetried | ParkedEventSkipped | ProjectionRebuildRequested;

export type OperationsCommand =
  | ({ readonly type: 'RetryParkedKey' } & ParkedKeyRetried['data'])
  | ({ readonly type: 'SkipParkedEvent' } & ParkedEventSkipped['data'])
  | ({ readonly type: 'RequestRebuild' } & ProjectionRebuildRequested['data']);

/** Ids of skipped events. */
export type OperationsState = ReadonlySet<string>;

export const operationsDecider: Decider<OperationsCommand, OperationsState, OperationsEvent> = {
  initialState: () => new Set(),
  evolve: (skipped, { type, data }) =>
    type === 'ParkedEventSkipped' ? new Set([...skipped, data.eventId]) : skipped,
  decide: (command, skipped) => {
    switch (command.type) {
      case 'RetryParkedKey': {
        const { type: _type, ...data } = command;
        return accept({ type: 'ParkedKeyRetried', data });
      }
      case 'SkipParkedEvent': {
        const { type: _type, ...data } = command;
        return skipped.has(data.eventId) ? accept() : accept({ type: 'ParkedEventSkipped', data });
      }
      case 'RequestRebuild': {
        const { type: _type, ...data } = command;
        return accept({ type: 'ProjectionRebuildRequested', data });
      }
      default:
        return unreachable(command);
    }
  },
};
