import {
  budgetTransferDecider,
  type BudgetTransferRefused,
  type BudgetTransferRequested,
} from '#budgets/budget-transfer.js';
import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { Refusal } from '#kernel/refusal.js';
import type { Reaction } from '#reactions/reaction.js';
import { type Steps, stepsOf } from './steps.js';

type Order = BudgetTransferRequested['data'];

/**
 * Moves money between lines: out of one, into the other, done. What the transfer's own stream says last is what happened: until it says
 * so every step may be repeated, and what left for a line that refuses is given back only after the refusal is on record.
 */
export const transferBudget = (executor: CommandExecutor): Reaction => ({
  name: 'transfer-budget',
  types: ['BudgetTransferRequested', 'BudgetTransferRefused'],
  handle: async (stored) => {
    const steps = stepsOf(executor, stored);
    const { state } = await executor.load(budgetTransferDecider, stored.stream);
    if (state.status === 'none') return;
    if (stored.type === 'BudgetTransferRequested') {
      if (state.status === 'requested') await transfer(steps, state.order);
      return;
    }
    const { giveBack } = decode<BudgetTransferRefused>(stored).data;
    const { transfer: id, from } = state.order;
    if (!giveBack) return;
    await steps.order(budgetDecider, budgetStream(from.line, from.year), {
      type: 'GiveBackTransfer',
      transfer: id,
    });
  },
});

const transfer = async (steps: Steps, order: Order): Promise<void> => {
  const { transfer: id, amountFen, documentNumber } = order;
  const [from, to] = [order.from, order.to].map(({ line, year }) => budgetStream(line, year)) as [
    string,
    string,
  ];
  const money = { transfer: id, amountFen, documentNumber };
  const out = await steps.ask(budgetDecider, from, { type: 'TransferOut', to, ...money });
  if (out.refusal) return refuse(steps, id, out.refusal, false);
  const into = await steps.ask(budgetDecider, to, { type: 'TransferIn', from, ...order.to, ...money });
  if (into.refusal) return refuse(steps, id, into.refusal, true);
  await steps.order(budgetTransferDecider, id, { type: 'CompleteTransfer' });
};

const refuse = async (
  steps: Steps,
  id: string,
  { code, zh, en }: Refusal,
  giveBack: boolean,
): Promise<void> => {
  await steps.order(budgetTransferDecider, id, {
    type: 'RefuseTransfer',
    refusal: { code, zh, en },
    giveBack,
  });
};
