import { instant } from '#kernel/business-date.js';
import { sha256 } from '#kernel/content-hash.js';
import { batchContentHash } from '#payments/batches/batch-line.js';
import { type BatchState, linesOf } from '#payments/batches/batch-state.js';
import { type BatchCommand, batchDecider } from '#payments/batches/batches.js';
import type { AnswerEntry, GroupAnswer } from '#payments/reconciliation/reconciliation.events.js';
import { bankFileDecider, bankFileId } from '#payments/reconciliation/reconciliation.js';
import { chosen, type Move, openAccount, release, tranchesIn } from './award-moves.js';
import { numberIn, partsIn, textIn } from './invariants/raw-event.js';
import type { Office } from './office.js';
import { CARL, MAX, oneOf } from './people.js';

const batchesIn = async (
  office: Office,
  ...statuses: readonly BatchState['status'][]
): Promise<readonly (readonly [string, BatchState])[]> => {
  const streams = office.log.filter(({ type }) => type === 'BatchDrafted').map(({ stream }) => stream);
  const states = await Promise.all(
    streams.map(async (one) => [one, (await office.people.load(batchDecider, one)).state] as const),
  );
  return states.filter(([, { status }]) => statuses.includes(status));
};

const AT_BANK = ['sent', 'outcome-unknown', 'acknowledged', 'settled', 'closed'] as const;
/** The bank owes an answer. */
const WAITING = ['sent', 'outcome-unknown', 'acknowledged'] as const;

const giveBatch = async (office: Office, batch: string, command: BatchCommand, actor = MAX): Promise<void> =>
  void (await office.give(batchDecider, batch, command, actor));

/** What is released, or some of it; now and then with something that another batch has already. */
export const draft: Move = async (office, pick, other) => {
  const spots = await tranchesIn(
    office,
    'released',
    ...(other % 3 === 0 ? (['in-batch', 'paid'] as const) : []),
  );
  const wanted = spots.filter((_, index) => pick % 4 === 0 || ((pick >> index) & 1) === 1);
  const candidates = wanted.flatMap(({ award: { award }, tranche: { plan, attempts } }) =>
    attempts.slice(-1).map(({ attempt }) => ({ award, trancheNo: plan.trancheNo, attempt })),
  );
  if (candidates.length === 0) return;
  const batch = `batch-${office.log.length}`;
  await giveBatch(office, batch, {
    type: 'DraftBatch',
    batch,
    title: 't',
    candidates,
    executeOn: office.today(),
    actor: MAX,
  });
};

export const submit: Move = async (office, pick, other) => {
  const [batch] = chosen(await batchesIn(office, 'drafted'), pick) ?? [];
  if (batch)
    await giveBatch(office, batch, {
      type: 'SubmitBatch',
      actor: MAX,
      requiredApprovals: 1 + (other % 4 === 0 ? 1 : 0),
    });
};

export const approve: Move = async (office, pick, other) => {
  const [batch, state] = chosen(await batchesIn(office, 'submitted'), pick) ?? [];
  if (!batch || !state) return;
  const checker = oneOf(CARL, other);
  const now = instant(`${office.today()}T03:00:00Z`);
  await giveBatch(
    office,
    batch,
    { type: 'ApproveBatch', actor: checker, contentHash: batchContentHash(linesOf(state)), now },
    checker,
  );
};

/** A vote is taken back before the last one; now and then by somebody who gave none. */
export const withdrawVote: Move = async (office, pick, other) => {
  const waiting = await batchesIn(office, 'submitted');
  const [batch] =
    chosen(
      waiting.filter(([, state]) => 'approvals' in state && state.approvals.length > 0),
      pick,
    ) ?? [];
  const actor = oneOf(CARL, other);
  if (batch) await giveBatch(office, batch, { type: 'WithdrawApproval', actor }, actor);
};

export const takeBackBatch: Move = async (office, pick, other) => {
  const [batch, state] = chosen(await batchesIn(office, 'drafted', 'submitted'), pick) ?? [];
  if (!batch || !state) return;
  const lineId = chosen(linesOf(state), other)?.lineId ?? '';
  const ways: readonly BatchCommand[] = [
    { type: 'RejectBatch', actor: CARL, reason: 'r' },
    { type: 'WithdrawSubmission', actor: MAX },
    { type: 'RemoveLine', lineId, actor: MAX, reason: 'r' },
  ];
  const command = chosen(ways, other);
  if (command) await giveBatch(office, batch, command, 'actor' in command ? command.actor : MAX);
};

/** Now and then once more, when it is there already. */
export const send: Move = async (office, pick, other) => {
  const [batch] =
    chosen(await batchesIn(office, ...(other % 3 === 0 ? AT_BANK : (['sealed'] as const))), pick) ?? [];
  if (batch)
    await giveBatch(office, batch, {
      type: 'SendBatch',
      actor: MAX,
      format: 'csv',
      fileName: 'f',
      fileHash: 'h',
    });
};

const OUTCOMES = ['settled', 'settled', 'returned', 'rejected', 'accepted'] as const;

const importFile = async (
  office: Office,
  messageId: string | null,
  entries: readonly AnswerEntry[],
  groupAnswer: GroupAnswer | null,
) => {
  const fileHash = sha256(`file ${office.log.length}`);
  const file = bankFileId(fileHash);
  const command = {
    file,
    fileHash,
    fileName: 'a.csv',
    format: 'csv',
    messageId,
    importedBy: MAX.id,
    groupAnswer,
    entries,
  } as const;
  await office.give(bankFileDecider, file, { type: 'ImportBankAnswer', ...command }, MAX);
};

/** The bank speaks of some lines of a batch: settled, returned, rejected; now and then of one that does not exist, or of the whole file. */
export const bankAnswers: Move = async (office, pick, other) => {
  const [batch, state] = chosen(await batchesIn(office, ...AT_BANK), pick) ?? [];
  if (!batch || !state) return;
  const said = linesOf(state).filter((_, index) => other % 3 !== 0 || index % 2 === other % 2);
  const entries = said.map((line, index): AnswerEntry => {
    const outcome = chosen(OUTCOMES, other + index) ?? 'settled';
    return {
      entryNo: index + 1,
      endToEndId: other % 6 === 0 ? 'NOBODY-1-1' : line.lineId,
      outcome,
      amountFen: other % 13 === 0 ? 1n : line.netFen,
      // A bank that contradicts itself quotes another reference.
      bankReference: other % 4 === 1 ? null : `${line.lineId}-${outcome}${other % 17 === 0 ? '-again' : ''}`,
      happenedOn: office.today(),
      reasonCode: outcome === 'settled' || outcome === 'accepted' ? null : 'AC04',
      reason: null,
    };
  });
  const group = {
    outcome: other % 2 === 0 ? 'settled' : 'rejected',
    reasonCode: null,
    reason: null,
  } as const;
  await importFile(office, batch, entries, other % 6 === 5 ? group : null);
};

/** An earlier file once more, in other bytes. */
export const bankRepeats: Move = async (office, pick) => {
  const earlier = chosen(
    office.log.filter(({ type }) => type === 'BankAnswerImported'),
    pick,
  );
  if (!earlier) return;
  const { state } = await office.people.load(bankFileDecider, earlier.stream);
  if (state.status !== 'imported') return;
  const entries = state.entries.map(({ entry }) => entry);
  if (entries.length > 0) await importFile(office, null, entries, null);
};

/** A person decides what an entry is about that found no payment. */
export const assign: Move = async (office, pick, other) => {
  const open = chosen(
    office.log.filter(({ type }) => type === 'EntryUnmatched'),
    pick,
  );
  const assembled = chosen(
    office.log.filter(({ type }) => type === 'BatchAssembled'),
    other,
  );
  const line = assembled && chosen(partsIn(assembled.data, 'lines'), other);
  if (!open || !line) return;
  const entryNo = numberIn(open.data, 'entryNo');
  await office.give(
    bankFileDecider,
    open.stream,
    { type: 'AssignEntry', entryNo, lineId: textIn(line, 'lineId'), actor: MAX, reason: 'r' },
    MAX,
  );
};

const PLAIN = 1;

/** The next step of a payment run, as on an ordinary day: the furthest batch first. */
export const proceed: Move = async (office, pick) => {
  if ((await batchesIn(office, 'sealed')).length > 0) return send(office, pick, PLAIN);
  if ((await batchesIn(office, 'submitted')).length > 0) return approve(office, pick, PLAIN);
  if ((await batchesIn(office, 'drafted')).length > 0) return submit(office, pick, PLAIN);
  if ((await batchesIn(office, ...WAITING)).length > 0) return bankSettles(office, pick);
  const payable = office.log.findLast(({ type }) => type === 'AccountConfirmed' || type === 'AccountBlocked');
  if (payable?.type !== 'AccountConfirmed') return openAccount(office, pick, PLAIN);
  if ((await tranchesIn(office, 'released')).length > 0) return draft(office, pick, PLAIN);
  return release(office, pick, PLAIN);
};

/** The bank has seen the payments and has not made them yet. */
export const bankAccepts: Move = (office, pick) => bankSays(office, pick, 'accepted');

const bankSettles = (office: Office, pick: number): Promise<void> => bankSays(office, pick, 'settled');

const bankSays = async (
  office: Office,
  pick: number,
  outcome: 'accepted' | 'settled' | 'returned',
): Promise<void> => {
  const statuses = outcome === 'returned' ? (['closed'] as const) : WAITING;
  const [batch, state] = chosen(await batchesIn(office, ...statuses), pick) ?? [];
  if (!batch || !state) return;
  const said = {
    outcome,
    amountFen: null,
    happenedOn: office.today(),
    reasonCode: outcome === 'returned' ? 'AC04' : null,
    reason: null,
  };
  const entries = linesOf(state).map(({ lineId }, index) => ({
    ...said,
    entryNo: index + 1,
    endToEndId: lineId,
    bankReference: `${lineId}-${outcome}`,
  }));
  await importFile(office, null, entries, null);
};

/** 退票: what was settled comes back. */
export const bankReturns: Move = (office, pick) => bankSays(office, pick, 'returned');
