import { given } from '#kernel/decider-spec.js';
import { fold } from '#kernel/decider.js';
import { yuan } from '#kernel/money.js';
import { capFigures } from './cap-account.js';
import { capDecider, capStream, type ReserveCap } from './caps.js';
import type { CapEvent } from './caps.events.js';

const STATION = { zh: '博士后站建站补助', en: 'postdoc station grant' };

const ask = (
  reservationId: string,
  requested: number,
  limit: number,
  over: Partial<ReserveCap> = {},
): ReserveCap => ({
  type: 'ReserveCap',
  reservationId,
  measure: 'JX24-14.4',
  clause: 'JX24-14.4',
  year: null,
  requestedFen: yuan(requested),
  limit: { kind: 'amount', limitFen: yuan(limit) },
  award: `award-${reservationId}`,
  trancheNo: 1,
  title: STATION,
  ...over,
});

const reserved = (
  { type: _type, ...request }: ReserveCap,
  granted: number,
  usedBefore = 0,
  yearsBefore: number[] = [],
): CapEvent => ({
  type: 'CapReserved',
  data: {
    ...request,
    usedBeforeFen: yuan(usedBefore),
    yearsBefore,
    grantedFen: yuan(granted),
    takenOver: false,
  },
});

const consumed = (reservationId: string, amount: number): CapEvent => ({
  type: 'CapConsumed',
  data: { reservationId, amountFen: yuan(amount), cause: 'payment-1' },
});
const released = (reservationId: string, amount: number): CapEvent => ({
  type: 'CapReleased',
  data: { reservationId, amountFen: yuan(amount), reason: 'award ended' },
});
const restored = (reservationId: string, amount: number): CapEvent => ({
  type: 'CapRestored',
  data: { reservationId, amountFen: yuan(amount), reason: 'returned payment' },
});

it('names an account by cap, subject and window', () => {
  expect(capStream({ capKey: 'overseas-engineer.person-year', subject: 'party-7K', window: '2024' })).toBe(
    'cap-overseas-engineer.person-year-party-7K-2024',
  );
});

describe('a cap on money', () => {
  it.each([
    ['the whole request while the cap has room', 200_000, 300_000, 200_000],
    ['exactly the limit', 300_000, 300_000, 300_000],
    ['only the limit when more is asked', 300_001, 300_000, 300_000],
  ])('grants %s', (_rule, requested, limit, granted) => {
    const request = ask('r1', requested, limit);
    given(capDecider).when(request).then(reserved(request, granted));
  });

  it('grants an upgraded station the difference, base 200,000 then station 300,000 (JX24-14.4, decision 14)', () => {
    const station = ask('station', 300_000, 300_000);
    given(capDecider, [reserved(ask('base', 200_000, 200_000), 200_000), consumed('base', 200_000)])
      .when(station)
      .then(reserved(station, 100_000, 200_000));
  });

  it('refuses when nothing is left, and keeps the attempt on record', () => {
    const { type: _type, ...request } = ask('r2', 1, 300_000);
    const refusal = given(capDecider, [reserved(ask('r1', 300_000, 300_000), 300_000)])
      .when({ type: 'ReserveCap', ...request })
      .thenRefused('cap.exhausted', {
        type: 'CapExhausted',
        data: { ...request, usedBeforeFen: yuan(300_000), yearsBefore: [], refusedWith: 'cap.exhausted' },
      });
    expect(refusal).toMatchObject({
      clause: 'JX24-14.4',
      facts: { limitYuan: '300000.00', usedYuan: '300000.00', requestedYuan: '1.00' },
    });
  });

  it('E39 refuses rent once a purchase was paid, and counts rent against a purchase (JX24-18.1, 18.2, decision 20)', () => {
    const rent = ask('rent', 50_000, 500_000, {
      measure: 'JX24-18.2',
      limit: { kind: 'amount', limitFen: yuan(500_000), excludedBy: ['JX24-18.1'] },
    });
    const purchase = ask('purchase', 160_000, 200_000, { measure: 'JX24-18.1' });
    const rented = [reserved(rent, 50_000), consumed('rent', 50_000)];
    given(capDecider, rented)
      .when(purchase)
      .then(reserved(purchase, 150_000, 50_000));
    const { type: _type, ...again } = { ...rent, reservationId: 'rent-2' };
    given(capDecider, [...rented, reserved(purchase, 150_000, 50_000)])
      .when({ type: 'ReserveCap', ...again })
      .thenRefused('cap.other-choice-made', {
        type: 'CapExhausted',
        data: {
          ...again,
          usedBeforeFen: yuan(200_000),
          yearsBefore: [],
          refusedWith: 'cap.other-choice-made',
        },
      });
  });

  it('grants nothing under a limit that was lowered below what is used', () => {
    const { type: _type, ...request } = ask('r2', 10, 250_000);
    given(capDecider, [reserved(ask('r1', 300_000, 300_000), 300_000)])
      .when({ type: 'ReserveCap', ...request })
      .thenRefused('cap.exhausted', {
        type: 'CapExhausted',
        data: { ...request, usedBeforeFen: yuan(300_000), yearsBefore: [], refusedWith: 'cap.exhausted' },
      });
  });

  it.each([
    ['released', [released('r1', 120)], 120],
    ['paid and then returned', [consumed('r1', 300), restored('r1', 80)], 80],
    [
      'partly paid, rest released, part recovered',
      [consumed('r1', 200), released('r1', 100), restored('r1', 50)],
      150,
    ],
  ])('gives money that was %s to the next request', (_rule, history, free) => {
    const next = ask('r2', 300, 300);
    given(capDecider, [reserved(ask('r1', 300, 300), 300), ...history])
      .when(next)
      .then(reserved(next, free, 300 - free));
  });

  it.each([0n, -1n])('refuses a request of %s fen', (requestedFen) => {
    given(capDecider)
      .when(ask('r1', 1, 1, { requestedFen }))
      .thenRefused('cap.nothing-requested');
  });

  it('refuses a second reservation under the same id', () => {
    given(capDecider, [reserved(ask('r1', 1, 300), 1)])
      .when(ask('r1', 1, 300))
      .thenRefused('cap.reservation-exists');
  });
});

describe('a reservation', () => {
  const granted = reserved(ask('r1', 500, 300), 300);

  it('is paid in parts up to what was granted, not what was asked', () => {
    given(capDecider, [granted, consumed('r1', 100)])
      .when({ type: 'ConsumeCap', reservationId: 'r1', amountFen: yuan(200), cause: 'payment-1' })
      .then(consumed('r1', 200));
    const refusal = given(capDecider, [granted, consumed('r1', 100)])
      .when({ type: 'ConsumeCap', reservationId: 'r1', amountFen: yuan(200) + 1n, cause: 'payment-1' })
      .thenRefused('cap.consumed-above-reserved');
    expect(refusal.facts).toEqual({ amountYuan: '200.01', reservedYuan: '200.00' });
  });

  it('releases all that is not paid when no amount is given', () => {
    given(capDecider, [granted, consumed('r1', 100)])
      .when({ type: 'ReleaseCap', reservationId: 'r1', amountFen: null, reason: 'award ended' })
      .then(released('r1', 200));
  });

  it('has nothing to release when all is paid', () => {
    given(capDecider, [granted, consumed('r1', 300)])
      .when({ type: 'ReleaseCap', reservationId: 'r1', amountFen: null, reason: 'award ended' })
      .then();
  });

  it('never releases what is paid', () => {
    given(capDecider, [granted, consumed('r1', 100)])
      .when({ type: 'ReleaseCap', reservationId: 'r1', amountFen: yuan(201), reason: 'award ended' })
      .thenRefused('cap.released-above-reserved');
  });

  it('restores what came back, never more than was paid', () => {
    const history = [granted, consumed('r1', 100), restored('r1', 60)];
    given(capDecider, history)
      .when({ type: 'RestoreCap', reservationId: 'r1', amountFen: yuan(40), reason: 'returned payment' })
      .then(restored('r1', 40));
    given(capDecider, history)
      .when({ type: 'RestoreCap', reservationId: 'r1', amountFen: yuan(41), reason: 'returned payment' })
      .thenRefused('cap.restored-above-paid');
  });

  it('does not pay money again that came back; a new payment reserves anew', () => {
    given(capDecider, [granted, consumed('r1', 300), restored('r1', 300)])
      .when({ type: 'ConsumeCap', reservationId: 'r1', amountFen: 1n, cause: 'payment-1' })
      .thenRefused('cap.consumed-above-reserved');
  });

  it.each([
    { type: 'ConsumeCap', reservationId: 'r9', amountFen: 1n, cause: 'payment-1' },
    { type: 'ReleaseCap', reservationId: 'r9', amountFen: null, reason: 'award ended' },
    { type: 'RestoreCap', reservationId: 'r9', amountFen: 1n, reason: 'returned payment' },
  ] as const)('is unknown to $type under an id that was never granted', (command) => {
    given(capDecider, [granted]).when(command).thenRefused('cap.unknown-reservation');
  });
});

describe("the engineer's three-year counter (JX24-4.1, PH03-1, decisions 4 and 8)", () => {
  const ask3 = (reservationId: string, year: number, requested: number, measure = 'JX24-4.1'): ReserveCap =>
    ask(reservationId, requested, 0, {
      measure,
      clause: 'JX24-4.1',
      year,
      limit: { kind: 'years', limitYears: 3 },
      title: { zh: '海外工程师年薪资助年限', en: 'overseas engineer years' },
    });
  const threeYears = [2022, 2023, 2024].map((year, index) =>
    reserved(ask3(`r${year}`, year, 100), 100, 0, [2022, 2023, 2024].slice(0, index)),
  );

  it('refuses a fourth year, naming the counter, the limit and the years used', () => {
    const { type: _type, ...request } = ask3('r2025', 2025, 100);
    const refusal = given(capDecider, threeYears)
      .when({ type: 'ReserveCap', ...request })
      .thenRefused('cap.years-used-up', {
        type: 'CapExhausted',
        data: {
          ...request,
          usedBeforeFen: 0n,
          yearsBefore: [2022, 2023, 2024],
          refusedWith: 'cap.years-used-up',
        },
      });
    expect(refusal.facts).toEqual({ limitYears: 3, yearsUsed: '2022,2023,2024', year: 2025 });
    expect(refusal.zh).toContain('海外工程师年薪资助年限');
  });

  it('adds a second employer of a year that counts already', () => {
    const request = ask3('second-employer', 2024, 70);
    given(capDecider, threeYears)
      .when(request)
      .then(reserved(request, 70, 100, [2022, 2023, 2024]));
  });

  it('frees a year whose money was released before it was paid', () => {
    const request = ask3('r2025', 2025, 100);
    given(capDecider, [...threeYears, released('r2023', 100)])
      .when(request)
      .then(reserved(request, 100, 0, [2022, 2024]));
  });

  it('keeps a year of which only a part came back', () => {
    const { type: _type, ...request } = ask3('r2025', 2025, 100);
    given(capDecider, [...threeYears, consumed('r2023', 100), restored('r2023', 99)])
      .when({ type: 'ReserveCap', ...request })
      .thenRefused('cap.years-used-up', {
        type: 'CapExhausted',
        data: {
          ...request,
          usedBeforeFen: 0n,
          yearsBefore: [2022, 2023, 2024],
          refusedWith: 'cap.years-used-up',
        },
      });
  });

  it('E11 pays the higher measure the difference when the lower was first: 300 paid, 500 asked, 200 granted', () => {
    const request = ask3('city', 2024, 500, 'JX24-4.1');
    given(capDecider, [reserved(ask3('pinghu', 2024, 300, 'PH03-1'), 300), consumed('pinghu', 300)])
      .when(request)
      .then(reserved(request, 200, 300, [2024]));
  });

  it.each([
    ['lower', 499],
    ['equal', 500],
  ])('pays a %s second measure nothing', (_rule, requested) => {
    const { type: _type, ...request } = ask3('pinghu', 2024, requested, 'PH03-1');
    const refusal = given(capDecider, [reserved(ask3('city', 2024, 500), 500)])
      .when({ type: 'ReserveCap', ...request })
      .thenRefused('cap.higher-already-paid', {
        type: 'CapExhausted',
        data: {
          ...request,
          usedBeforeFen: yuan(500),
          yearsBefore: [2024],
          refusedWith: 'cap.higher-already-paid',
        },
      });
    expect(refusal.facts).toMatchObject({ otherMeasuresYuan: '500.00', year: 2024 });
  });

  it('compares measures within one year only', () => {
    const request = ask3('pinghu', 2025, 100, 'PH03-1');
    given(capDecider, [reserved(ask3('city', 2024, 500), 500)])
      .when(request)
      .then(reserved(request, 100, 0, [2024]));
  });

  it('counts years, not money, in its figures', () => {
    expect(capFigures(fold(capDecider, [...threeYears, consumed('r2022', 60)]))).toEqual({
      reservedFen: yuan(240),
      paidFen: yuan(60),
      recoveredFen: 0n,
      usedFen: yuan(300),
      years: [2022, 2023, 2024],
    });
  });
});

describe('a cap on the same cost under several measures (decision 26)', () => {
  const salary = (id: string, year: number, requested: number, measure: string): ReserveCap =>
    ask(id, requested, 0, { measure, year, limit: { kind: 'higher-of' }, clause: 'decision 26' });

  it('E7 pays the higher of two measures for the pay of a year, in whatever number of years', () => {
    const earlier = [2021, 2022, 2023, 2024].map((year) =>
      reserved(salary(`r${year}`, year, 450, 'JX24-4.1'), 450),
    );
    const request = salary('elite', 2024, 1000, 'JX24-1.3');
    // 450 is paid under the lower measure, so the higher one adds 550.
    given(capDecider, earlier)
      .when(request)
      .then(reserved(request, 550, 450, [2021, 2022, 2023, 2024]));
  });

  it('pays nothing under the lower measure when the higher was paid', () => {
    const { type: _type, ...request } = salary('engineer', 2024, 500, 'JX24-4.1');
    given(capDecider, [reserved(salary('elite', 2024, 1000, 'JX24-1.3'), 1000)])
      .when({ type: 'ReserveCap', ...request })
      .thenRefused('cap.higher-already-paid', {
        type: 'CapExhausted',
        data: {
          ...request,
          usedBeforeFen: yuan(1000),
          yearsBefore: [2024],
          refusedWith: 'cap.higher-already-paid',
        },
      });
  });
});
