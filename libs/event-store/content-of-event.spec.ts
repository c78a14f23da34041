import { canonicalJson, sha256 } from '#kernel/content-hash.js';
import { contentHashOf } from './content-of-event.js';
import { sampleEvent } from './sample-events.js';

describe('The content hash of an event', () => {
  const event = sampleEvent('content', {
    amountFen: '45000000',
    note: '高层次人才 𠮷',
    b: 1,
    a: [true, null],
  });

  it('is SHA-256 over the canonical JSON of id, type, version, data, effectiveOn, actor and commandId', () => {
    const { id, type, version, data, effectiveOn, metadata } = event;
    const content = {
      id,
      type,
      version,
      data,
      effectiveOn,
      actor: metadata.actor,
      commandId: metadata.commandId,
    };
    expect(contentHashOf(event)).toBe(sha256(canonicalJson(content)));
  });

  it('ignores the order of keys', () => {
    const reordered = { ...event, data: Object.fromEntries(Object.entries(event.data).reverse()) };
    expect(contentHashOf(reordered)).toBe(contentHashOf(event));
  });

  it('ignores when and in which conversation it was written, because a retry is the same fact', () => {
    const later = {
      ...event.metadata,
      recordedAt: '2031-01-01T00:00:00.000Z' as never,
      correlationId: 'other',
    };
    expect(contentHashOf({ ...event, metadata: later })).toBe(contentHashOf(event));
  });

  it.each([
    ['data', { data: { ...event.data, amountFen: '45000001' } }],
    ['type', { type: 'TranchePaid' }],
    ['version', { version: 2 }],
    ['effectiveOn', { effectiveOn: '2024-01-03' as never }],
    ['actor', { metadata: { ...event.metadata, actor: { id: 'li', role: 'finance-checker' as const } } }],
    ['commandId', { metadata: { ...event.metadata, commandId: 'another' } }],
  ])('changes with %s', (_name, change) => {
    expect(contentHashOf({ ...event, ...change })).not.toBe(contentHashOf(event));
  });
});
