import { pastDeadlinesIn } from '#deadlines/fold-deadlines.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { holdsOfLog, openTranchesOfLog } from '#processes/holds-of-log.js';
import type { AttemptRef, Lookups } from '#processes/lookups.js';
import { runningAwardsIn } from '#processes/running-awards.js';
import { fenIn, numberIn, partsIn, type RawEvent, textIn } from './invariants/raw-event.js';

interface CaseRow {
  readonly debtor: string;
  claimedFen: bigint;
  receivedFen: bigint;
  isGivenUp: boolean;
  readonly earmarked: Set<string>;
}

/** The questions of the process managers, answered like the read models: from a prefix of the log that reaches at least the event in hand. */
export const viewsOver = (shown: () => readonly StoredEvent[]): Lookups => ({
  at: async () => undefined,
  openCasesOf: async (debtor) =>
    [...casesIn(shown())].filter(([, row]) => row.debtor === debtor && isOpen(row)).map(([caseId]) => caseId),
  releasedTranchesOf: async (payee) => releasedIn(shown(), payee),
  batchOfLine: async (lineId) => batchOfLine(shown(), lineId),
  // Nobody turns out to be somebody else here.
  capAccountsOf: async () => [],
  holdsInForce: async (day, position) => holdsOfLog(shown(), day, position),
  openTranchesUnder: async (hold) => openTranchesOfLog(shown(), hold),
  runningAwards: (parties, measures) => runningAwardsIn(shown(), parties, measures),
  deadlinesBefore: async (day) => pastDeadlinesIn(shown(), day),
});

/** Also what is earmarked in full, or beyond what is owed: a set-off that was interrupted has to be found again. */
const isOpen = ({ claimedFen, receivedFen, isGivenUp, earmarked }: CaseRow): boolean =>
  (!isGivenUp && claimedFen > receivedFen) || earmarked.size > 0;

const casesIn = (log: readonly RawEvent[]): Map<string, CaseRow> => {
  const rows = new Map<string, CaseRow>();
  for (const { type, stream, data } of log) {
    if (type === 'RecoveryDemanded')
      rows.set(stream, {
        debtor: textIn(data, 'debtor'),
        claimedFen: fenIn(data),
        receivedFen: 0n,
        isGivenUp: false,
        earmarked: new Set(),
      });
    const row = rows.get(stream);
    if (!row) continue;
    if (type === 'SetOffProposed') row.earmarked.add(textIn(data, 'setOffId'));
    if (type === 'SetOffConfirmed' || type === 'SetOffCancelled')
      row.earmarked.delete(textIn(data, 'setOffId'));
    if (type === 'SetOffConfirmed' || type === 'RepaymentReceived') row.receivedFen += fenIn(data);
    if (type === 'SetOffConfirmed' || type === 'ClaimReduced') row.receivedFen -= fenIn(data, 'overpaidFen');
    if (type === 'ClaimReduced') row.claimedFen -= fenIn(data);
    if (type === 'CaseWrittenOff') row.isGivenUp = true;
  }
  return rows;
};

const RELEASED = new Set(['TrancheReleased', 'TrancheUnbatched']);
const GONE = new Set(['TrancheBatched', 'TrancheCancelled', 'TranchePaid', 'TrancheReturned']);

const releasedIn = (log: readonly RawEvent[], payee: string): readonly AttemptRef[] => {
  const waiting = new Map<string, AttemptRef>();
  const refs = new Map<string, AttemptRef & { readonly payee: string; leftFen: bigint }>();
  for (const { type, data } of log) {
    if (type === 'TrancheReleased') {
      const ref = {
        award: textIn(data, 'award'),
        trancheNo: numberIn(data, 'trancheNo'),
        attempt: numberIn(data, 'attempt'),
      };
      refs.set(`${ref.award}/${ref.trancheNo}`, {
        ...ref,
        payee: textIn(data, 'payee'),
        leftFen: fenIn(data, 'grantedFen'),
      });
    }
    if (typeof data['trancheNo'] !== 'number' || typeof data['award'] !== 'string') continue;
    const key = `${data['award']}/${data['trancheNo']}`;
    const known = refs.get(key);
    if (known?.payee !== payee) continue;
    if (type === 'TrancheSetOff') known.leftFen -= fenIn(data);
    if (RELEASED.has(type)) waiting.set(key, known);
    if (GONE.has(type) || known.leftFen === 0n) waiting.delete(key);
  }
  return [...waiting.values()].map(({ award, trancheNo, attempt }) => ({ award, trancheNo, attempt }));
};

const batchOfLine = (log: readonly RawEvent[], lineId: string): string | undefined => {
  let batch: string | undefined;
  for (const { type, stream, data } of log) {
    if (
      (type === 'BatchAssembled' || type === 'LinesAssembled') &&
      partsIn(data, 'lines').some((line) => line['lineId'] === lineId)
    )
      batch = stream;
    const isOut = (type === 'LineRemoved' && data['lineId'] === lineId) || type === 'BatchRejected';
    if (isOut && stream === batch) batch = undefined;
  }
  return batch;
};
