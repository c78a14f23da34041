import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import type { HoldScope } from '#payments/holds/hold.events.js';
import { stoppedLinesOf } from '../batches/stopped-lines.queries.js';
import { PAYEE } from '../testing/award-script.js';
import type { History } from '../testing/history.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { PreviewHold, PreviewHoldHandler } from './hold-preview.js';
import { holdBoardOn, holdsInForce, openUnder } from './holds-in-force.js';
import { GetHold, GetHoldHandler, ListHolds, ListHoldsHandler } from './holds.queries.js';

const on = businessDate('2024-06-03');

const place = (history: History, scope: HoldScope, until: string | null, amountFen: bigint | null) =>
  history.write('2024-06-01', `hold-${scope.id}`, {
    type: 'HoldPlaced',
    data: {
      hold: `hold-${scope.id}`,
      scope,
      reason: '核查中',
      placedBy: 'max',
      from: businessDate('2024-06-01'),
      until: until === null ? null : businessDate(until),
      amountFen,
    },
  });

describe('holds', () => {
  let views: ViewsTestDatabase;
  let liftedAt: string;

  beforeAll(async () => {
    views = await createViews();
    const history = await sampleHistory();
    await place(history, { kind: 'award', id: 'sample-back' }, '2024-06-30', null);
    await place(history, { kind: 'enterprise', id: PAYEE }, null, yuan(50));
    await place(history, { kind: 'measure', id: 'S-1' }, '2024-06-02', null);
    await place(history, { kind: 'award', id: 'sample-new' }, null, null);
    await history.write('2024-06-02', 'hold-sample-new', {
      type: 'HoldLifted',
      data: { hold: 'hold-sample-new', liftedBy: 'carl', reason: 'ok', on: businessDate('2024-06-02') },
    });
    liftedAt = (await history.all()).at(-1)?.position ?? '';
    await project(history.store, views.database);
  });
  afterAll(() => views.drop());

  it('bite from their first to their last day, until they are lifted', async () => {
    const names = async (day: string, at?: string) =>
      (await holdsInForce(views.database.manager, businessDate(day), at)).map(({ hold }) => hold);
    expect(await names('2024-06-03')).toEqual([`hold-${PAYEE}`, 'hold-sample-back']);
    expect(await names('2024-06-02')).toEqual(['hold-S-1', `hold-${PAYEE}`, 'hold-sample-back']);
    expect(await names('2024-05-31')).toEqual([]);
  });

  it('are asked as they were at an event that is handled again', async () => {
    const before = String(Number(liftedAt) - 1).padStart(liftedAt.length, '0');
    const bit = async (at: string) =>
      (await holdsInForce(views.database.manager, on, at)).some(({ hold }) => hold === 'hold-sample-new');
    expect([await bit(before), await bit(liftedAt)]).toEqual([true, false]);
  });

  it('are listed with how they ended', async () => {
    const list = new ListHoldsHandler(views.database);
    const { items } = await list.execute(new ListHolds({ status: 'lifted' }));
    expect(items).toMatchObject([{ id: 'hold-sample-new', liftedBy: 'carl', endedOn: '2024-06-02' }]);
    const ofMeasure = new ListHolds({ scope: { kind: 'measure', id: 'S-1' } });
    expect((await list.execute(ofMeasure)).items).toHaveLength(1);
    expect(await new GetHoldHandler(views.database).execute(new GetHold('hold-none'))).toBeUndefined();
  });

  it('say before they are placed which money they would stop, let go, not reach, and meet later', async () => {
    const preview = (scope: HoldScope, amountFen: bigint | null) =>
      new PreviewHoldHandler(views.database).execute(new PreviewHold(scope, amountFen));
    expect(await preview({ kind: 'enterprise', id: PAYEE }, null)).toMatchObject({
      stops: [
        { award: 'sample-back', trancheNo: 1, status: 'returned', netFen: yuan(40) },
        { award: 'sample-back', trancheNo: 2, status: 'released', netFen: yuan(30) },
        { award: 'sample-new', trancheNo: 2, status: 'queued', netFen: yuan(30) },
      ],
      stopsCount: 3,
      stopsFen: yuan(100),
      goesOnCount: 0,
      tooLate: [],
    });
    expect(await preview({ kind: 'enterprise', id: PAYEE }, yuan(50))).toMatchObject({
      stops: [{ award: 'sample-back', trancheNo: 2 }, { award: 'sample-new' }],
      stopsFen: yuan(60),
      goesOnCount: 1,
      goesOnFen: yuan(40),
    });
    expect(await preview({ kind: 'award', id: 'sample-nobody' }, null)).toMatchObject({ stopsCount: 0 });
  });

  it('stop tranches: all of a scope, or those that came last of an amount', async () => {
    const { manager } = views.database;
    const board = await holdBoardOn(manager, on);
    const [part] = (await holdsInForce(manager, on)).filter(({ amountFen }) => amountFen !== null);
    const open = part ? await openUnder(manager, part) : [];
    expect(open.map((tranche) => board.stopping(tranche).map(({ hold }) => hold))).toEqual([
      ['hold-sample-back'],
      [`hold-${PAYEE}`, 'hold-sample-back'],
      [`hold-${PAYEE}`],
    ]);
  });

  it('and a batch whose lines are paid already has none that is stopped', async () => {
    expect(await stoppedLinesOf(views.database.manager, 'batch-2024', on)).toEqual([]);
  });
});
