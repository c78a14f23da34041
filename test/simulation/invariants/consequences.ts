import { attemptIn, type Book, numberIn, partsIn, type RawEvent, textIn } from './raw-event.js';

export interface Consequences extends Book {
  /** What was set in motion and has not come to an end, in words. */
  readonly open: ReadonlySet<string>;
}

/** Every request that process managers carry through, until its answer is in the log. */
export const consequences = (): Consequences => {
  const open = new Set<string>();

  const see = ({ type, stream, data }: RawEvent): void => {
    switch (type) {
      case 'TrancheReleaseRequested':
        return void open.add(`release of ${attemptIn(data)}`);
      case 'TrancheReleased':
      case 'TrancheQueued':
      case 'TrancheReleaseRefused':
        return void open.delete(`release of ${attemptIn(data)}`);
      case 'BatchDrafted':
        return void open.add(`assembly of ${stream}`);
      case 'BatchAssembled':
      case 'BatchRejected':
        return void open.delete(`assembly of ${stream}`);
      case 'BankAnswerImported':
        for (const entry of partsIn(data, 'entries'))
          open.add(`entry ${numberIn(entry, 'entryNo')} of ${stream}`);
        return;
      case 'EntryAssigned':
        return void open.add(`entry ${numberIn(data, 'entryNo')} of ${stream}`);
      case 'EntryMatched':
      case 'EntryUnmatched':
        return void open.delete(`entry ${numberIn(data, 'entryNo')} of ${stream}`);
      case 'BudgetTransferRequested':
        return void open.add(stream);
      case 'BudgetTransferCompleted':
        return void open.delete(stream);
      case 'BudgetTransferRefused':
        if (data['giveBack'] !== true) open.delete(stream);
        return;
      case 'BudgetTransferGivenBack':
        return void open.delete(textIn(data, 'transfer'));
      case 'SetOffProposed':
        return void open.add(`set-off ${textIn(data, 'setOffId')}`);
      case 'SetOffConfirmed':
      case 'SetOffCancelled':
        return void open.delete(`set-off ${textIn(data, 'setOffId')}`);
    }
  };

  return { open, see };
};
