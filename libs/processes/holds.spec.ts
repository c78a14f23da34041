import { yuan } from '#kernel/money.js';
import { batchDecider } from '#payments/batches/batches.js';
import { linesOf } from '#payments/batches/batch-state.js';
import type { HoldScope } from '#payments/holds/hold.events.js';
import { holdDecider } from '#payments/holds/hold.js';
import { sampleDecider } from '#programmes/award/sample-award.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import { CHECKER, day, grant, MAKER, release, send, tranche } from './sample-payments.js';

const A = 'sample-AAAAAAAAAAAA';
const B = 'sample-BBBBBBBBBBBB';

const place = (office: SampleOffice, scope: HoldScope, terms: { until?: string; amount?: number } = {}) =>
  office.give(holdDecider, `hold-${scope.id}`, {
    type: 'PlaceHold',
    hold: `hold-${scope.id}`,
    scope,
    reason: '核查中',
    from: day('2024-02-01'),
    until: terms.until === undefined ? null : day(terms.until),
    amountFen: terms.amount === undefined ? null : yuan(terms.amount),
    actor: MAKER,
  });
const lift = (office: SampleOffice, id: string) =>
  office.give(holdDecider, `hold-${id}`, {
    type: 'LiftHold',
    actor: CHECKER,
    reason: 'ok',
    on: day('2024-02-02'),
  });
const draft = async (office: SampleOffice, batch: string, ...awards: string[]) => {
  await office.give(batchDecider, batch, {
    type: 'DraftBatch',
    batch,
    title: 't',
    candidates: awards.map((award) => ({ award, trancheNo: 1, attempt: 1 })),
    executeOn: day('2024-02-05'),
    actor: MAKER,
  });
  const { state } = await office.executor.load(batchDecider, batch);
  return { state, awards: linesOf(state).map(({ award }) => award) };
};

describe.each([
  ['each event once', false],
  ['each event twice', true],
])('A hold, %s', (_how, redeliver) => {
  const open = async (...awards: string[]): Promise<SampleOffice> => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    await appropriate(office, 1000);
    for (const award of awards) await grant(office, award);
    return office;
  };

  it.each<[string, HoldScope]>([
    ['an award', { kind: 'award', id: A }],
    ['an enterprise', { kind: 'enterprise', id: 'party-ENTERPRISE' }],
    ['a measure', { kind: 'measure', id: 'S-1' }],
  ])(
    'of %s refuses the release before any cap or line is asked, until another person lifts it',
    async (_of, scope) => {
      const office = await open(A);
      await place(office, scope);
      await release(office, A);
      expect(await tranche(office, A)).toMatchObject({
        status: 'verified',
        refusal: { code: 'hold.in-force' },
      });
      expect(office.log.some(({ type }) => type === 'BudgetCommitted')).toBe(false);
      await lift(office, scope.id);
      await office.give(
        sampleDecider,
        A,
        { type: 'RequestRelease', by: 'max', trancheNo: 1, on: day('2024-02-02') },
        'again',
      );
      expect(await tranche(office, A)).toMatchObject({ status: 'released' });
    },
  );

  it('of one award keeps it out of a batch and lets the others in; its tranche stays free', async () => {
    const office = await open(A, B);
    for (const award of [A, B]) await release(office, award);
    await place(office, { kind: 'award', id: A });
    const { awards } = await draft(office, 'batch-1', A, B);
    expect(awards).toEqual([B]);
    const assembled = office.log.find(({ type }) => type === 'BatchAssembled');
    expect(assembled?.data).toMatchObject({ leftOut: [{ award: A, code: 'hold.in-force' }] });
    expect(await tranche(office, A)).toMatchObject({ status: 'released' });
    await lift(office, A);
    expect((await draft(office, 'batch-2', A)).awards).toEqual([A]);
  });

  it('of an amount keeps back what came last, in whole tranches', async () => {
    const office = await open(A, B);
    for (const award of [A, B]) await release(office, award);
    await place(office, { kind: 'enterprise', id: 'party-ENTERPRISE' }, { amount: 1 });
    expect((await draft(office, 'batch-1', A, B)).awards).toEqual([A]);
  });

  it('whose last day is over stops nothing, and says that it expired', async () => {
    const office = await open(A);
    await place(office, { kind: 'award', id: A }, { until: '2024-02-01' });
    await release(office, A);
    expect(await tranche(office, A)).toMatchObject({ status: 'released' });
    await office.beginDay(day('2024-02-03'));
    expect(office.log.filter(({ type }) => type === 'HoldExpired')).toHaveLength(1);
    expect((await send(office, 'batch-1', [A])).lines).toHaveLength(1);
  });
});
