import { businessDate, instant } from '#kernel/business-date.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { derivedUuid } from '#kernel/ids.js';
import type { NewEvent } from './envelope.js';

/** An event for specs of the store; the same name gives the same id. */
export const sampleEvent = (name: string, data: JsonObject = { name }): NewEvent => ({
  id: derivedUuid('sample', name),
  type: 'TrancheClaimed',
  version: 1,
  data,
  effectiveOn: businessDate('2024-01-02'),
  metadata: {
    recordedAt: instant('2024-01-02T01:00:00.000Z'),
    actor: { id: 'wang', role: 'finance-maker' },
    commandId: derivedUuid('command', name),
    commandHash: 'f'.repeat(64),
    correlationId: derivedUuid('correlation', name),
    causationId: null,
    policyVersion: 'JX24@1',
  },
});

export const sampleEvents = (name: string, count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => sampleEvent(`${name}/${index}`, { name, index }));

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
