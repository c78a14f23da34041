import { yuan } from '#kernel/money.js';
import { blockersOf, noticesOf } from './blockers.js';
import { weekOf } from './due-week.js';
import { businessDate } from '#kernel/business-date.js';

const released = {
  status: 'released',
  held: null,
  returnedAt: null,
  returnedReason: null,
  budgetLine: 'talent',
  budgetYear: 2024,
} as const;
const returned = {
  ...released,
  status: 'returned',
  returnedAt: '0000000000000020',
  returnedReason: 'AC04 账户已销户',
} as const;
const confirmedAt = (position: string | null) => ({ confirmedAt: position });

describe('what keeps a tranche from being paid', () => {
  it.each([
    [
      'nothing, when it is released and the account is confirmed',
      released,
      confirmedAt('0000000000000010'),
      [],
    ],
    ['a hold', { ...released, held: '核查中' }, confirmedAt('0000000000000010'), ['tranche.held']],
    [
      'an empty budget line',
      { ...released, status: 'queued' } as const,
      confirmedAt('0000000000000010'),
      ['budget.queued'],
    ],
    ['no confirmed account', released, confirmedAt(null), ['payee.no-confirmed-account']],
    ['a payee nobody registered', released, undefined, ['payee.no-confirmed-account']],
    [
      'a return, while the account is the old one',
      returned,
      confirmedAt('0000000000000010'),
      ['payee.account-not-corrected'],
    ],
    [
      'a return, after the account was corrected',
      returned,
      confirmedAt('0000000000000030'),
      ['tranche.to-be-released-again'],
    ],
    [
      'everything at once',
      { ...returned, held: '核查中' },
      confirmedAt(null),
      ['tranche.held', 'payee.no-confirmed-account', 'payee.account-not-corrected'],
    ],
  ])('%s', (_title, tranche, payee, codes) => {
    expect(blockersOf(tranche, payee).map(({ code }) => code)).toEqual(codes);
  });
});

it('a suspended award keeps each of its tranches from being paid, beside whatever else does', () => {
  const codes = (status: string) =>
    blockersOf({ ...released, held: '核查中' }, confirmedAt('1'), status).map(({ code }) => code);
  expect(codes('suspended')).toEqual(['award.suspended', 'tranche.held']);
  expect(codes('active')).toEqual(['tranche.held']);
});

describe('what whoever pays should know of the payee', () => {
  it('is nothing of one who owes nothing and is not banned', () => expect(noticesOf([], null)).toEqual([]));

  it('is what is owed in all cases together, and the last day of a ban', () => {
    const notices = noticesOf([yuan(30), yuan(12)], '2027-03-01');
    expect(notices.map(({ code }) => code)).toEqual(['payee.owes', 'payee.banned']);
    expect(notices[0]?.en).toBe('The payee owes 42.00 yuan in 2 recovery case(s)');
    expect(notices[1]?.zh).toBe('收款人至 2027-03-01 不得申请新的资助');
  });
});

describe('the week a tranche is due in (ISO 8601)', () => {
  it.each([
    ['2024-01-01', '2024-W01'],
    ['2024-12-29', '2024-W52'],
    ['2024-12-30', '2025-W01'],
    ['2027-01-03', '2026-W53'],
  ])('%s is in %s', (date, week) => expect(weekOf(businessDate(date))).toBe(week));
});
