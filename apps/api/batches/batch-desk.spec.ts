import type { CommandExecutor } from '#event-store/execute.js';
import type { CommandDesk } from '../http/command-desk.js';
import type { Views } from '../http/views.js';
import { BatchDesk } from './batch-desk.js';
import type { DraftBatchRequest } from './batch-requests.js';

// Nothing is payable, and nobody is asked to do anything.
const views = { ask: () => Promise.resolve({ items: [], next: null }) } as unknown as Views;
const desk = new BatchDesk({} as unknown as CommandDesk, views, {} as unknown as CommandExecutor);
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
