import type { CapState } from '#caps/cap-account.js';
import { capOutlook } from '#caps/cap-outlook.js';
import { capDecider, capStream } from '#caps/caps.js';
import { fold } from '#kernel/decider.js';
import { type Fen, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { overseasEngineerRules } from './overseas-engineer.rules.js';
import { enterprise, person, shippedMeasure, specOfMeasure } from '../kinds/measure-spec.js';

const county = { ...shippedMeasure('PH03-1'), topsUp: 'JX24-4.1' };
const spec = specOfMeasure(overseasEngineerRules, county, { person: person(), employer: enterprise });
const engineer = {
  contractFrom: '2023-01-01',
  contractTo: '2023-12-31',
  employerForm: 'enterprise',
  selectionLevel: 'municipal',
  employerCounty: 'pinghu',
};
const year2023 = { payYear: 2023, paidSalaryFen: yuan(1_000_000) };

/** What the caps leave of 300,000 for the year 2023, when so much of it was paid for the same person under another measure. */
const granted = (measure: string, paidFen: Fen, topsUp: string | null = 'JX24-4.1'): string => {
  const own = specOfMeasure(
    overseasEngineerRules,
    { ...county, topsUp },
    { person: person(), employer: enterprise },
  );
  const { requestedFen, capClaims } = orThrow(own.fix(own.award(engineer), 1, year2023));
  const accounts = new Map<string, CapState>();
  for (const { capKey: _key, subject: _subject, window: _window, countsAs: _as, ...claim } of capClaims) {
    const command = {
      type: 'ReserveCap',
      ...claim,
      reservationId: 'before',
      measure,
      award: 'before',
      trancheNo: 1,
      requestedFen: paidFen,
    } as const;
    const { events } = capDecider.decide(command, capDecider.initialState());
    accounts.set(capStream({ capKey: _key, subject: _subject, window: _window }), fold(capDecider, events));
  }
  const outlook = capOutlook(
    [{ trancheNo: 1, amountFen: requestedFen, capClaims }],
    { award: 'W1', measure: county.id },
    accounts,
  );
  return yuanOf(outlook.grantedFen.get(1) ?? 0n);
};

describe('what a county adds to a measure of the city (decisions 8 and 26)', () => {
  it('counts as money of the city in every account', () => {
    const { capClaims } = orThrow(spec.fix(spec.award(engineer), 1, year2023));
    expect(capClaims.map(({ countsAs }) => countsAs)).toEqual(['JX24-4.1', 'JX24-4.1', 'JX24-4.1']);
  });

  it.each([
    ['is paid beside it, in the same one of three years', 'JX24-4.1', 150_000, 'JX24-4.1', '300000.00'],
    ['is cut at the 500,000 of both', 'JX24-4.1', 400_000, 'JX24-4.1', '100000.00'],
    [
      'is compared with a third measure: the higher, never both',
      'JX24-1.3',
      200_000,
      'JX24-4.1',
      '100000.00',
    ],
    [
      'is paid the difference where it is another measure: 300,000 less 150,000',
      'JX24-4.1',
      150_000,
      null,
      '150000.00',
    ],
  ])('%s', (_, measure, paid, topsUp, left) => {
    expect(granted(measure, yuan(paid), topsUp)).toBe(left);
  });
});
