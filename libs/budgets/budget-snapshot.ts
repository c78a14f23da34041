import type { SnapshotFormat } from '#kernel/decider.js';
import { fromStored, type JsonObject, toStored } from '#kernel/fen-json.js';
import { entriesOf, wideMapOf } from '#kernel/wide-map.js';
import type { AppropriatedBudget, BudgetState, TransferredOut } from './budget-line.js';
import type { CommitmentBook } from './commitment-book.js';

/** Id, then committed, decommitted and disbursed fen; a row of a long list is a third of the object's text. */
type CommitmentRow = [commitmentId: string, committed: string, decommitted: string, disbursed: string];

/** A budget line as it is kept beside the log. */
export const budgetSnapshot: SnapshotFormat<BudgetState> = {
  version: 2,
  encode: ({ forward, ...state }) => {
    const promises = entriesOf(forward).map(([key, fen]) => [key, fen.toString()]);
    if (state.status === 'unappropriated') return { ...toStored(state), promises };
    const { documentNumbers, commitments, transfersOut, ...figures } = state;
    return {
      ...toStored({
        ...figures,
        transfers: [...transfersOut].map(([transfer, out]) => ({ transfer, ...out })),
      }),
      documentNumbers: [...documentNumbers],
      commitments: rowsOf(commitments),
      promises,
    };
  },
  decode: (json) => {
    const { documentNumbers, commitments, promises, ...figures } = json as JsonObject;
    const forward = wideMapOf((promises as [string, string][]).map(([key, fen]) => [key, BigInt(fen)]));
    const { transfers, ...state } = fromStored(figures) as Plain & {
      readonly transfers?: readonly Transfer[];
    };
    if (state.status === 'unappropriated') return { ...state, forward };
    return {
      ...state,
      forward,
      documentNumbers: new Set(documentNumbers as string[]),
      commitments: bookOf(commitments as CommitmentRow[]),
      transfersOut: new Map((transfers ?? []).map(({ transfer, ...out }) => [transfer, out])),
    };
  },
};

type Transfer = TransferredOut & { readonly transfer: string };

/** What is left once the books that are kept as rows are taken out. */
type Plain =
  | Omit<Extract<BudgetState, { status: 'unappropriated' }>, 'forward'>
  | Omit<AppropriatedBudget, 'forward' | 'documentNumbers' | 'commitments' | 'transfersOut'>;

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
