import { type Book, type Complain, entryOf, fenIn, type RawEvent } from './raw-event.js';

interface Commitment {
  committedFen: bigint;
  disbursedFen: bigint;
}

interface Line {
  appropriatedFen: bigint;
  refundedFen: bigint;
  readonly commitments: Map<string, Commitment>;
  readonly queued: Set<string>;
}

export interface BudgetBook extends Book {
  readonly lines: ReadonlyMap<string, Readonly<Line>>;
}

const sumOf = (line: Line, amountOf: (commitment: Commitment) => bigint): bigint =>
  [...line.commitments.values()].reduce((sum, one) => sum + amountOf(one), 0n);

const move = (line: Line, { type, data }: RawEvent, complain: Complain): void => {
  const id = typeof data['commitmentId'] === 'string' ? data['commitmentId'] : '';
  const commitment = (): Commitment =>
    entryOf(line.commitments, id, () => ({ committedFen: 0n, disbursedFen: 0n }));
  switch (type) {
    case 'BudgetAppropriated':
      line.appropriatedFen += fenIn(data);
      return;
    case 'BudgetAdjusted':
      line.appropriatedFen += fenIn(data, 'deltaFen');
      return;
    case 'BudgetTransferredIn':
    case 'BudgetTransferGivenBack':
    case 'BudgetCarriedIn':
      line.appropriatedFen += fenIn(data);
      return;
    case 'BudgetTransferredOut':
    case 'LateBalanceMoved':
      line.appropriatedFen -= fenIn(data);
      return;
    case 'YearEndDecided':
      line.appropriatedFen -= fenIn(data, 'carriedFen') + fenIn(data, 'returnedFen');
      return;
    case 'BudgetCommitted':
      if (line.commitments.has(id)) complain('money is committed once', `${id}`);
      commitment().committedFen += fenIn(data);
      line.queued.delete(id);
      return;
    case 'CommitmentQueued':
      line.queued.add(id);
      return;
    case 'QueuedCommitmentCancelled':
      line.queued.delete(id);
      return;
    case 'BudgetDecommitted':
      commitment().committedFen -= fenIn(data);
      return;
    case 'BudgetDisbursed':
      commitment().disbursedFen += fenIn(data);
      return;
    case 'DisbursementReversed':
      commitment().disbursedFen -= fenIn(data);
      return;
    case 'BudgetRefunded':
      line.refundedFen += fenIn(data);
  }
};

const judge = (stream: string, line: Line, complain: Complain): void => {
  if (sumOf(line, ({ committedFen }) => committedFen) > line.appropriatedFen)
    complain('committed is at most appropriated', stream);
  for (const [id, { committedFen, disbursedFen }] of line.commitments)
    if (disbursedFen > committedFen || disbursedFen < 0n)
      complain('disbursed is at most committed', `${id} in ${stream}`);
  if (line.refundedFen > sumOf(line, ({ disbursedFen }) => disbursedFen))
    complain('refunded is at most disbursed', stream);
};

/** Committed ≤ appropriated and disbursed ≤ committed, on every line after every event (decision 25). */
export const budgetBook = (complain: Complain): BudgetBook => {
  const lines = new Map<string, Line>();
  return {
    lines,
    see: (event) => {
      if (!event.stream.startsWith('budget-')) return;
      const make = (): Line => ({
        appropriatedFen: 0n,
        refundedFen: 0n,
        commitments: new Map(),
        queued: new Set(),
      });
      const line = entryOf(lines, event.stream, make);
      move(line, event, complain);
      judge(event.stream, line, complain);
    },
  };
};
