import type { BatchEvent } from '#payments/batches/batches.events.js';
import type { DeadlineRules } from './deadline-rules.js';

/** From the day of payment until the bank has given its final answer to every line (practice 2.11: paid within 5 working days). */
const BANK_ANSWER_WORKING_DAYS = 5;
/** Practice 2.11: the bank pays within a working day of the order, so on the next one it can say whether it did. */
const OUTCOME_WORKING_DAYS = 1;

const bankAnswer = (batch: string): string => `${batch}/bank-answer`;
const enquiry = (batch: string): string => `${batch}/outcome-enquiry`;

/** What the bank owes us. The term counts from the day the bank is asked to pay on, and runs only once the file is sent. */
export const batchDeadlines: DeadlineRules<BatchEvent> = {
  BatchDrafted: ({ data: { executeOn } }, { stream }) => [
    {
      does: 'open',
      key: bankAnswer(stream),
      kind: 'bank-answer',
      due: { from: executeOn, workingDays: BANK_ANSWER_WORKING_DAYS },
      stopped: true,
    },
  ],
  BatchRejected: (_event, { stream }) => [{ does: 'close', key: bankAnswer(stream) }],
  BatchSent: (_event, { stream, effectiveOn }) => [
    { does: 'run', key: bankAnswer(stream), from: effectiveOn },
  ],
  BatchOutcomeUnknown: (_event, { stream, effectiveOn }) => [
    {
      does: 'open',
      key: enquiry(stream),
      kind: 'outcome-enquiry',
      due: { from: effectiveOn, workingDays: OUTCOME_WORKING_DAYS },
    },
  ],
  BatchAcknowledged: (_event, { stream }) => [{ does: 'close', key: enquiry(stream) }],
  BatchSettled: (_event, { stream }) => [
    { does: 'close', key: bankAnswer(stream) },
    { does: 'close', key: enquiry(stream) },
  ],
};
