import type { BudgetCommitted } from '#budgets/budgets.events.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { TrancheAttempt } from '#payments/batches/batch-line.js';
import type {
  BatchDrafted,
  BatchRejected,
  CandidatesAdded,
  LineRejected,
  LineRemoved,
  LineReturned,
  LineSettled,
  LinesReleased,
} from '#payments/batches/batches.events.js';
import type { Precedence } from '#reactions/parking.js';

/** Held by what may still change whether, or with how much, somebody is paid who is not named in the draft of a batch. */
export const PAYEES = 'payees';

const only = (key: string): Precedence => ({ holds: [key], waitsFor: [key] });

const awardsOf = (lines: readonly TrancheAttempt[]): readonly string[] => [
  ...new Set(lines.map(({ award }) => award)),
];

/**
 * Which events a parked event holds back: those of the same award, batch, case or bank file. A batch is assembled only after
 * everything earlier that concerns its awards, and after every earlier demand and returned payment, whoever owes or was paid.
 */
export const precedenceOf = (stored: StoredEvent): Precedence => {
  switch (stored.type) {
    case 'BudgetCommitted':
      return only(decode<BudgetCommitted>(stored).data.award);
    case 'RecoveryDemanded':
      return { holds: [stored.stream, PAYEES], waitsFor: [stored.stream] };
    case 'BatchDrafted':
    case 'CandidatesAdded': {
      const awards = awardsOf(decode<BatchDrafted | CandidatesAdded>(stored).data.candidates);
      return { holds: [stored.stream], waitsFor: [stored.stream, ...awards, PAYEES] };
    }
    case 'LineRemoved':
    case 'BatchRejected':
    case 'LinesReleased': {
      const { data } = decode<LineRemoved | BatchRejected | LinesReleased>(stored);
      const awards = awardsOf('lines' in data ? data.lines : [data]);
      return { holds: [stored.stream, ...awards], waitsFor: [stored.stream, ...awards] };
    }
    case 'LineSettled':
      return only(decode<LineSettled>(stored).data.award);
    case 'LineRejected':
    case 'LineReturned': {
      const { award } = decode<LineRejected | LineReturned>(stored).data;
      return { holds: [award, PAYEES], waitsFor: [award] };
    }
    // A deadline that cannot pass must not hold up those of later days: every day goes through all that are left.
    case 'DayBegan':
    case 'CalendarYearImported':
      return { holds: [stored.stream], waitsFor: [] };
    default:
      return only(stored.stream);
  }
};
