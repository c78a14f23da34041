import type { Actor } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { sha256 } from '#kernel/content-hash.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { yuan } from '#kernel/money.js';
import type { BankAnswerEntry } from '#payments/bank-files/bank-answer.js';
import { alreadyImported } from './bank-file-state.js';
import { bankFileDecider, bankFileId, type ImportBankAnswer } from './reconciliation.js';
import type { AnswerEntry, ReconciliationEvent } from './reconciliation.events.js';

const entry: BankAnswerEntry = {
  entryNo: 1,
  endToEndId: 'AWARD1-1-1',
  outcome: 'settled',
  amountFen: yuan(10_000),
  bankReference: 'R1',
  happenedOn: businessDate('2024-05-06'),
  reasonCode: null,
  reason: null,
};
// Assigning one to the other is the check that both types have the same shape.
const entries: readonly AnswerEntry[] = [entry, { ...entry, entryNo: 2, endToEndId: null }];
const fileHash = sha256('the file');
const file = {
  file: bankFileId(fileHash),
  fileHash,
  fileName: 'answers.xml',
  format: 'camt.054',
  messageId: null,
  importedBy: 'wang',
  entries,
} as const;
const command: ImportBankAnswer = { type: 'ImportBankAnswer', ...file };
const imported: ReconciliationEvent = { type: 'BankAnswerImported', data: { ...file, groupAnswer: null } };
const match = { entryNo: 1, result: 'matched', batch: 'batch-1', lineId: 'AWARD1-1-1' } as const;
const matched: ReconciliationEvent = { type: 'EntryMatched', data: match };
const words = { code: 'bank-answer.no-line', zh: '没有对应的付款', en: 'no such payment' };
const unmatched: ReconciliationEvent = {
  type: 'EntryUnmatched',
  data: { entryNo: 2, result: 'unmatched', batch: null, lineId: null, ...words },
};
const wang: Actor = { id: 'wang', role: 'finance-maker' };
const assign = (entryNo: number, lineId = 'AWARD2-3-2') =>
  ({ type: 'AssignEntry', entryNo, lineId, actor: wang, reason: 'the bank cut the id' }) as const;
const assigned: ReconciliationEvent = {
  type: 'EntryAssigned',
  data: { entryNo: 2, lineId: 'AWARD2-3-2', assignedBy: 'wang', reason: 'the bank cut the id' },
};

describe('importing a bank answer', () => {
  it('keeps the file with all its entries, under an id made from its content', () => {
    expect(file.file).toBe(`bankfile-${fileHash.slice(0, 24)}`);
    given(bankFileDecider).when(command).then(imported);
  });

  it('of the same content changes nothing, whatever the name, and the caller can tell (promise 6)', () => {
    given(bankFileDecider, [imported])
      .when({ ...command, fileName: 'again.xml' })
      .then();
    expect(alreadyImported(fold(bankFileDecider, [imported]))).toBe(true);
    expect(alreadyImported(fold(bankFileDecider, []))).toBe(false);
  });

  it('refuses a file that answers nothing, and takes one that answers only for the whole instruction', () => {
    given(bankFileDecider)
      .when({ ...command, entries: [] })
      .thenRefused('bank-answer.empty');
    const groupAnswer = { outcome: 'rejected', reasonCode: 'DUPL', reason: null } as const;
    given(bankFileDecider)
      .when({ ...command, entries: [], groupAnswer })
      .then({ type: 'BankAnswerImported', data: { ...file, entries: [], groupAnswer } });
  });

  it('stops as a bug when the id is not made from the content', () => {
    const state = bankFileDecider.initialState();
    expect(() => bankFileDecider.decide({ ...command, file: 'bankfile-1' }, state)).toThrow('its content');
  });
});

describe('an entry', () => {
  it('is marked as matched once, and stays with its payment', () => {
    given(bankFileDecider, [imported])
      .when({ type: 'MarkEntry', ...match })
      .then(matched);
    given(bankFileDecider, [imported, matched])
      .when({ type: 'MarkEntry', ...match })
      .then();
    given(bankFileDecider, [imported, matched])
      .when({ type: 'MarkEntry', ...match, lineId: 'other' })
      .thenRefused('bank-answer.entry-matched');
    given(bankFileDecider, [imported, matched])
      .when({ type: 'MarkEntry', entryNo: 1, result: 'unmatched', ...words })
      .thenRefused('bank-answer.entry-matched');
    given(bankFileDecider, [imported, matched]).when(assign(1)).thenRefused('bank-answer.entry-matched');
  });

  it('that found no payment is assigned by hand, and then marked again', () => {
    given(bankFileDecider, [imported])
      .when({ type: 'MarkEntry', entryNo: 2, result: 'unmatched', ...words })
      .then(unmatched);
    given(bankFileDecider, [imported, unmatched])
      .when({ type: 'MarkEntry', entryNo: 2, result: 'unmatched', ...words })
      .then();
    given(bankFileDecider, [imported, unmatched]).when(assign(2)).then(assigned);
    given(bankFileDecider, [imported, unmatched, assigned]).when(assign(2)).then();
    given(bankFileDecider, [imported, unmatched, assigned])
      .when({ type: 'MarkEntry', ...match, entryNo: 2, lineId: 'AWARD2-3-2' })
      .then({ type: 'EntryMatched', data: { ...match, entryNo: 2, lineId: 'AWARD2-3-2' } });
  });

  it('that its payment refused goes back to a person with the reason', () => {
    const refused = { entryNo: 2, result: 'refused', batch: 'batch-1', lineId: 'AWARD2-3-2' } as const;
    const reason = { code: 'batch.amount-differs', zh: '金额不符', en: 'another amount' };
    given(bankFileDecider, [imported, unmatched, assigned])
      .when({ type: 'MarkEntry', ...refused, ...reason })
      .then({ type: 'EntryUnmatched', data: { ...refused, ...reason } });
  });

  it('cannot be assigned while it is being matched', () => {
    given(bankFileDecider, [imported]).when(assign(2)).thenRefused('bank-answer.entry-waiting');
    given(bankFileDecider, [imported, unmatched, assigned])
      .when(assign(2, 'other'))
      .thenRefused('bank-answer.entry-waiting');
  });

  it('has to be in an imported file', () => {
    given(bankFileDecider, [imported]).when(assign(3)).thenRefused('bank-answer.unknown-entry');
    given(bankFileDecider, [imported])
      .when({ type: 'MarkEntry', ...match, entryNo: 3 })
      .thenRefused('bank-answer.unknown-entry');
    given(bankFileDecider).when(assign(1)).thenRefused('bank-answer.unknown');
  });
});
