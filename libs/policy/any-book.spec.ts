import fc from 'fast-check';
import { fold } from '#kernel/decider.js';
import { arbitraryBook } from './arbitrary-book.js';
import { policyDecider } from './policy.js';
import { checkPolicyBook } from './policy-book.js';

const CHINESE = /\p{Script=Han}/u;
const RUNS = 150;

describe('any book that somebody hands in', () => {
  it('is read, or every fault names its place and its rule in both languages (promise 12)', () => {
    fc.assert(
      fc.property(arbitraryBook(3), (content) => {
        const checked = checkPolicyBook(content);
        for (const { code, zh, en, pointer } of 'faults' in checked ? checked.faults : []) {
          expect(code).toMatch(/^policy\.(malformed|inconsistent)$/);
          expect(pointer).toMatch(/^(\/.*)?$/);
          expect(zh).toMatch(CHINESE);
          expect(en).toContain(pointer);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is drafted whole or not at all', () => {
    fc.assert(
      fc.property(arbitraryBook(2), (content) => {
        const book = typeof content['book'] === 'string' ? content['book'] : '?';
        const by = { id: 'olga', role: 'programme-officer' } as const;
        const { events, refusal } = policyDecider.decide(
          { type: 'DraftPolicy', book, content, by },
          policyDecider.initialState(),
        );
        const { versions } = fold(policyDecider, events);
        if (refusal) expect(events).toEqual([]);
        else expect(versions.get(Number(content['version']))).toMatchObject({ content, status: 'drafted' });
      }),
      { numRuns: RUNS },
    );
  });
});
