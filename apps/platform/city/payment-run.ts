import { sha256 } from '#kernel/content-hash.js';
import { shortId } from '#kernel/ids.js';
import { seededBy } from '#kernel/seeded.js';
import { type BatchLine, batchContentHash } from '#payments/batches/batch-line.js';
import { linesOf } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import type { AnswerEntry } from '#payments/reconciliation/reconciliation.events.js';
import { bankFileDecider, bankFileId } from '#payments/reconciliation/reconciliation.js';
import type { AttemptRef } from '#processes/lookups.js';
import { allOf, CHECKERS, type Desk, MAKER, type Moment } from './desk.js';

const LINES_MOST = 200;
const BATCHES_AT_ONCE = 16;

/** Everything that is released goes to the bank, and the bank answers on the same day; one line in a hundred comes back. */
export const runPayments = async (
  desk: Desk,
  seed: number,
  released: readonly AttemptRef[],
  at: Moment,
  settle: () => Promise<void>,
): Promise<void> => {
  const parts = partsOf(released);
  const batches = parts.map((candidates, index) => ({
    batch: `batch-${shortId('city', seed, at.day, index)}`,
    title: `${at.day} 拨付 ${index + 1}`,
    candidates,
  }));
  await allOf(batches, BATCHES_AT_ONCE, ({ batch, title, candidates }) => {
    const draft = { type: 'DraftBatch', batch, title, candidates, executeOn: at.day, actor: MAKER } as const;
    return desk.order(batchDecider, batch, draft, MAKER, at);
  });
  await settle();
  await allOf(batches, BATCHES_AT_ONCE, ({ batch }) => send(desk, batch, at));
  await settle();
  await allOf(batches, BATCHES_AT_ONCE, ({ batch }) => answer(desk, seed, batch, at));
  await settle();
};

const partsOf = (released: readonly AttemptRef[]): readonly (readonly AttemptRef[])[] =>
  Array.from({ length: Math.ceil(released.length / LINES_MOST) }, (_, index) =>
    released
      .slice(index * LINES_MOST, (index + 1) * LINES_MOST)
      .map(({ award, trancheNo, attempt }) => ({ award, trancheNo, attempt })),
  );

/** From the maker through one checker to the bank; nothing when no line was left. */
const send = async (desk: Desk, batch: string, at: Moment): Promise<void> => {
  const { state } = await desk.executor.load(batchDecider, batch);
  if (state.status !== 'drafted') return;
  const submit = { type: 'SubmitBatch', actor: MAKER, requiredApprovals: 1 } as const;
  await desk.order(batchDecider, batch, submit, MAKER, at);
  const checker = seededBy('checker', batch).oneOf(CHECKERS);
  const contentHash = batchContentHash(linesOf(state));
  const approve = { type: 'ApproveBatch', actor: checker, contentHash, now: at.now } as const;
  await desk.order(batchDecider, batch, approve, checker, at);
  const fileName = `${batch}.csv`;
  const sending = { format: 'csv', fileName, fileHash: sha256(`${batch} ${contentHash}`) } as const;
  await desk.order(batchDecider, batch, { type: 'SendBatch', actor: MAKER, ...sending }, MAKER, at);
};

const answer = async (desk: Desk, seed: number, batch: string, at: Moment): Promise<void> => {
  const { state } = await desk.executor.load(batchDecider, batch);
  if (state.status !== 'sent') return;
  const fileHash = sha256(`answer to ${batch}`);
  const file = bankFileId(fileHash);
  const entries = linesOf(state).map((line, index) => entryOf(line, index + 1, seed, at));
  const command = {
    type: 'ImportBankAnswer',
    file,
    fileHash,
    fileName: `${batch}-answer.csv`,
    format: 'csv',
    messageId: batch,
    importedBy: MAKER.id,
    groupAnswer: null,
    entries,
  } as const;
  await desk.order(bankFileDecider, file, command, MAKER, at);
};

const entryOf = (
  { lineId, netFen }: BatchLine,
  entryNo: number,
  seed: number,
  { day }: Moment,
): AnswerEntry => {
  const comesBack = seededBy('bank', seed, lineId).below(100) === 0;
  return {
    entryNo,
    endToEndId: lineId,
    outcome: comesBack ? 'returned' : 'settled',
    amountFen: netFen,
    bankReference: `${lineId}-R`,
    happenedOn: day,
    reasonCode: comesBack ? 'AC04' : null,
    reason: comesBack ? '账户已销户' : null,
  };
};
