import { awardYearsProjection } from './award-years/award-years.projection.js';
import { awardsProjection } from './awards/awards.projection.js';
import { bankFilesProjection } from './bank-files/bank-files.projection.js';
import { batchesProjection } from './batches/batches.projection.js';
import { budgetLinesProjection } from './budget-lines/budget-lines.projection.js';
import { capsProjection } from './caps/caps.projection.js';
import { deadlinesProjection } from './deadlines/deadlines.projection.js';
import { dueTranchesProjection } from './due-tranches/due-tranches.projection.js';
import { holdsProjection } from './holds/holds.projection.js';
import { partiesProjection } from './parties/parties.projection.js';
import { journalProjection } from './journal/journal.projection.js';
import type { AnyProjection } from './projection.js';
import { recoveryCasesProjection } from './recovery-cases/recovery-cases.projection.js';

/** Every read model; each gets a runner of its own, so that one that stalls does not stop the others. */
export const ALL_PROJECTIONS: readonly AnyProjection[] = [
  partiesProjection,
  awardsProjection,
  dueTranchesProjection,
  awardYearsProjection,
  budgetLinesProjection,
  capsProjection,
  recoveryCasesProjection,
  batchesProjection,
  bankFilesProjection,
  journalProjection,
  deadlinesProjection,
  holdsProjection,
];
