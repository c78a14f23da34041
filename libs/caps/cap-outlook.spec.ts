import { yuan } from '#kernel/money.js';
import { evolveCap, unusedCap } from './cap-account.js';
import { capOutlook, type CapMet, type FutureTranche } from './cap-outlook.js';
import { capDecider, capStream } from './caps.js';

const words = { title: { zh: '上限', en: 'Cap' }, clause: 'JX24-4.1' };
const ofAmount = (capKey: string, limit: number): CapMet => ({
  capKey,
  subject: 'P1',
  window: 'lifetime',
  ...words,
  limit: { kind: 'amount', limitFen: yuan(limit) },
  year: null,
});
const ofYears: CapMet = { ...ofAmount('a.years', 0), limit: { kind: 'years', limitYears: 3 }, year: 2024 };
const tranche = (trancheNo: number, amount: number, ...capClaims: CapMet[]): FutureTranche => ({
  trancheNo,
  amountFen: yuan(amount),
  capClaims,
});
const about = { award: 'quote', measure: 'JX24-4.1' };

/** An account from which another award took so much. */
const usedBy = (cap: CapMet, amount: number, year: number | null = null) => {
  const { capKey: _key, subject: _subject, window: _window, ...request } = cap;
  const { events } = capDecider.decide(
    {
      type: 'ReserveCap',
      ...request,
      year,
      reservationId: 'x',
      measure: 'JX24-4.1',
      award: 'x',
      trancheNo: 1,
      requestedFen: yuan(amount),
    },
    unusedCap(),
  );
  return new Map([[capStream(cap), events.reduce(evolveCap, unusedCap())]]);
};

describe('what caps would leave of a quote', () => {
  it('says what is left and cuts to it: 500,000 of which 420,000 are used leave 80,000 of 100,000', () => {
    const cap = ofAmount('a.person', 500_000);
    const outlook = capOutlook([tranche(1, 100_000, cap)], about, usedBy(cap, 420_000));
    expect(outlook.touched).toMatchObject([
      {
        usedFen: yuan(420_000),
        leftFen: yuan(80_000),
        requestedFen: yuan(100_000),
        grantedFen: yuan(80_000),
      },
    ]);
    expect(outlook.grantedFen.get(1)).toBe(yuan(80_000));
  });

  it('lets an earlier tranche use up what a later one then lacks, with the words of the refusal', () => {
    const cap = ofAmount('a.person', 100);
    const outlook = capOutlook([tranche(1, 100, cap), tranche(2, 50, cap)], about, new Map());
    expect([...outlook.grantedFen]).toEqual([
      [1, yuan(100)],
      [2, 0n],
    ]);
    expect(outlook.touched[1]?.refusal?.code).toBe('cap.exhausted');
  });

  it('gives back what a later cap does not leave, so that the next tranche finds it', () => {
    const [wide, narrow] = [ofAmount('a.wide', 100), ofAmount('a.narrow', 30)];
    const outlook = capOutlook([tranche(1, 80, wide, narrow), tranche(2, 80, wide)], about, new Map());
    expect([...outlook.grantedFen.values()]).toEqual([yuan(30), yuan(70)]);
  });

  it('counts the years that are left of three (decision 8)', () => {
    const outlook = capOutlook([tranche(1, 10, ofYears)], about, usedBy(ofYears, 5, 2023));
    expect(outlook.touched).toMatchObject([
      { yearsUsed: [2023], leftYears: 2, leftFen: null, refusal: null },
    ]);
  });

  it('asks nothing for a tranche whose amount is not known', () => {
    const cap = ofAmount('a.person', 100);
    const outlook = capOutlook([{ trancheNo: 1, amountFen: null, capClaims: [cap] }], about, new Map());
    expect(outlook.touched).toMatchObject([{ leftFen: yuan(100), requestedFen: 0n, refusal: null }]);
    expect(outlook.grantedFen.get(1)).toBeNull();
  });
});
