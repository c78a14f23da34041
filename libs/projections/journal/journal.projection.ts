import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { businessDateAt } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import { book, POSTING_TYPES, subjectOf } from '#ledger/journal.js';
import { type MonthClosed, PERIODS_STREAM } from '#ledger/periods/accounting-periods.js';
import { type AccountingMonth, bookedOn } from '#ledger/periods/month.js';
import { type Posting, postingId } from '#ledger/posting.js';
import type { Projection } from '../projection.js';
import type { Rows } from '../rows.js';
import { JournalDayRow, JournalFactsRow, JournalPostingRow } from './journal.entity.js';

/** The journal of the double-entry ledger, and what went through every account day by day. */
export const journalProjection: Projection<DomainEvent> = {
  name: 'journal',
  version: 2,
  tables: ['journal_posting', 'journal_day', 'journal_facts'],
  types: { ...POSTING_TYPES, MonthClosed: true },
  reads: (stored) => {
    const subject = subjectOf(stored);
    const periods = [JournalFactsRow, PERIODS_STREAM] as const;
    return subject === null ? [periods] : [periods, [JournalFactsRow, subject]];
  },
  async apply(stored, _event, rows) {
    if (stored.type === 'MonthClosed') return closeMonth(stored, rows);
    const subject = subjectOf(stored);
    const known = subject === null ? undefined : (await rows.find(JournalFactsRow, subject))?.facts;
    const { postings, learnt } = book(stored, known?.kind === 'periods' ? undefined : known);
    if (learnt) rows.put(JournalFactsRow, { id: learnt.key, facts: learnt.facts });
    const day = bookedOn(await closedThrough(rows), stored.effectiveOn);
    for (const row of postingRows(stored, day, postings)) {
      rows.put(JournalPostingRow, row);
      await addToDay(rows, row);
    }
  },
};

const closeMonth = (stored: StoredEvent, rows: Rows): void => {
  const { month } = decode<MonthClosed>(stored).data;
  rows.put(JournalFactsRow, { id: PERIODS_STREAM, facts: { kind: 'periods', closedThrough: month } });
};

/** The last closed month as it was when the event came. */
const closedThrough = async (rows: Rows): Promise<AccountingMonth | null> => {
  const facts = (await rows.find(JournalFactsRow, PERIODS_STREAM))?.facts;
  return facts?.kind === 'periods' ? facts.closedThrough : null;
};

/** The postings of an event as rows of the journal. */
const postingRows = (
  stored: StoredEvent,
  bookedDay: string,
  postings: readonly Posting[],
): readonly JournalPostingRow[] => {
  const { position, id: eventId, type: eventType, stream, effectiveOn, metadata } = stored;
  const recordedOn = businessDateAt(metadata.recordedAt);
  return postings.map((posting, index) => ({
    id: postingId(position, index),
    position,
    eventId,
    eventType,
    stream,
    effectiveOn,
    bookedOn: bookedDay,
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
