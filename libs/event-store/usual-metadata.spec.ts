import { sampleEvent } from './sample-events.js';
import { usualMetadataIn } from './usual-metadata.js';

const { metadata } = sampleEvent('usual', {});

describe('Metadata read without a parser', () => {
  it.each([
    ['of a person', metadata],
    ['of a reaction, under a policy', { ...metadata, causationId: 'event-1', policyVersion: 'JX24@1' }],
    ['that look like JSON', { ...metadata, correlationId: "a,b:{c}'[d]" }],
  ])('are those that were written: %s', (_which, written) => {
    const usual = usualMetadataIn(JSON.stringify(written));
    expect(usual?.parsed()).toEqual(written);
    expect(usual?.covered).toBe(
      `"actor":${JSON.stringify(written.actor)},"commandId":${JSON.stringify(written.commandId)}`,
    );
  });

  it.each([
    ['an escape', JSON.stringify({ ...metadata, commandId: 'a"b' })],
    ['a letter that is not ASCII', JSON.stringify({ ...metadata, actor: { id: '王', role: 'auditor' } })],
    ['a character JSON does not allow', JSON.stringify(metadata).replace('wang', 'wa\nng')],
    [
      'something more in the actor',
      JSON.stringify({ ...metadata, actor: { ...metadata.actor, session: '1' } }),
    ],
    ['a refusal', JSON.stringify({ ...metadata, refusal: {} })],
    ['another order', JSON.stringify(Object.fromEntries(Object.entries(metadata).reverse()))],
    ['a second actor', `${JSON.stringify(metadata).slice(0, -1)},"actor":{"id":"li","role":"auditor"}}`],
    ['a space', `${JSON.stringify(metadata)} `],
  ])('are left to the parser with %s', (_what, text) => {
    expect(usualMetadataIn(text)).toBeUndefined();
  });
});
