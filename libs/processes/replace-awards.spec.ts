import { capFigures } from '#caps/cap-account.js';
import { capDecider } from '#caps/caps.js';
import { yuan } from '#kernel/money.js';
import type { PartySnapshot } from '#programmes/award/application.js';
import { sampleLife, shippedRulebook } from './sample-life.js';
import { appropriate, sampleOffice } from './sample-office.js';

const person: PartySnapshot = { party: 'party-PERSON', kind: 'person', tier: 'high-end', ageOnSelection: 45 };
const enterprise: PartySnapshot = { party: 'party-ENTERPRISE', kind: 'enterprise' };
const RENT = 'housing-RENTRENTRENT';
const HOME = 'housing-HOMEHOMEHOME';
const LOW = 'elite-leader-CCCCCCCCCCCC';
const HIGH = 'elite-leader-BBBBBBBBBBBB';

describe.each([
  ['each event once', false],
  ['each event twice', true],
])('An award that takes the place of another, %s', (_how, redeliver) => {
  const open = async () => {
    const office = sampleOffice({ redeliver, rulebook: shippedRulebook });
    for (const line of ['JX-HOUSING', 'JX-ELITE-LEADER'])
      for (const year of [2026, 2029]) await appropriate(office, 20_000_000, 'D', year, line);
    return { office, ...sampleLife(office) };
  };
  const rent = { housingTier: 'provincial', rentedFrom: '2020-03-01' };
  const home = { housingTier: 'provincial', boughtOn: '2024-01-01' };

  it('E39 pays a home of 800,000 less four rent years of 50,000 and cancels the rest of the rent (decision 20)', async () => {
    const { grant, paid, award } = await open();
    await grant(RENT, 'JX24-18.2', { person }, rent);
    for (const no of [1, 2, 3, 4]) await paid(RENT, no);
    await grant(HOME, 'JX24-18.1', { person }, home);
    const rented = await award(RENT);
    expect(rented).toMatchObject({ status: 'completed', replacedBy: HOME });
    expect(rented.tranches.map(({ status }) => status)).toEqual([
      ...Array<string>(4).fill('paid'),
      ...Array<string>(6).fill('cancelled'),
    ]);
    // Five parts of 160,000 each; 200,000 of rent count against the 800,000.
    const parts: bigint[] = [];
    for (const no of [1, 2, 3, 4]) parts.push(await paid(HOME, no, {}, '2029-02-02'));
    expect(parts).toEqual([160_000, 160_000, 160_000, 120_000].map(yuan));
  });

  it('gives caps and budget back what a rent year held that waited for the bank', async () => {
    const { office, grant, release, tranche } = await open();
    await grant(RENT, 'JX24-18.2', { person }, rent);
    await release(RENT, 1);
    const used = async () =>
      capFigures((await office.executor.load(capDecider, 'cap-housing.person-party-PERSON-lifetime')).state)
        .usedFen;
    expect(await used()).toBe(yuan(50_000));
    await grant(HOME, 'JX24-18.1', { person }, home);
    expect(await tranche(RENT, 1)).toMatchObject({ status: 'cancelled' });
    expect(await used()).toBe(0n);
  });

  it('lets a payment that is with the bank go on, and nets it', async () => {
    const { give, grant, release, pay, paid, award } = await open();
    await grant(RENT, 'JX24-18.2', { person }, rent);
    await release(RENT, 1);
    await give(RENT, { type: 'PutInBatch', trancheNo: 1, attempt: 1, batch: 'batch-1' });
    await grant(HOME, 'JX24-18.1', { person }, home);
    expect((await award(RENT)).tranches.slice(0, 2)).toMatchObject([
      { status: 'in-batch' },
      { status: 'cancelled' },
    ]);
    await give(RENT, { type: 'TakeOutOfBatch', trancheNo: 1, attempt: 1, batch: 'batch-1', reason: 'x' });
    expect(await pay(RENT, 1)).toBe(yuan(50_000));
    expect(await award(RENT)).toMatchObject({ status: 'completed' });
    const parts: bigint[] = [];
    for (const no of [1, 2, 3, 4, 5]) parts.push(await paid(HOME, no, {}, '2029-02-02'));
    expect(parts).toEqual([160_000, 160_000, 160_000, 160_000, 110_000].map(yuan));
  });

  it('leaves the rent of somebody else alone', async () => {
    const { grant, award } = await open();
    await grant(RENT, 'JX24-18.2', { person: { ...person, party: 'party-OTHER' } }, rent);
    await grant(HOME, 'JX24-18.1', { person }, home);
    expect(await award(RENT)).toMatchObject({ status: 'approved' });
  });

  it('E10 pays a project that rises from C to B 3,000,000 less the 800,000 paid; what C still owed is cancelled (decision 110)', async () => {
    const { grant, paid, assess, award } = await open();
    const parties = { person, enterprise };
    await grant(LOW, 'JX24-1.2', parties, { class: 'C', selectedOn: '2022-05-01' });
    expect(await paid(LOW, 1)).toBe(yuan(800_000));
    await grant(HIGH, 'JX24-1.2', parties, { class: 'B', selectedOn: '2023-12-01' });
    expect(await award(LOW)).toMatchObject({ status: 'completed', replacedBy: HIGH });
    const parts = [await paid(HIGH, 1)];
    await assess(HIGH, 'midterm');
    parts.push(await paid(HIGH, 2));
    await assess(HIGH, 'final-acceptance');
    parts.push(await paid(HIGH, 3));
    expect(parts).toEqual([1_200_000, 900_000, 100_000].map(yuan));
  });

  it('does not let a lower class take the place of a higher one', async () => {
    const { grant, award } = await open();
    const parties = { person, enterprise };
    await grant(HIGH, 'JX24-1.2', parties, { class: 'B', selectedOn: '2022-05-01' });
    await grant(LOW, 'JX24-1.2', parties, { class: 'C', selectedOn: '2023-12-01' });
    expect(await award(HIGH)).toMatchObject({ status: 'approved' });
  });

  it('E10 pays salary years before the rise under the old class and later ones under the new (decision 110)', async () => {
    const { grant, paid, award } = await open();
    const parties = { person, enterprise };
    const pay = (payYear: number) => ({ payYear, paidSalaryFen: yuan(2_000_000) });
    await grant(LOW, 'JX24-1.3', parties, { class: 'C', selectedOn: '2022-05-01' });
    await grant(HIGH, 'JX24-1.3', parties, { class: 'B', selectedOn: '2023-12-01' });
    expect((await award(LOW)).tranches.map(({ status }) => status)).toEqual([
      'planned',
      ...Array<string>(4).fill('cancelled'),
    ]);
    expect(await paid(LOW, 1, pay(2022))).toBe(yuan(400_000));
    expect(await paid(HIGH, 1, pay(2023))).toBe(yuan(600_000));
    expect(await award(LOW)).toMatchObject({ status: 'completed' });
  });

  it('shows nothing left where nothing had been paid: the right has lapsed', async () => {
    const { grant, award } = await open();
    await grant(RENT, 'JX24-18.2', { person }, rent);
    await grant(HOME, 'JX24-18.1', { person }, home);
    expect(await award(RENT)).toMatchObject({ status: 'lapsed', replacedBy: HOME });
  });
});
