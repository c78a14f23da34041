import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import type { ReconciliationEvent } from '#payments/reconciliation/reconciliation.events.js';
import type { Projection } from '../projection.js';
import type { Rows } from '../rows.js';
import { BankEntryRow, BankFileRow, type EntryStatus } from './bank-file.entity.js';

type Imported = Extract<ReconciliationEvent, { type: 'BankAnswerImported' }>;
type EntryEvent = Exclude<ReconciliationEvent, Imported>;

/** Imported bank answers and what became of each entry. */
export const bankFilesProjection: Projection<ReconciliationEvent> = {
  name: 'bank-files',
  version: 1,
  tables: ['bank_file', 'bank_entry'],
  types: { BankAnswerImported: true, EntryMatched: true, EntryUnmatched: true, EntryAssigned: true },
  reads: ({ stream }, event) =>
    event.type === 'BankAnswerImported'
      ? []
      : [
          [BankFileRow, stream],
          [BankEntryRow, rowId(stream, event.data.entryNo)],
        ],
  async apply(stored, event, rows) {
    if (event.type === 'BankAnswerImported') return importFile(event, stored, rows);
    const id = rowId(stored.stream, event.data.entryNo);
    const entry = await rows.find(BankEntryRow, id);
    assert(entry, `${event.type} of an entry that is not in ${stored.stream}`);
    const next = { ...entry, ...changesOf(event) };
    rows.put(BankEntryRow, next);
    const opened = Number(isOpen(next.status)) - Number(isOpen(entry.status));
    await rows.change(BankFileRow, stored.stream, ({ openCount }) => ({ openCount: openCount + opened }));
  },
};

const isOpen = (status: EntryStatus): boolean => status === 'unmatched' || status === 'refused';

const rowId = (file: string, entryNo: number): string => `${file}/${String(entryNo).padStart(6, '0')}`;

const importFile = ({ data }: Imported, { stream, metadata }: StoredEvent, rows: Rows): void => {
  const { fileName, fileHash, format, messageId, importedBy, groupAnswer, entries } = data;
  const importedAt = metadata.recordedAt;
  const header = { fileName, fileHash, format, messageId, importedBy, importedAt, groupAnswer };
  rows.put(BankFileRow, { id: stream, ...header, entryCount: entries.length, openCount: 0 });
  const untouched = {
    status: 'waiting',
    batch: null,
    lineId: null,
    problem: null,
    assignment: null,
  } as const;
  for (const entry of entries) {
    rows.put(BankEntryRow, {
      id: rowId(stream, entry.entryNo),
      file: stream,
      importedAt,
      ...entry,
      ...untouched,
    });
  }
};

const changesOf = (event: EntryEvent): Partial<BankEntryRow> => {
  switch (event.type) {
    case 'EntryMatched': {
      const { result, batch, lineId } = event.data;
      return { status: result, batch, lineId, problem: null };
    }
    case 'EntryUnmatched': {
      const { result, batch, lineId, code, zh, en } = event.data;
      return { status: result, batch, lineId, problem: { code, zh, en } };
    }
    case 'EntryAssigned': {
      const { lineId, assignedBy, reason } = event.data;
      return { status: 'assigned', lineId, assignment: { by: assignedBy, reason } };
    }
  }
};
