import type { JsonObject } from '#kernel/fen-json.js';
import { orThrow } from '#kernel/refusal.js';
import { compareBooks } from './compare-books.js';
import { loadPolicyFiles } from './load-policy-files.js';
import { checkPolicyBook, parsePolicyBook } from './policy-book.js';

const shipped = (await loadPolicyFiles()).find(({ book }) => book === 'JX24') as JsonObject;
type Draft = {
  version: number;
  measures: { id: string; entitlement: { tiers: { amountYuan: string }[] } }[];
};

/** The shipped book, changed in place. */
const revised = (change: (draft: Draft) => void): JsonObject => {
  const draft = structuredClone(shipped) as unknown as Draft;
  draft.version = 2;
  change(draft);
  return draft as unknown as JsonObject;
};
const measureIn = (draft: Draft, id: string) => {
  const found = draft.measures.find((measure) => measure.id === id);
  if (!found) throw new Error(id);
  return found;
};
const before = orThrow(parsePolicyBook(shipped));

describe('two versions of a book', () => {
  it('differ in the parameters that were changed, each with its path and both values', () => {
    const raised = revised((draft) => {
      const [classA] = measureIn(draft, 'JX24-1.2').entitlement.tiers;
      if (classA) classA.amountYuan = '6000000.00';
    });
    const { measures, book } = compareBooks(before, orThrow(parsePolicyBook(raised)));
    expect(measures).toEqual([
      {
        measure: 'JX24-1.2',
        title: expect.objectContaining({ en: 'Elite-leader plan, start-up project' }) as object,
        change: 'changed',
        differences: [
          {
            path: '/entitlement/tiers/A/amountYuan',
            before: '5000000.00',
            after: '6000000.00',
            zh: '/entitlement/tiers/A/amountYuan：由 5000000.00 改为 6000000.00',
            en: '/entitlement/tiers/A/amountYuan: from 5000000.00 to 6000000.00',
          },
        ],
      },
    ]);
    expect(book.map(({ path }) => path)).toEqual(['/version']);
  });

  it('differ in measures that only one of them has', () => {
    const shorter = revised((draft) => {
      draft.measures = draft.measures.filter(({ id }) => id !== 'JX24-14.4');
    });
    const after = orThrow(parsePolicyBook(shorter));
    expect(compareBooks(before, after).measures).toMatchObject([{ measure: 'JX24-14.4', change: 'removed' }]);
    expect(compareBooks(after, before).measures).toMatchObject([{ measure: 'JX24-14.4', change: 'added' }]);
  });
});

describe('the check of a draft', () => {
  it('names every fault with its pointer, not only the first', () => {
    const broken = revised((draft) => {
      for (const tier of measureIn(draft, 'JX24-1.2').entitlement.tiers) tier.amountYuan = 'much';
    });
    const checked = checkPolicyBook(broken);
    const index = (broken as unknown as Draft).measures.findIndex(({ id }) => id === 'JX24-1.2');
    expect('faults' in checked && checked.faults.map(({ pointer }) => pointer)).toEqual(
      [0, 1, 2].map((tier) => `/measures/${index}/entitlement/tiers/${tier}/amountYuan`),
    );
  });
});
