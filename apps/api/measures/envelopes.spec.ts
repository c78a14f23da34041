import { businessDate } from '#kernel/business-date.js';
import { orThrow } from '#kernel/refusal.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import type { BusinessDay } from '../http/business-day.js';
import { EnvelopesController } from './envelopes.controller.js';

const books = (await loadPolicyFiles()).map((content) => orThrow(parsePolicyBook(content)));
const register = {
  list: () => books.map((book) => ({ book, supersededFrom: null })),
} as unknown as PolicyRegister;
const today = { today: () => businessDate('2024-06-01') } as unknown as BusinessDay;
const controller = new EnvelopesController(register, today);

interface Listed {
  readonly on: string;
  readonly items: readonly { readonly id: string }[];
}

describe('what the books set aside and give beside money', () => {
  it('lists the envelopes of a place with amounts in yuan (source 003)', () => {
    const { on, items } = controller.envelopes({ jurisdiction: 'pinghu' }) as Listed;
    expect(on).toBe('2024-06-01');
    expect(items.map(({ id }) => id)).toEqual(['PH-ENV-1', 'PH-ENV-2', 'PH-ENV-3', 'PH-ENV-4', 'PH-ENV-5']);
    expect(items[1]).toMatchObject({
      sizeYuan: '165000000.00',
      plannedYuan: '79000000.00',
      paidYuan: '13000000.00',
      policyVersion: 'PH03@1',
    });
  });

  it('lists the entitlements, the talent card among them (source 000)', () => {
    const { items } = controller.entitlements({}) as Listed;
    expect(items.map(({ id }) => id)).toContain('000-green-card');
  });

  it('lists nothing of a book before its first day', () => {
    const { items } = controller.envelopes({ on: businessDate('2016-12-31') }) as Listed;
    expect(items).toEqual([]);
  });
});
