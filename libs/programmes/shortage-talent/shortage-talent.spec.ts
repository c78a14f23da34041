import { fenOf, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, person, specOf } from '../kinds/measure-spec.js';
import { shortageTalentRules } from './shortage-talent.rules.js';

const month = (name: string, amount = '500.00', insurance = 'social') => ({
  month: name,
  insurance,
  personalShareFen: fenOf(amount),
});

describe('social insurance of shortage talents (JX24-3.1)', () => {
  const spec = specOf(shortageTalentRules, 'JX24-3.1', { person: person() });
  const award = spec.award({ managedFrom: '2022-03-15' });
  const claim = (trancheNo: number, ...insuranceMonths: readonly ReturnType<typeof month>[]) =>
    spec.fix(award, trancheNo, { insuranceMonths }, '2026-01-10');

  it('runs for 36 months over the calendar years they touch', () => {
    expect(award.tranches.map(({ windowYear }) => windowYear)).toEqual([2022, 2023, 2024, 2025]);
    const january = spec.award({ managedFrom: '2022-01-31' });
    expect(january.tranches.map(({ windowYear }) => windowYear)).toEqual([2022, 2023, 2024]);
  });

  it('repays the personal share of social insurance in full, and nothing of commercial insurance', () => {
    const fixed = claim(
      1,
      month('2022-03', '500.01'),
      month('2022-04'),
      month('2022-05', '900.00', 'commercial'),
    );
    expect(yuanOf(orThrow(fixed).requestedFen)).toBe('1000.01');
  });

  it.each([
    ['the month of entry counts', 1, ['2022-03'], undefined],
    ['the month before does not', 1, ['2022-02'], 'claim.item-outside-period'],
    ['the 36th month counts', 4, ['2025-02'], undefined],
    ['the 37th does not', 4, ['2025-03'], 'claim.item-outside-period'],
    ['a month of another year', 1, ['2023-01'], 'claim.item-outside-year'],
    ['a month twice', 1, ['2022-03', '2022-04', '2022-03'], 'claim.month-twice'],
  ])('%s', (_, trancheNo, months, code) => {
    expect(codeOf(claim(trancheNo, ...months.map((name) => month(name))))).toBe(code);
  });

  it('refuses a month that has not come, and a year of commercial insurance only', () => {
    const early = spec.fix(award, 1, { insuranceMonths: [month('2022-12')] }, '2022-11-30');
    expect(codeOf(early)).toBe('claim.item-in-future');
    expect(codeOf(claim(1, month('2022-03', '1.00', 'commercial')))).toBe('claim.nothing-to-pay');
  });
});
