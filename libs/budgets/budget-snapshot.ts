import type { SnapshotFormat } from '#kernel/decider.js';
import { fromStored, type JsonObject, toStored } from '#kernel/fen-json.js';
import { entriesOf, wideMapOf } from '#kernel/wide-map.js';
import type { AppropriatedBudget, BudgetState } from './budget-line.js';
import type { CommitmentBook } from './commitment-book.js';

/** Id, then committed, decommitted and disbursed fen; a row of a long list is a third of the object's text. */
type CommitmentRow = [commitmentId: string, committed: string, decommitted: string, disbursed: string];

/** A budget line as it is kept beside the log. */
export const budgetSnapshot: SnapshotFormat<BudgetState> = {
  version: 1,
  encode: (state) => {
    if (state.status === 'unappropriated') return toStored(state);
    const { documentNumbers, commitments, ...figures } = state;
    return { ...toStored(figures), documentNumbers: [...documentNumbers], commitments: rowsOf(commitments) };
  },
  decode: (json) => {
    const { documentNumbers, commitments, ...figures } = json as JsonObject;
    const state = fromStored(figures) as BudgetState;
    if (state.status === 'unappropriated') return state;
    return {
      ...(state as Omit<AppropriatedBudget, 'documentNumbers' | 'commitments'>),
      documentNumbers: new Set(documentNumbers as string[]),
      commitments: bookOf(commitments as CommitmentRow[]),
    };
  },
};

const rowsOf = (book: CommitmentBook): CommitmentRow[] =>
  entriesOf(book).map(([id, { committedFen, decommittedFen, disbursedFen }]) => [
    id,
    committedFen.toString(),
    decommittedFen.toString(),
    disbursedFen.toString(),
  ]);

const bookOf = (rows: readonly CommitmentRow[]): CommitmentBook =>
  wideMapOf(
    rows.map(([id, committed, decommitted, disbursed]) => [
      id,
      {
        committedFen: BigInt(committed),
        decommittedFen: BigInt(decommitted),
        disbursedFen: BigInt(disbursed),
      },
    ]),
  );
