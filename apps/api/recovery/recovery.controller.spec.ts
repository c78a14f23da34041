import type { CommandExecutor } from '#event-store/execute.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { BusinessDay } from '../http/business-day.js';
import type { Caller } from '../http/caller.js';
import type { CommandDesk } from '../http/command-desk.js';
import type { Views } from '../http/views.js';
import { RecoveryController } from './recovery.controller.js';

const done = { carriedOut: true };
const desk = {
  contextOf: () => ({}),
  carryOut: () => Promise.resolve({}),
  answer: () => done,
} as unknown as CommandDesk;
const views = {
  ask: () => Promise.resolve({ demandedOn: '2024-05-06' }),
  current: () => Promise.resolve({}),
} as unknown as Views;
const executor = {
  load: () => Promise.resolve({ state: { status: 'found' } }),
} as unknown as CommandExecutor;
const day = new BusinessDay({ now: () => instant('2024-05-08T02:00:00Z') });
const controller = new RecoveryController(desk, views, executor, day);
const caller = { actor: { id: 'chen', role: 'finance-checker' }, commandId: 'c1' } as Caller;

describe('a demand', () => {
  const demand = async (repayBy: string) =>
    controller.demand(caller, 'recovery-1', { repayBy: businessDate(repayBy), documentNumber: '追1号' });

  it('cannot be due before the day it is made', async () => {
    await expect(demand('2024-05-07')).rejects.toMatchObject({
      refusal: { code: 'date.in-past', pointer: '/repayBy' },
    });
    await expect(demand('2024-05-08')).resolves.toBe(done);
  });
});

describe('a repayment', () => {
  const repay = async (receivedOn: string) =>
    controller.repay(caller, 'recovery-1', {
      amountYuan: '1.00',
      bankReference: 'B1',
      receivedOn: businessDate(receivedOn),
    });

  it.each([
    ['before the demand', '2024-05-05', 'recovery.repaid-before-demand'],
    ['after today', '2024-05-09', 'date.in-future'],
  ])('cannot be received %s', async (_when, receivedOn, code) => {
    await expect(repay(receivedOn)).rejects.toMatchObject({ refusal: { code, pointer: '/receivedOn' } });
  });

  it('may be received on the day of the demand', async () => {
    await expect(repay('2024-05-06')).resolves.toBe(done);
  });
});
