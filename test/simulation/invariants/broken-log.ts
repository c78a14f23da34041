import { contentHashOfRaw, streamHashOfRaw } from './log-order.js';
import type { RawData, RawEvent } from './raw-event.js';

/** An event of a log that is made by hand: stream, type, data, and the command when it matters. */
export type Told = readonly [stream: string, type: string, data?: RawData, commandId?: string];

/** A log with correct places, ids and hashes, so that only what is told in it can be wrong. */
export const logOf = (told: readonly Told[]): RawEvent[] => {
  const heads = new Map<string, RawEvent>();
  return told.map(([stream, type, data = {}, commandId], index) => {
    const before = heads.get(stream);
    const id = `event-${index}`;
    const metadata = {
      recordedAt: '2024-02-01T01:00:00.000Z',
      actor: { id: 'x', role: 'system' },
      commandId: commandId ?? `command-${index}`,
      commandHash: 'h',
    };
    const plain = {
      position: String(index + 1),
      stream,
      revision: (before?.revision ?? -1) + 1,
      id,
      type,
      version: 1,
      effectiveOn: '2024-02-01',
      data,
      metadata,
    };
    const contentHash = contentHashOfRaw(plain);
    const event = { ...plain, contentHash, streamHash: streamHashOfRaw(before?.streamHash, contentHash) };
    heads.set(stream, event);
    return event;
  });
};
