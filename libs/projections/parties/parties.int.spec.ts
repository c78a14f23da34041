import { PAYEE } from '../testing/award-script.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { GetParty, GetPartyHandler, ListParties, ListPartiesHandler } from './parties.queries.js';

describe('parties', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it('show a party with its numbers masked', async () => {
    const party = await new GetPartyHandler(views.database).execute(new GetParty(PAYEE));
    expect(party).toMatchObject({
      maskedIdentifier: '913304********0001',
      accountInUse: '1',
      tier: { tier: 'top' },
      bannedUntil: null,
    });
    expect(JSON.stringify(party)).not.toContain('6222000000000000001');
  });

  it.each([
    [{ name: '科技' }, 1],
    [{ kind: 'person' }, 0],
    [{ accountProposed: true }, 0],
  ] as const)('list parties by %o', async (filter, count) => {
    expect(
      (await new ListPartiesHandler(views.database).execute(new ListParties(filter))).items,
    ).toHaveLength(count);
  });
});
