import type { RecoveryEvent } from '#recovery/recovery.events.js';
import type { DeadlineChange } from './deadline.js';
import type { DeadlineRules } from './deadline-rules.js';

const repayment = (caseId: string): string => `${caseId}/repayment`;

const close = (_event: unknown, { stream }: { readonly stream: string }): readonly DeadlineChange[] => [
  { does: 'close', key: repayment(stream) },
];

/** A demand sets the day to repay by; what the court has is no longer ours to chase. */
export const recoveryDeadlines: DeadlineRules<RecoveryEvent> = {
  RecoveryDemanded: ({ data: { repayBy } }, { stream }) => [
    { does: 'open', key: repayment(stream), kind: 'repayment', due: { on: repayBy } },
  ],
  CaseRepaid: close,
  CaseWrittenOff: close,
  CaseReferred: close,
};
