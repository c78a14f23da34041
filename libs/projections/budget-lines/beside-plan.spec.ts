import { yuan } from '#kernel/money.js';
import { besidePlan } from './budget-reports.queries.js';

const month = (name: string, planned: number, paid: number) => ({
  month: name,
  plannedFen: yuan(planned),
  paidFen: yuan(paid),
});

it('payments are compared with the plan from the first month on: what is early is over the plan until its month', () => {
  // 10 a month; nothing in January, 25 in February, 5 in March: 5 over in February, none in March.
  const months = besidePlan([month('2024-01', 10, 0), month('2024-02', 10, 25), month('2024-03', 10, 5)]);
  expect(
    months.map(({ plannedSoFarFen, paidSoFarFen, overPlanFen }) => [
      plannedSoFarFen,
      paidSoFarFen,
      overPlanFen,
    ]),
  ).toEqual([
    [yuan(10), 0n, 0n],
    [yuan(20), yuan(25), yuan(5)],
    [yuan(30), yuan(30), 0n],
  ]);
});
