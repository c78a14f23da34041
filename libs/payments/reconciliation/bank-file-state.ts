import { assert, unreachable } from '#kernel/assert.js';
import type { AnswerEntry, BankFile, ReconciliationEvent } from './reconciliation.events.js';

export type ReconciledEntry = { readonly entry: AnswerEntry } & (
  | { readonly status: 'waiting' }
  | {
      readonly status: 'matched';
      readonly batch: string;
      readonly lineId: string;
      readonly duplicate: boolean;
    }
  | { readonly status: 'unmatched'; readonly lineId: string | null; readonly code: string }
  | { readonly status: 'assigned'; readonly lineId: string }
);

export interface ImportedFile {
  readonly status: 'imported';
  readonly header: Omit<BankFile, 'entries'>;
  /** In the order of the file. */
  readonly entries: readonly ReconciledEntry[];
}

export type BankFileState = { readonly status: 'none' } | ImportedFile;

export const alreadyImported = (state: BankFileState): state is ImportedFile => state.status === 'imported';

const after = (
  known: ReconciledEntry,
  event: Exclude<ReconciliationEvent, { type: 'BankAnswerImported' }>,
): ReconciledEntry => {
  const { entry } = known;
  switch (event.type) {
    case 'EntryMatched': {
      const { batch, lineId, result } = event.data;
      return { entry, status: 'matched', batch, lineId, duplicate: result === 'duplicate' };
    }
    case 'EntryUnmatched':
      return { entry, status: 'unmatched', lineId: event.data.lineId, code: event.data.code };
    case 'EntryAssigned':
      return { entry, status: 'assigned', lineId: event.data.lineId };
    default:
      return unreachable(event);
  }
};

export const entryOf = (state: ImportedFile, entryNo: number): ReconciledEntry | undefined =>
  state.entries.find(({ entry }) => entry.entryNo === entryNo);

export const evolveBankFile = (state: BankFileState, event: ReconciliationEvent): BankFileState => {
  if (event.type === 'BankAnswerImported') {
    const { entries, ...header } = event.data;
    return { status: 'imported', header, entries: entries.map((entry) => ({ entry, status: 'waiting' })) };
  }
  assert(state.status === 'imported', `${event.type} of a file that was never imported`);
  const place = state.entries.findIndex(({ entry }) => entry.entryNo === event.data.entryNo);
  const known = state.entries[place];
  assert(known, `${event.type} of an entry that is not in the file`);
  return { ...state, entries: state.entries.with(place, after(known, event)) };
};
