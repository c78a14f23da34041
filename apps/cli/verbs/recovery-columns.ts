import { say } from '../speech.js';
import { type Column, grouped } from '../text-table.js';
import type { RecoveryCaseOnWire } from '../wire.js';

export const RECOVERY_COLUMNS: readonly Column<RecoveryCaseOnWire>[] = [
  { title: say('column.case'), value: ({ caseId }) => caseId },
  { title: say('column.debtor'), value: ({ debtor }) => debtor },
  { title: say('column.ground'), value: ({ ground }) => ground },
  { title: say('column.status'), value: ({ status }) => status },
  { title: say('column.foundOn'), value: ({ foundOn }) => foundOn },
  { title: say('column.amount'), value: ({ amountYuan }) => grouped(amountYuan), align: 'right' },
  { title: say('column.setOff'), value: ({ setOffYuan }) => grouped(setOffYuan), align: 'right' },
  { title: say('column.repaid'), value: ({ repaidYuan }) => grouped(repaidYuan), align: 'right' },
  { title: say('column.reduced'), value: ({ reducedYuan }) => grouped(reducedYuan), align: 'right' },
  { title: say('column.overpaid'), value: ({ overpaidYuan }) => grouped(overpaidYuan), align: 'right' },
  { title: say('column.paidBack'), value: ({ paidBackYuan }) => grouped(paidBackYuan), align: 'right' },
  {
    title: say('column.outstanding'),
    value: ({ outstandingYuan }) => grouped(outstandingYuan),
    align: 'right',
  },
];
