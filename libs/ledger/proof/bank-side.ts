import type { Fen } from '#kernel/money.js';
import type { AnswerEntry } from '#payments/reconciliation/reconciliation.events.js';
import type { MoneyEvent } from '../journal.js';
import { type Book, type BookLine, bookOf } from './book.js';

interface SaidOfLine {
  settledFen: Fen;
  isBack: boolean;
}

interface BankSide {
  see(stream: string, event: MoneyEvent): void;
  lines(): Book;
}

/**
 * What the bank's own files say of every line: paid and not back. An entry that belongs to no line is a line of its own until
 * somebody assigns it: the bank moved money that the books do not know.
 */
export const bankSide = (): BankSide => {
  const entries = new Map<string, AnswerEntry>();
  const open = new Map<string, BookLine>();
  const said = new Map<string, SaidOfLine>();

  const lineOf = (lineId: string): SaidOfLine => {
    const known = said.get(lineId) ?? { settledFen: 0n, isBack: false };
    said.set(lineId, known);
    return known;
  };

  const hear = (lineId: string, { outcome, amountFen }: Pick<AnswerEntry, 'outcome' | 'amountFen'>): void => {
    const line = lineOf(lineId);
    if (outcome === 'settled') line.settledFen = amountFen ?? line.settledFen;
    if (outcome === 'returned') line.isBack = true;
  };

  const see = (stream: string, event: MoneyEvent): void => {
    switch (event.type) {
      case 'BankAnswerImported':
        for (const entry of event.data.entries) entries.set(`${stream} ${entry.entryNo}`, entry);
        return;
      case 'EntryMatched': {
        const key = `${stream} ${event.data.entryNo}`;
        const entry = entries.get(key);
        open.delete(key);
        if (entry) hear(event.data.lineId, entry);
        return;
      }
      case 'EntryUnmatched': {
        const key = `${stream} ${event.data.entryNo}`;
        const entry = entries.get(key);
        const settledFen = unknownFen(entry);
        if (settledFen !== 0n)
          open.set(key, { path: [stream, String(event.data.entryNo)], figures: { settledFen } });
        return;
      }
      case 'LineSettled':
      case 'LineReturned': {
        // An answer to the whole instruction, or one that names no amount, is about the amount that was instructed.
        const { source, lineId, netFen } = event.data;
        const amountFen = entries.get(`${source.answerFile} ${source.entryNo}`)?.amountFen ?? netFen;
        hear(lineId, { outcome: event.type === 'LineSettled' ? 'settled' : 'returned', amountFen });
        return;
      }
      default:
        return;
    }
  };

  return {
    see,
    lines: () => {
      const known = [...said].map(([lineId, { settledFen, isBack }]) => ({
        path: [lineId],
        figures: { settledFen: isBack ? 0n : settledFen },
      }));
      return bookOf([...known, ...open.values()]);
    },
  };
};

const unknownFen = (entry: AnswerEntry | undefined): Fen => {
  if (entry?.outcome === 'settled') return entry.amountFen ?? 0n;
  if (entry?.outcome === 'returned') return -(entry.amountFen ?? 0n);
  return 0n;
};
