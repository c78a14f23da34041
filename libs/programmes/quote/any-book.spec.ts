import fc from 'fast-check';
import { businessDate } from '#kernel/business-date.js';
import { isRefusal } from '#kernel/refusal.js';
import { arbitraryBook } from '#policy/arbitrary-book.js';
import { checkPolicyBook } from '#policy/policy-book.js';
import { rulesFor } from '../catalogue.js';
import { caseOf, claimsFor } from './arbitrary-case.js';
import { quote } from './quote.js';

const ON = businessDate('2026-02-02');
const LATER = businessDate('2046-01-05');

/** A book may be strange and still be read; whatever it says, it is a bug of the check when its rules break down over it. */
describe('a measure of any book that can be read', () => {
  it('quotes any application without breaking down', () => {
    let quoted = 0;
    fc.assert(
      fc.property(arbitraryBook(1), fc.infiniteStream(fc.nat()), (content, seeds) => {
        const checked = checkPolicyBook(content);
        if ('faults' in checked) return;
        for (const measure of checked.book.measures) {
          const rules = rulesFor(measure.programme);
          if (isRefusal(rules)) continue;
          const seed = Number(seeds.next().value);
          for (const given of fc.sample(caseOf(measure, ON), { numRuns: 6, seed })) {
            const request = { ...given, on: ON, claims: new Map() };
            const { tranches } = quote(rules, measure, request);
            quote(rules, measure, { ...request, claims: claimsFor(measure, given, tranches, LATER) });
            quoted += 1;
          }
        }
      }),
      { numRuns: 100 },
    );
    expect(quoted).toBeGreaterThan(50);
  });
});
