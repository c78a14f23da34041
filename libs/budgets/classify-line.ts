import { accept, type Decision, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';
import type { ClassifyLine } from './budget-commands.js';
import type { BudgetState } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { ECONOMIC_CLASSES, isEconomicClass } from './classification.js';

const DIMENSIONS = ['fund', 'measureGroup', 'source', 'economicClass'] as const;

export const classifyLine = (
  { fund, measureGroup, source, economicClass }: ClassifyLine,
  { classification }: BudgetState,
): Decision<BudgetEvent> => {
  if (!isEconomicClass(economicClass)) return reject(unknownClass(economicClass));
  const data = { fund, measureGroup, source, economicClass };
  if (classification && DIMENSIONS.every((name) => classification[name] === data[name])) return accept();
  return accept({ type: 'BudgetLineClassified', data });
};

const unknownClass = (economicClass: string) => {
  const codes = Object.keys(ECONOMIC_CLASSES).join('、');
  return refuse(
    'budget.unknown-economic-class',
    `没有可用于补助的支出经济分类“${economicClass}”；可用：${codes}`,
    `No economic class "${economicClass}" pays grants; these do: ${codes}`,
    { pointer: '/economicClass', facts: { economicClass } },
  );
};
