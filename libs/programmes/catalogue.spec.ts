import { isRefusal, orThrow } from '#kernel/refusal.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { programmes, rulesFor } from './catalogue.js';

const measures = (await loadPolicyFiles()).flatMap((content) => orThrow(parsePolicyBook(content)).measures);

describe('the catalogue of programmes', () => {
  it('lists every programme once', () => {
    const names = programmes.map(({ programme }) => programme);
    expect(names).toHaveLength(15);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(measures.map(({ id, programme }) => [id, programme]))('has the rules of %s: %s', (_, programme) => {
    expect(rulesFor(programme ?? '')).toMatchObject({ programme });
  });

  it('refuses an unknown programme', () => {
    const answer = rulesFor('street-lights');
    expect(isRefusal(answer) && answer.code).toBe('programme.unknown');
  });
});
