import type { StoredEvent } from '#event-store/envelope.js';
import { businessDate } from '#kernel/business-date.js';
import { memoryKeyVault } from '#personal-data/key-vault.js';
import { masterKeys, newMasterKey } from '#personal-data/master-keys.js';
import { personKeys } from '#personal-data/person-keys.js';
import { partiesProjection } from '#projections/parties/parties.projection.js';
import { ProjectionRunner } from '#projections/projection-runner.js';
import { type History, newHistory } from '#projections/testing/history.js';
import { createViews, project, type ViewsTestDatabase } from '#projections/testing/views-test-database.js';
import { forgetAgain, forgetAgainWhenSeen } from './forget-again.js';

const PERSON = 'party-ZHANG0000001';
const FORMER = 'party-ZHANG0000000';
const AWARD = 'award-1';
const masters = masterKeys(newMasterKey());

/** What a start does when the key store comes from a backup that is older than the log. */
describe('Forgetting again at a start (promise 10)', () => {
  let views: ViewsTestDatabase;
  let history: History;
  let event: StoredEvent;

  beforeEach(async () => {
    views = await createViews();
    history = newHistory();
    const identifier = { kind: 'resident-id', value: '110101199003070000' } as const;
    const known = { kind: 'person', name: '张三', bornOn: null, nationality: null, county: null } as const;
    const order = { reason: '保管期满', basis: '嘉财档〔2034〕1号', proposedBy: 'officer' };
    const decided = { ...order, party: PERSON, confirmedBy: 'verifier', awards: [AWARD], absorbed: [FORMER] };
    await history.write('2024-01-02', PERSON, {
      type: 'PartyRegistered',
      data: { ...known, party: PERSON, identifier },
    });
    await history.write(
      '2034-06-01',
      PERSON,
      { type: 'ForgettingProposed', data: order },
      { type: 'PersonForgotten', data: { ...decided, keptUntil: businessDate('2034-05-06') } },
    );
    event = (await history.all()).at(-1)!;
  });
  afterEach(() => views.drop());

  const oldVault = async () => {
    const vault = memoryKeyVault();
    await personKeys({ vault, masters }).forSealing([PERSON, FORMER, AWARD, 'party-OTHER']);
    return vault;
  };

  it('destroys every key that the older key store brought back, with the reason on record', async () => {
    await project(history.store, views.database, [partiesProjection]);
    const vault = await oldVault();
    await forgetAgain({ vault, views: views.database });
    await forgetAgain({ vault, views: views.database });
    const reason = { by: 'verifier', why: '嘉财档〔2034〕1号: 保管期满', cause: event.id };
    expect([...vault.destructions.values()]).toEqual(
      [PERSON, FORMER, AWARD].map((subject) => ({ subject, ...reason })),
    );
    const keys = await personKeys({ vault, masters }).forOpening([PERSON, 'party-OTHER']);
    expect([keys.get(PERSON), keys.get('party-OTHER') !== undefined]).toEqual([undefined, true]);
  });

  it('does so too when the views are older than the log, as soon as the register shows what the log held', async () => {
    const vault = await oldVault();
    const running = new AbortController();
    const register = new ProjectionRunner({
      projection: partiesProjection,
      store: history.store,
      database: views.database,
    });
    const head = await history.store.head();
    const parts = { vault, views: views.database, projections: [register], head, signal: running.signal };
    await forgetAgain(parts);
    expect(vault.destructions.size).toBe(0);
    const again = forgetAgainWhenSeen(parts);
    const following = register.run(running.signal);
    await again;
    expect([...vault.destructions.keys()]).toEqual([PERSON, FORMER, AWARD]);
    running.abort();
    await following;
  });
});
