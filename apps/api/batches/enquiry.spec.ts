import type { Settings } from '../../platform/settings.js';
import type { Caller } from '../http/caller.js';
import type { BatchDesk } from './batch-desk.js';
import { BatchesController } from './batches.controller.js';

const asked: string[] = [];
const desk = { enquire: (_: Caller, batch: string) => Promise.resolve({ asked: asked.push(batch) }) };
const controllerWith = (settings: Partial<Settings>): BatchesController => {
  const nothing = {} as never;
  return new BatchesController(
    desk as unknown as BatchDesk,
    nothing,
    nothing,
    nothing,
    nothing,
    settings as Settings,
  );
};

describe('An enquiry at the bank', () => {
  it('goes to a bank that can be asked', async () => {
    await controllerWith({ BANK_URL: 'http://bank' }).enquire({} as Caller, 'batch-1');
    expect(asked).toEqual(['batch-1']);
  });

  it('is refused where the file went by a folder, instead of asking nobody (promise 12)', () => {
    expect(() => controllerWith({}).enquire({} as Caller, 'batch-1')).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ code: 'hand-over.cannot-be-asked' }) }),
    );
  });
});
