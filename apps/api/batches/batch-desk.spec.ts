import type { CommandExecutor } from '#event-store/execute.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import type { Caller } from '../http/caller.js';
import type { CommandDesk } from '../http/command-desk.js';
import type { Views } from '../http/views.js';
import { BatchDesk } from './batch-desk.js';
import type { DraftBatchRequest } from './batch-requests.js';

// Nothing is payable, and nobody is asked to do anything.
const views = { ask: () => Promise.resolve({ items: [], next: null }) } as unknown as Views;
const rulebook = {} as unknown as Rulebook;
const nobody = {} as unknown as CommandDesk;
const desk = new BatchDesk(nobody, views, {} as unknown as CommandExecutor, rulebook);
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

describe('A batch with a line that was stopped after it was drafted', () => {
  const line = (award: string, trancheNo: number) => ({
    lineId: `${award}-${trancheNo}-1`,
    award,
    trancheNo,
  });
  const tranche = (trancheNo: number, held: string | null) => ({ plan: { trancheNo }, held });
  const STREAMS: Readonly<Record<string, object>> = {
    'award-fine': { status: 'active', tranches: [tranche(1, null)] },
    'award-held': { status: 'active', tranches: [tranche(1, null), tranche(2, '待核实')] },
    'award-suspended': { status: 'suspended', tranches: [tranche(1, null)] },
  };
  const lines = [line('award-fine', 1), line('award-held', 2), line('award-suspended', 1)];

  /** What became of a step of a batch in a status: carried out, or the refusal. */
  const step = (status: string, type: string, batchLines: readonly object[] = lines): Promise<unknown> => {
    const streams: Readonly<Record<string, object>> = {
      ...STREAMS,
      'batch-1': { status, lines: batchLines },
    };
    const executor = { load: (_: object, stream: string) => Promise.resolve({ state: streams[stream] }) };
    const commands = {
      contextOf: () => ({}),
      carryOut: () => Promise.resolve({}),
      answer: () => ({ carriedOut: type }),
    };
    const batches = new BatchDesk(
      commands as unknown as CommandDesk,
      { ask: () => Promise.resolve(undefined) } as unknown as Views,
      executor as unknown as CommandExecutor,
      rulebook,
    );
    return batches.carryOut({} as Caller, 'batch-1', { type } as never);
  };

  it.each([
    ['submitted', 'drafted', 'SubmitBatch'],
    ['approved', 'submitted', 'ApproveBatch'],
    ['sent', 'sealed', 'SendBatch'],
  ])('is not %s, and every stopped line is named with its reason', async (_done, status, type) => {
    await expect(step(status, type)).rejects.toMatchObject({
      refusal: {
        code: 'batch.line-stopped',
        zh: expect.stringContaining('“award-held-2-1”：第 2 期已暂停支付（待核实）') as string,
        facts: { lineIds: 'award-held-2-1,award-suspended-1-1', causes: 'tranche-held,award-suspended' },
      },
    });
    await expect(step(status, type, lines.slice(0, 1))).resolves.toEqual({ carriedOut: type });
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
