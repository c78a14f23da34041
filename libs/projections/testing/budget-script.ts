import { yuan } from '#kernel/money.js';
import type { History } from './history.js';

const TRANSFER = 'transfer-0123456789AB';
const [SPARE, TALENT] = ['budget-spare-2026', 'budget-talent-2026'];

/**
 * The treasury in 2026: `spare` gets 100, classified and planned at 10 a month until October; 30 of it go to `talent`, which promises
 * the 30 that `sample-new` was planned for.
 */
export const budgetOffice = async ({ write }: History): Promise<void> => {
  const monthsFen = Array.from({ length: 12 }, (_, month) => (month < 10 ? yuan(10) : 0n));
  const [from, to] = [
    { line: 'spare', year: 2026 },
    { line: 'talent', year: 2026 },
  ];
  const money = { amountFen: yuan(30), documentNumber: '嘉财〔2026〕2号' };
  await write(
    '2026-12-21',
    SPARE,
    {
      type: 'BudgetAppropriated',
      data: { ...from, amountFen: yuan(100), documentNumber: '嘉财〔2026〕1号' },
    },
    {
      type: 'BudgetLineClassified',
      data: { fund: '人才专项资金', measureGroup: '创新创业', source: 'city', economicClass: '50799' },
    },
    { type: 'SpendingPlanConfirmed', data: { monthsFen, enteredBy: 'max', by: 'carl' } },
  );
  await write('2026-12-22', TRANSFER, {
    type: 'BudgetTransferRequested',
    data: { transfer: TRANSFER, from, to, ...money, by: 'max' },
  });
  await write('2026-12-22', SPARE, {
    type: 'BudgetTransferredOut',
    data: { transfer: TRANSFER, to: TALENT, ...money },
  });
  await write('2026-12-22', TALENT, {
    type: 'BudgetTransferredIn',
    data: { transfer: TRANSFER, from: SPARE, ...to, ...money },
  });
  await write('2026-12-22', TRANSFER, { type: 'BudgetTransferCompleted', data: { transfer: TRANSFER } });
  await write('2026-12-22', TALENT, {
    type: 'ForwardCommitmentChanged',
    data: {
      award: 'sample-new',
      changes: [{ trancheNo: 3, fromFen: 0n, toFen: yuan(30) }],
      cause: 'AwardApproved',
    },
  });
};
