import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { yearOf } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import type { AwardEvent } from '#programmes/award/award.events.js';

/** Counts and sums of what was loaded, as a fold of the log. */
export interface CityReport {
  see(event: StoredEvent): void;
  note(measure: string, what: string): void;
  /** How many events of a type there are. */
  readonly count: (type: string) => number;
  /** Paid through the bank or set off, less what came back from the bank; by programme, then year. */
  readonly paidFen: ReadonlyMap<string, ReadonlyMap<number, Fen>>;
  /** Measures of which at least one tranche was paid. */
  readonly paidMeasures: ReadonlySet<string>;
  readonly approved: ReadonlyMap<string, number>;
  /** By measure, why something did not come about, and how often. */
  readonly notes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly measures: readonly Measure[];
}

export const cityReport = (measures: readonly Measure[]): CityReport => {
  const counts = new Map<string, number>();
  const paidFen = new Map<string, Map<number, Fen>>();
  const approved = new Map<string, number>();
  const notes = new Map<string, Map<string, number>>();
  const measureOf = new Map<string, string>();
  const paidMeasures = new Set<string>();

  const pay = (stream: string, day: string, fen: Fen): void => {
    const programme = stream.slice(0, stream.lastIndexOf('-'));
    const years = paidFen.get(programme) ?? new Map<number, Fen>();
    const year = yearOf(day as Parameters<typeof yearOf>[0]);
    years.set(year, (years.get(year) ?? 0n) + fen);
    paidFen.set(programme, years);
    const measure = measureOf.get(stream);
    if (measure !== undefined) paidMeasures.add(measure);
  };

  return {
    count: (type) => counts.get(type) ?? 0,
    paidFen,
    paidMeasures,
    approved,
    notes,
    measures,
    note: (measure, what) => {
      const known = notes.get(measure) ?? new Map<string, number>();
      known.set(what, (known.get(what) ?? 0) + 1);
      notes.set(measure, known);
    },
    see: (stored) => {
      counts.set(stored.type, (counts.get(stored.type) ?? 0) + 1);
      const { type, data } = decode<AwardEvent>(stored);
      if (type === 'AwardApproved') {
        const { programme, measure } = data.application;
        approved.set(programme, (approved.get(programme) ?? 0) + 1);
        measureOf.set(stored.stream, measure);
      }
      if (type === 'TranchePaid') pay(stored.stream, data.paidOn, data.amountFen);
      if (type === 'TrancheSetOff') pay(stored.stream, data.setOffOn, data.amountFen);
      if (type === 'TrancheReturned' && data.wasPaid) pay(stored.stream, data.returnedOn, -data.amountFen);
    },
  };
};
