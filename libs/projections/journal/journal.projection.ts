import type { StoredEvent } from '#event-store/envelope.js';
import { businessDateAt } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import { book, POSTING_TYPES, subjectOf } from '#ledger/journal.js';
import { type Posting, postingId } from '#ledger/posting.js';
import type { Projection } from '../projection.js';
import type { Rows } from '../rows.js';
import { JournalDayRow, JournalFactsRow, JournalPostingRow } from './journal.entity.js';

/** The journal of the double-entry ledger, and what went through every account day by day. */
export const journalProjection: Projection<DomainEvent> = {
  name: 'journal',
  version: 1,
  tables: ['journal_posting', 'journal_day', 'journal_facts'],
  types: POSTING_TYPES,
  reads: (stored) => {
    const subject = subjectOf(stored);
    return subject === null ? [] : [[JournalFactsRow, subject]];
  },
  async apply(stored, _event, rows) {
    const subject = subjectOf(stored);
    const known = subject === null ? undefined : await rows.find(JournalFactsRow, subject);
    const { postings, learnt } = book(stored, known?.facts);
    if (learnt) rows.put(JournalFactsRow, { id: learnt.key, facts: learnt.facts });
    for (const row of postingRows(stored, postings)) {
      rows.put(JournalPostingRow, row);
      await addToDay(rows, row);
    }
  },
};

/** The postings of an event as rows of the journal. */
const postingRows = (stored: StoredEvent, postings: readonly Posting[]): readonly JournalPostingRow[] => {
  const { position, id: eventId, type: eventType, stream, effectiveOn, metadata } = stored;
  const recordedOn = businessDateAt(metadata.recordedAt);
  return postings.map((posting, index) => ({
    id: postingId(position, index),
    position,
    eventId,
    eventType,
    stream,
    effectiveOn,
    recordedOn,
    ...posting,
  }));
};

const addToDay = async (rows: Rows, posting: JournalPostingRow): Promise<void> => {
  const { account, fiscalYear, effectiveOn, recordedOn, position, debitFen, creditFen } = posting;
  const id = `${account}/${fiscalYear}/${effectiveOn}/${recordedOn}`;
  const day = await rows.find(JournalDayRow, id);
  rows.put(JournalDayRow, {
    id,
    account,
    fiscalYear,
    effectiveOn,
    recordedOn,
    debitFen: (day?.debitFen ?? 0n) + debitFen,
    creditFen: (day?.creditFen ?? 0n) + creditFen,
    firstPosition: day?.firstPosition ?? position,
    lastPosition: position,
  });
};
