import type { StoredEvent } from '#event-store/envelope.js';
import type { AttemptRef, Lookups } from '#processes/lookups.js';
import { fenIn, numberIn, partsIn, type RawEvent, textIn } from './invariants/raw-event.js';

interface CaseRow {
  readonly debtor: string;
  outstandingFen: bigint;
}

/** The questions of the process managers, answered like the read models: from a prefix of the log that reaches at least the event in hand. */
export const viewsOver = (shown: () => readonly StoredEvent[]): Lookups => ({
  at: async () => undefined,
  openCasesOf: async (debtor) =>
    [...casesIn(shown())]
      .filter(([, row]) => row.debtor === debtor && row.outstandingFen > 0n)
      .map(([caseId]) => caseId),
  releasedTranchesOf: async (payee) => releasedIn(shown(), payee),
  batchOfLine: async (lineId) => batchOfLine(shown(), lineId),
});

const casesIn = (log: readonly RawEvent[]): Map<string, CaseRow> => {
  const rows = new Map<string, CaseRow>();
  for (const { type, stream, data } of log) {
    if (type === 'RecoveryDemanded')
      rows.set(stream, { debtor: textIn(data, 'debtor'), outstandingFen: fenIn(data) });
    const row = rows.get(stream);
    if (!row) continue;
    if (type === 'SetOffConfirmed' || type === 'RepaymentReceived') row.outstandingFen -= fenIn(data);
    if (type === 'CaseWrittenOff') row.outstandingFen = 0n;
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
    if (type === 'BatchAssembled' && partsIn(data, 'lines').some((line) => line['lineId'] === lineId))
      batch = stream;
    const isOut = (type === 'LineRemoved' && data['lineId'] === lineId) || type === 'BatchRejected';
    if (isOut && stream === batch) batch = undefined;
  }
  return batch;
};
