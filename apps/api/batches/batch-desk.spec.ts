import type { CommandExecutor } from '#event-store/execute.js';
import { businessDate } from '#kernel/business-date.js';
import { StoppedLinesOf } from '#projections/batches/stopped-lines.queries.js';
import type { BusinessDay } from '../http/business-day.js';
import type { Caller } from '../http/caller.js';
import type { CommandDesk } from '../http/command-desk.js';
import type { Views } from '../http/views.js';
import { BatchDesk } from './batch-desk.js';
import type { DraftBatchRequest, SplitBatchRequest } from './batch-requests.js';

// Nothing is payable, and nobody is asked to do anything.
const views = { ask: () => Promise.resolve({ items: [], next: null }) } as unknown as Views;
const day = { today: () => businessDate('2024-05-06') } as unknown as BusinessDay;
const nobody = {} as unknown as CommandDesk;
const desk = new BatchDesk(nobody, views, {} as unknown as CommandExecutor, day);
const asked = (body: object): Promise<unknown> => desk.candidates(body as DraftBatchRequest);

describe('What a batch is about', () => {
  it.each([
    ['neither is stated', {}],
    ['null stands for the tranches', { tranches: null }],
    ['both are stated', { all: true, tranches: [] }],
  ])('is refused when %s', async (_when, body) => {
    await expect(asked({ title: 'May', ...body })).rejects.toMatchObject({
      refusal: { code: 'batch.all-or-some' },
    });
  });

  it('is every payable tranche with all: true, whether the tranches are left out or null', async () => {
    await expect(asked({ title: 'May', all: true })).resolves.toEqual([]);
    await expect(asked({ title: 'May', all: true, tranches: null })).resolves.toEqual([]);
  });
});

it('A batch names a tranche that is not there by its place in the request', async () => {
  const missing = { ask: () => Promise.resolve(undefined) } as unknown as Views;
  const batches = new BatchDesk(nobody, missing, {} as unknown as CommandExecutor, day);
  const tranches = [{ award: 'elite-leader-000000000000', trancheNo: 1 }];
  await expect(batches.candidates({ title: 'May', tranches })).rejects.toMatchObject({
    refusal: { code: 'batch.unknown-tranche', pointer: '/tranches/0' },
  });
});

describe('A batch with a line that was stopped after it was drafted', () => {
  const stopped = [
    { lineId: 'A-2-1', cause: 'tranche-held+on-hold', zh: '第 2 期已暂停支付、资助 A 暂缓支付', en: 'held' },
    { lineId: 'B-1-1', cause: 'account-changed', zh: '收款账户已变更', en: 'the account changed' },
  ];

  /** What became of a step of a batch in a status: carried out, or the refusal. */
  const step = (status: string, type: string, stops: readonly object[] = stopped): Promise<unknown> => {
    const order: string[] = [];
    const commands = {
      untilSeen: () => Promise.resolve(void order.push('seen')),
      contextOf: () => ({}),
      carryOut: () => Promise.resolve({}),
      answer: () => ({ carriedOut: type }),
    };
    const asking = (query: object) => {
      if (!(query instanceof StoppedLinesOf)) return Promise.resolve(undefined);
      expect([order, query]).toEqual([['seen'], { batch: 'batch-1', on: '2024-05-06' }]);
      return Promise.resolve(stops);
    };
    const batches = new BatchDesk(
      commands as unknown as CommandDesk,
      { ask: asking } as unknown as Views,
      { load: () => Promise.resolve({ state: { status } }) } as unknown as CommandExecutor,
      day,
    );
    return batches.carryOut({} as Caller, 'batch-1', { type } as never);
  };

  it.each([
    ['submitted', 'drafted', 'SubmitBatch'],
    ['approved', 'submitted', 'ApproveBatch'],
    ['sent', 'sealed', 'SendBatch'],
  ])('is not %s, and every stopped line is named with its reasons', async (_done, status, type) => {
    await expect(step(status, type)).rejects.toMatchObject({
      refusal: {
        code: 'batch.line-stopped',
        zh: expect.stringContaining(
          '“A-2-1”：第 2 期已暂停支付、资助 A 暂缓支付；“B-1-1”：收款账户已变更',
        ) as string,
        facts: { lineIds: 'A-2-1,B-1-1', causes: 'tranche-held+on-hold,account-changed' },
      },
    });
    await expect(step(status, type, [])).resolves.toEqual({ carriedOut: type });
  });

  it.each([
    ['drafted', 'RemoveLine'],
    ['submitted', 'WithdrawSubmission'],
    ['sealed', 'RejectBatch'],
  ])('that is %s can still be corrected: %s', async (status, type) => {
    await expect(step(status, type)).resolves.toEqual({ carriedOut: type });
  });

  it('answers a step that was taken already by itself (promise 6)', async () => {
    await expect(step('submitted', 'SubmitBatch')).resolves.toEqual({ carriedOut: 'SubmitBatch' });
  });
});

describe('Several batches in one go', () => {
  const due = (no: number, blockers: readonly object[] = []) => ({
    award: `award-${no}`,
    trancheNo: 1,
    attempt: 1,
    status: 'released',
    blockers,
    bankName: no % 2 === 0 ? '工行' : '建行',
    payeeKind: 'person',
  });
  const draftsOf = async (payable: readonly object[], body: object): Promise<readonly object[]> => {
    const drafts: { batch: string; command: object; commandId: string }[] = [];
    const commands = {
      contextOf: ({ commandId }: Caller) => ({ commandId }),
      carryOut: ({ commandId }: Caller, { batch, command }: { batch: string; command: object }) => {
        drafts.push({ batch, command, commandId });
        return Promise.resolve({});
      },
    };
    const page = (query: object) =>
      Promise.resolve('filter' in query ? { items: payable, next: null } : undefined);
    const batches = new BatchDesk(
      commands as unknown as CommandDesk,
      { ask: page } as unknown as Views,
      {} as unknown as CommandExecutor,
      day,
    );
    const caller = { commandId: 'command-1', actor: { id: 'wang', role: 'finance-maker' } };
    await batches.draftSplit(
      caller as unknown as Caller,
      { title: 'May', ...body } as SplitBatchRequest,
      businessDate('2024-05-06'),
    );
    return drafts;
  };

  it('are drafted by bank, each under an id and a command of its own, without what is stopped', async () => {
    const drafts = await draftsOf([due(1), due(2), due(3), due(4, [{}])], { byBank: true });
    expect(drafts).toMatchObject([
      { command: { title: 'May · 建行 · 1/2', candidates: [{ award: 'award-1' }, { award: 'award-3' }] } },
      { command: { title: 'May · 工行 · 2/2', candidates: [{ award: 'award-2' }] } },
    ]);
    expect(new Set(drafts.map((draft) => JSON.stringify(draft))).size).toBe(2);
  });

  it('have the same ids when the request comes again after some were drafted (promise 6)', async () => {
    const [, second] = await draftsOf([due(1), due(2)], { byBank: true });
    const [again] = await draftsOf([due(2)], { byBank: true });
    const idsOf = (draft: object | undefined) => ({ ...draft, command: undefined });
    expect(idsOf(again)).toEqual(idsOf(second));
  });

  it('are refused where there is nothing to pay, and where they would be too many', async () => {
    await expect(draftsOf([], {})).rejects.toMatchObject({ refusal: { code: 'batch.nothing-payable' } });
    const many = Array.from({ length: 101 }, (_, no) => due(no));
    await expect(draftsOf(many, { maxLines: 1 })).rejects.toMatchObject({
      refusal: { code: 'batch.too-many-batches', facts: { count: 101, limit: 100 } },
    });
  });
});
