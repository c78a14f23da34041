import { businessDate } from '#kernel/business-date.js';
import { PAYEE } from '../testing/award-script.js';
import { CASE, sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { PersonStandingOf, PersonStandingOfHandler } from './person-standing.js';

const TODAY = businessDate('2024-06-01');
const RETENTION_YEARS = 10;
const LATER = 'party-LATER0000001';
const NOBODY = 'party-NOBODY000001';

describe('what stands against forgetting a person (promise 10)', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    const history = await sampleHistory();
    const known = { kind: 'person', bornOn: null, nationality: null, county: null } as const;
    for (const [party, value] of [
      [LATER, '110101199003070001'],
      [NOBODY, '110101199003070002'],
    ] as const) {
      const identifier = { kind: 'resident-id', value } as const;
      const data = { party, ...known, name: '张三', identifier };
      await history.write('2024-05-06', party, { type: 'PartyRegistered', data });
    }
    // The payee of the sample turns out to be the same person.
    const brought = { from: PAYEE, absorbed: [PAYEE], identifiers: [], bans: [], tier: null, card: null };
    await history.write('2024-05-07', LATER, { type: 'PartyAbsorbed', data: brought });
    await project(history.store, views.database);
  });
  afterAll(() => views.drop());

  const standingOf = (party: string, years = RETENTION_YEARS) =>
    new PersonStandingOfHandler(views.database).execute(new PersonStandingOf(party, TODAY, years));

  it('is every award, those that run, money on its way and what is still owed', async () => {
    expect(await standingOf(PAYEE)).toEqual({
      today: TODAY,
      // The last repayment came on 2024-04-01, after the one award that ended had ended on 2023-12-01.
      keptUntil: '2034-04-01',
      awards: ['sample-back', 'sample-new', 'sample-old'],
      runningAwards: ['sample-back', 'sample-new'],
      dueTranches: ['sample-back/1', 'sample-back/2', 'sample-new/2'],
      openCases: [CASE],
    });
  });

  it('counts the years of retention as they are set', async () => {
    expect((await standingOf(PAYEE, 30)).keptUntil).toBe('2054-04-01');
  });

  it('is also what stands against an identity that the person had before', async () => {
    expect(await standingOf(LATER)).toEqual(await standingOf(PAYEE));
  });

  it('is nothing for who never had an award', async () => {
    const nothing = { awards: [], runningAwards: [], dueTranches: [], openCases: [] };
    expect(await standingOf(NOBODY)).toEqual({ today: TODAY, keptUntil: null, ...nothing });
  });
});
