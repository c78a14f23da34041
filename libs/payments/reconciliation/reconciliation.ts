import type { Actor } from '#kernel/actor.js';
import { assert, unreachable } from '#kernel/assert.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import {
  type BankFileState,
  entryOf,
  evolveBankFile,
  type ImportedFile,
  type ReconciledEntry,
} from './bank-file-state.js';
import type { BankFile, ReconciliationEvent } from './reconciliation.events.js';

const ID_LENGTH = 24;

/** The stream of a bank file: the same bytes are the same file, whatever its name. */
export const bankFileId = (fileHash: string): string => {
  assert(/^[0-9a-f]{64}$/.test(fileHash), 'A file hash is a SHA-256 in hex');
  return `bankfile-${fileHash.slice(0, ID_LENGTH)}`;
};

/** The same file again changes nothing; ask `alreadyImported` beforehand to tell the user. */
export type ImportBankAnswer = { readonly type: 'ImportBankAnswer' } & Omit<BankFile, 'groupAnswer'> &
  Partial<Pick<BankFile, 'groupAnswer'>>;

interface MarkMatched {
  readonly type: 'MarkEntry';
  readonly entryNo: number;
  readonly result: 'matched' | 'duplicate';
  readonly batch: string;
  readonly lineId: string;
}

interface MarkUnmatched {
  readonly type: 'MarkEntry';
  readonly entryNo: number;
  readonly result: 'unmatched' | 'refused';
  readonly batch?: string | null;
  readonly lineId?: string | null;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** From the process manager, once the batch has answered. */
export type MarkEntry = MarkMatched | MarkUnmatched;

/** Many entries in one append; one that may not be marked so is left as it is. */
export interface MarkEntries {
  readonly type: 'MarkEntries';
  readonly marks: readonly MarkEntry[];
}

/** A person names the line of an entry that found none, or that its line refused. */
export interface AssignEntry {
  readonly type: 'AssignEntry';
  readonly entryNo: number;
  readonly lineId: string;
  readonly actor: Actor;
  readonly reason: string;
}

export type ReconciliationCommand = ImportBankAnswer | MarkEntry | MarkEntries | AssignEntry;

const importAnswer = (command: ImportBankAnswer, state: BankFileState): Decision<ReconciliationEvent> => {
  if (state.status === 'imported') return accept();
  const { type: _type, groupAnswer = null, ...file } = command;
  assert(file.file === bankFileId(file.fileHash), 'A bank file is named after its content');
  const numbers = new Set(file.entries.map(({ entryNo }) => entryNo));
  assert(numbers.size === file.entries.length, 'Entry numbers differ');
  if (file.entries.length === 0 && !groupAnswer) return reject(nothingAnswered());
  return accept({ type: 'BankAnswerImported', data: { ...file, groupAnswer } });
};

const isMatch = (command: MarkEntry): command is MarkMatched =>
  command.result === 'matched' || command.result === 'duplicate';

/** Marking an entry again as it is changes nothing. What a batch has taken stays taken. */
const markEntry = (command: MarkEntry, state: ImportedFile): Decision<ReconciliationEvent> => {
  const known = entryOf(state, command.entryNo);
  return known ? markKnown(command, known) : reject(unknownEntry(command.entryNo));
};

const markEntries = ({ marks }: MarkEntries, state: ImportedFile): Decision<ReconciliationEvent> => {
  const numbers = new Set(marks.map(({ entryNo }) => entryNo));
  assert(numbers.size === marks.length, 'Each entry is marked once');
  const known = new Map(state.entries.map((one) => [one.entry.entryNo, one]));
  return {
    events: marks.flatMap((mark) => {
      const entry = known.get(mark.entryNo);
      return entry ? markKnown(mark, entry).events : [];
    }),
  };
};

const markKnown = (command: MarkEntry, known: ReconciledEntry): Decision<ReconciliationEvent> =>
  isMatch(command) ? markMatched(command, known) : markUnmatched(command, known);

const markMatched = (
  { type: _type, ...data }: MarkMatched,
  known: ReconciledEntry,
): Decision<ReconciliationEvent> => {
  if (known.status !== 'matched') return accept({ type: 'EntryMatched', data });
  return known.lineId === data.lineId ? accept() : reject(alreadyMatched(known));
};

const markUnmatched = (
  { type: _type, batch = null, lineId = null, ...data }: MarkUnmatched,
  known: ReconciledEntry,
): Decision<ReconciliationEvent> => {
  if (known.status === 'matched') return reject(alreadyMatched(known));
  if (known.status === 'unmatched' && known.code === data.code && known.lineId === lineId) return accept();
  return accept({ type: 'EntryUnmatched', data: { ...data, batch, lineId } });
};

const assignEntry = (command: AssignEntry, state: ImportedFile): Decision<ReconciliationEvent> => {
  const { entryNo, lineId, actor, reason } = command;
  const known = entryOf(state, entryNo);
  if (!known) return reject(unknownEntry(entryNo));
  switch (known.status) {
    case 'waiting':
      return reject(stillWaiting(entryNo));
    case 'matched':
      return reject(alreadyMatched(known));
    case 'assigned':
      return known.lineId === lineId ? accept() : reject(stillWaiting(entryNo));
    case 'unmatched':
      return accept({ type: 'EntryAssigned', data: { entryNo, lineId, assignedBy: actor.id, reason } });
    default:
      return unreachable(known);
  }
};

const nothingAnswered = (): Refusal =>
  refuse('bank-answer.empty', '回单中没有任何答复', 'The file answers nothing', { pointer: '/entries' });

const notImported = (): Refusal =>
  refuse('bank-answer.unknown', '没有此回单文件', 'There is no such bank file', { pointer: '/file' });

const unknownEntry = (entryNo: number): Refusal =>
  refuse('bank-answer.unknown-entry', `回单中没有第${entryNo}条`, `The file has no entry ${entryNo}`, {
    pointer: '/entryNo',
    facts: { entryNo },
  });

const alreadyMatched = ({
  entry: { entryNo },
  lineId,
}: Extract<ReconciledEntry, { status: 'matched' }>): Refusal =>
  refuse(
    'bank-answer.entry-matched',
    `第${entryNo}条已与付款“${lineId}”匹配`,
    `Entry ${entryNo} is matched with the payment "${lineId}"`,
    { pointer: '/entryNo', facts: { entryNo, lineId } },
  );

const stillWaiting = (entryNo: number): Refusal =>
  refuse(
    'bank-answer.entry-waiting',
    `第${entryNo}条正在匹配，请稍候`,
    `Entry ${entryNo} is being matched; wait for the result`,
    { pointer: '/entryNo', facts: { entryNo } },
  );

/** One file of bank answers: what it said, and which payment each entry turned out to be about. */
export const bankFileDecider: Decider<ReconciliationCommand, BankFileState, ReconciliationEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: evolveBankFile,
  decide: (command, state) => {
    if (command.type === 'ImportBankAnswer') return importAnswer(command, state);
    if (state.status === 'none') return reject(notImported());
    if (command.type === 'MarkEntries') return markEntries(command, state);
    return command.type === 'MarkEntry' ? markEntry(command, state) : assignEntry(command, state);
  },
};
