import type { CaseRepaid, RecoveryEvent } from './recovery.events.js';
import {
  earmarkedFen,
  evolveRecovery,
  isCollecting,
  outstandingFen,
  type RecoveryState,
} from './recovery-case.js';

/** The end of a case, when the event leaves nothing outstanding and nothing on its way. */
export const closedIfComplete = (state: RecoveryState, event: RecoveryEvent): CaseRepaid[] => {
  const next = evolveRecovery(state, event);
  if (!isCollecting(next) || outstandingFen(next) > 0n || earmarkedFen(next) > 0n) return [];
  return [{ type: 'CaseRepaid', data: { setOffFen: next.setOffFen, repaidFen: next.repaidFen } }];
};
