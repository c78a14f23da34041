import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { yuan } from '#kernel/money.js';
import { budgetTransferDecider, type BudgetTransferEvent, type TransferOrder } from './budget-transfer.js';

const order: TransferOrder = {
  transfer: 'transfer-1',
  from: { line: 'A', year: 2024 },
  to: { line: 'B', year: 2024 },
  amountFen: yuan(20),
  documentNumber: '调1号',
  by: 'max',
};
const requested: BudgetTransferEvent = { type: 'BudgetTransferRequested', data: order };
const completed: BudgetTransferEvent = { type: 'BudgetTransferCompleted', data: { transfer: 'transfer-1' } };
const refusal = { code: 'budget.year-closed', zh: '已结账', en: 'closed' };
const refused: BudgetTransferEvent = {
  type: 'BudgetTransferRefused',
  data: { transfer: 'transfer-1', refusal, giveBack: true },
};

describe('a transfer between budget lines', () => {
  it('is asked for with its document, and ends once', () => {
    given(budgetTransferDecider, [])
      .when({ type: 'RequestTransfer', ...order })
      .then(requested);
    given(budgetTransferDecider, [requested]).when({ type: 'CompleteTransfer' }).then(completed);
    given(budgetTransferDecider, [requested])
      .when({ type: 'RefuseTransfer', refusal, giveBack: true })
      .then(refused);
  });

  it('that has ended does not end otherwise: what it says last is what happened', () => {
    given(budgetTransferDecider, [requested, completed])
      .when({ type: 'RefuseTransfer', refusal, giveBack: true })
      .then();
    given(budgetTransferDecider, [requested, refused]).when({ type: 'CompleteTransfer' }).then();
    expect(fold(budgetTransferDecider, [requested, refused])).toMatchObject({ status: 'refused', refusal });
  });

  it.each([
    ['to itself', { line: 'A', year: 2024 }, 'budget.transfer-to-itself'],
    ['to another year', { line: 'B', year: 2025 }, 'budget.transfer-to-other-year'],
  ])('%s is refused', (_what, to, code) => {
    given(budgetTransferDecider, [])
      .when({ type: 'RequestTransfer', ...order, to })
      .thenRefused(code);
  });
});
