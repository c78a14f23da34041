import fc from 'fast-check';
import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { sumFen, yuan } from '#kernel/money.js';
import * as the from './a-batch.js';
import { type BatchLine, batchContentHash } from './batch-line.js';
import { linesOf } from './batch-state.js';
import { type BatchCommand, batchDecider } from './batches.js';
import type { BankOutcome, BatchEvent } from './batches.events.js';
import type { LineAnswer } from './payment.js';

const { lineId } = the.first;
const before = businessDate('2024-05-05');
const after = businessDate('2024-05-08');

const record = (changes: Partial<LineAnswer> = {}, line = lineId): BatchCommand => ({
  type: 'RecordLineAnswer',
  lineId: line,
  answer: the.answer(changes),
});
/** The bank's answers to the first line, one after the other. */
const answered = (...answers: readonly Partial<LineAnswer>[]): readonly BatchEvent[] =>
  answers.reduce<readonly BatchEvent[]>(
    (history, changes) => [
      ...history,
      ...batchDecider.decide(record(changes), fold(batchDecider, history)).events,
    ],
    the.toSent,
  );
const decideAfter = (answers: readonly Partial<LineAnswer>[], last: Partial<LineAnswer>) =>
  batchDecider.decide(record(last), fold(batchDecider, answered(...answers)));

const facts = {
  lineId,
  ...the.attempt(the.first),
  payee: 'party-1',
  accountId: 'account-1',
  grossFen: yuan(12_000),
  setOffFen: yuan(2_000),
  netFen: yuan(10_000),
  bankReference: 'R1',
  happenedOn: businessDate('2024-05-06'),
  reasonCode: null,
  reason: null,
  source: { answerFile: 'bankfile-1', entryNo: 1 },
};

describe('the bank’s answer to a line', () => {
  it('acknowledges the batch when it is the first', () => {
    const { happenedOn, source } = facts;
    given(batchDecider, the.toSent)
      .when(record())
      .then(
        { type: 'BatchAcknowledged', data: { happenedOn, source } },
        { type: 'LineSettled', data: facts },
      );
    const unknown: BatchEvent = { type: 'BatchOutcomeUnknown', data: { reason: 'connection lost' } };
    given(batchDecider, [...the.toSent, unknown])
      .when(record({ outcome: 'accepted' }))
      .then(
        { type: 'BatchAcknowledged', data: { happenedOn, source } },
        { type: 'LineAccepted', data: facts },
      );
  });

  it('settles and closes the batch when every line has a final one', () => {
    given(batchDecider, answered({}))
      .when(record({ outcome: 'rejected', reasonCode: 'AC04', reason: 'closed' }, the.second.lineId))
      .then(
        {
          type: 'LineRejected',
          data: {
            ...facts,
            lineId: the.second.lineId,
            ...the.attempt(the.second),
            payee: 'party-2',
            accountId: 'account-2',
            grossFen: yuan(5_000),
            setOffFen: 0n,
            netFen: yuan(5_000),
            reasonCode: 'AC04',
            reason: 'closed',
          },
        },
        {
          type: 'BatchSettled',
          data: { settledFen: yuan(10_000), rejectedFen: yuan(5_000), returnedFen: 0n },
        },
        { type: 'BatchClosed', data: { count: 2, totalFen: yuan(15_000) } },
      );
  });

  it('may be a return after the batch was closed (退票)', () => {
    const settled = answered({});
    const closing = batchDecider.decide(record({}, the.second.lineId), fold(batchDecider, settled)).events;
    const history = [...settled, ...closing];
    expect(history.at(-1)?.type).toBe('BatchClosed');
    given(batchDecider, history)
      .when(record({ outcome: 'returned', bankReference: 'R9', happenedOn: after }))
      .then({
        type: 'LineReturned',
        data: { ...facts, bankReference: 'R9', happenedOn: after, wasSettled: true },
      });
  });

  it.each([yuan(9_999), yuan(10_001), yuan(12_000)])('is refused for another amount: %s fen', (amountFen) => {
    const refusal = given(batchDecider, the.toSent)
      .when(record({ amountFen }))
      .thenRefused('batch.amount-differs');
    expect(refusal.facts?.['expected']).toBe('10000.00');
  });

  it('is refused for a line that is not in the batch', () => {
    given(batchDecider, the.toSent).when(record({}, 'nobody')).thenRefused('batch.unknown-line');
  });

  const settled = { outcome: 'settled', bankReference: 'R1' } as const;
  const returned = { outcome: 'returned', bankReference: 'R2' } as const;
  const rejected = { outcome: 'rejected', bankReference: null } as const;
  const accepted = { outcome: 'accepted', bankReference: null } as const;

  it.each<[string, readonly Partial<LineAnswer>[], Partial<LineAnswer>]>([
    ['the same settlement', [settled], settled],
    [
      'the same settlement from another file',
      [settled],
      { ...settled, happenedOn: after, amountFen: yuan(10_000) },
    ],
    ['the same settlement without its reference', [settled], { ...settled, bankReference: null }],
    ['the same return', [returned], returned],
    ['the same return of a settlement', [settled, returned], returned],
    ['the same rejection', [rejected], rejected],
    ['the same acceptance', [accepted], accepted],
    ['an acceptance after a settlement', [settled], accepted],
    ['an acceptance after a return', [returned], accepted],
    ['the settlement dated before a return we already know', [returned], { ...settled, happenedOn: before }],
    ['the settlement we knew before its return', [settled, returned], { ...settled, happenedOn: after }],
    [
      'a settlement with the reference of the return',
      [returned],
      { outcome: 'settled', bankReference: 'R2' },
    ],
  ])('changes nothing when it is %s', (_, answers, last) => {
    expect(decideAfter(answers, last)).toEqual({ events: [] });
  });

  it.each<[string, readonly Partial<LineAnswer>[], Partial<LineAnswer>]>([
    ['a second settlement with another reference', [settled], { ...settled, bankReference: 'R3' }],
    [
      'a second settlement, one being returned',
      [settled, returned],
      { ...settled, bankReference: 'R3', happenedOn: before },
    ],
    ['a settlement after a return', [returned], { ...settled, happenedOn: after }],
    ['a settlement on the day of a return', [returned], settled],
    ['a settlement after a rejection', [rejected], settled],
    ['a rejection after a settlement', [settled], rejected],
    ['a second return with another reference', [returned], { ...returned, bankReference: 'R3' }],
  ])('is refused as a contradiction when it is %s (promise 2)', (_, answers, last) => {
    const decision = decideAfter(answers, last);
    expect(decision.events).toEqual([]);
    expect(decision.refusal?.code).toBe('batch.answer-contradicts');
  });

  it.each([
    ['settlement', '已支付', [settled], 'R1'],
    ['return', '已退票', [returned], 'R2'],
  ])('says that the references differ when the bank reports a %s twice', (_, outcome, answers, known) => {
    const { refusal } = decideAfter(answers, { ...answers[0], bankReference: 'R3' });
    expect(refusal?.zh).toContain(`两次答复“${outcome}”而流水号不同：此前为 ${known}，现为 R3`);
    expect(refusal?.en).toContain(`different references, ${known} before and R3 now`);
    expect(refusal?.facts).toMatchObject({ knownReference: known, bankReference: 'R3' });
  });

  it.each<[string, readonly Partial<LineAnswer>[], Partial<LineAnswer>]>([
    ['money-is-back-already', [rejected], returned],
    ['money-is-back-already', [returned], rejected],
    ['bank-reference-added', [{ ...settled, bankReference: null }], settled],
    ['no-reference-to-compare', [{ ...returned, bankReference: null }], settled],
  ])('is kept once as ignored: %s', (why, answers, last) => {
    expect(decideAfter(answers, last).events).toMatchObject([
      { type: 'LineAnswerIgnored', data: { lineId, why } },
    ]);
    expect(decideAfter([...answers, last], last)).toEqual({ events: [] });
  });

  it('finds a second settlement by the reference that came later', () => {
    const answers = [{ ...settled, bankReference: null }, settled];
    expect(decideAfter(answers, { ...settled, bankReference: 'R3' }).refusal?.code).toBe(
      'batch.answer-contradicts',
    );
  });
});

describe('any batch, with any lines removed and any answers', () => {
  const anyLine = fc.record({
    grossFen: fc.bigInt(1n, 10n ** 12n),
    setOffShare: fc.nat(99),
    removed: fc.boolean(),
  });
  const anyAnswer = fc.record({
    place: fc.nat(),
    outcome: fc.constantFrom<BankOutcome>('accepted', 'settled', 'rejected', 'returned'),
    bankReference: fc.constantFrom(null, 'R1', 'R2'),
    happenedOn: fc.constantFrom(before, businessDate('2024-05-06'), after),
  });
  const batchOf = (drafts: readonly { grossFen: bigint; setOffShare: number }[]): BatchLine[] =>
    drafts.map(({ grossFen, setOffShare }, place) => {
      const setOffFen = (grossFen * BigInt(setOffShare)) / 100n;
      return {
        ...the.first,
        lineId: `L${place}`,
        trancheNo: place,
        grossFen,
        setOffFen,
        netFen: grossFen - setOffFen,
      };
    });
  const preparing = (lines: readonly BatchLine[], removed: readonly BatchLine[]): BatchCommand[] => [
    {
      type: 'DraftBatch',
      batch: 'batch-1',
      title: '',
      candidates: lines,
      executeOn: before,
      actor: the.drafter,
    },
    { type: 'ConfirmAssembly', part: 0, lines, leftOut: [] },
    ...removed.map(
      (line) => ({ type: 'RemoveLine', lineId: line.lineId, actor: the.drafter, reason: '' }) as const,
    ),
    { type: 'SubmitBatch', actor: the.submitter, requiredApprovals: 1 },
  ];

  it('keeps Σ net = total at every prefix, settles no line twice and repeats nothing (promises 2, 3 and 6)', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 4 }),
        fc.array(anyAnswer, { maxLength: 16 }),
        (drafts, answers) => {
          // The first line always stays, otherwise the batch ends before it is submitted.
          const lines = [the.first, ...batchOf(drafts)];
          const kept = lines.filter((_, place) => place === 0 || !drafts[place - 1]?.removed);
          const totalFen = sumFen(kept.map(({ netFen }) => netFen));
          const history: BatchEvent[] = [];
          const run = (command: BatchCommand): void => {
            history.push(...batchDecider.decide(command, fold(batchDecider, history)).events);
          };
          preparing(
            lines,
            lines.filter((line) => !kept.includes(line)),
          ).forEach(run);
          run({
            type: 'ApproveBatch',
            actor: the.checker,
            contentHash: batchContentHash(kept),
            now: the.sealedAt,
          });
          run({ type: 'SendBatch', actor: the.drafter, ...the.file });
          for (const { place, ...changes } of answers) {
            const command = record(changes, kept[place % kept.length]?.lineId);
            run(command);
            expect(batchDecider.decide(command, fold(batchDecider, history)).events).toEqual([]);
          }
          for (const prefix of history.keys()) {
            const state = fold(batchDecider, history.slice(0, prefix + 1));
            if (!('submission' in state)) continue;
            expect(state.submission.totalFen).toBe(totalFen);
            expect(sumFen(linesOf(state).map(({ netFen }) => netFen))).toBe(totalFen);
          }
          const settled = history
            .filter((event) => event.type === 'LineSettled')
            .map(({ data }) => data.lineId);
          expect(new Set(settled).size).toBe(settled.length);
          const closed = history.find((event) => event.type === 'BatchSettled')?.data;
          if (closed) expect(closed.settledFen + closed.rejectedFen + closed.returnedFen).toBe(totalFen);
        },
      ),
      { numRuns: 200 },
    );
  });
});
