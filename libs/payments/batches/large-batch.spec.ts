import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { yuan } from '#kernel/money.js';
import * as the from './a-batch.js';
import { type BatchLine, batchContentHash, inParts, LINES_PER_EVENT } from './batch-line.js';
import { type BatchAtBank, isAtBank, linesOf } from './batch-state.js';
import { type BatchCommand, batchDecider } from './batches.js';
import type { BatchEvent } from './batches.events.js';

const COUNT = 2 * LINES_PER_EVENT + 1;

const lines: readonly BatchLine[] = Array.from({ length: COUNT }, (_, place) => ({
  ...the.second,
  lineId: `L${String(place).padStart(6, '0')}`,
  award: `award-${place}`,
}));

const after = (history: readonly BatchEvent[], ...commands: readonly BatchCommand[]): readonly BatchEvent[] =>
  commands.reduce<readonly BatchEvent[]>((events, command) => {
    const { events: more, refusal } = batchDecider.decide(command, fold(batchDecider, events));
    expect(refusal).toBeUndefined();
    return [...events, ...more];
  }, history);

const draft: BatchCommand = {
  type: 'DraftBatch',
  batch: 'batch-7K3M',
  title: '2024年第一批',
  candidates: lines,
  executeOn: businessDate('2024-05-06'),
  actor: the.drafter,
};
const parts = inParts(lines);
const confirm = (part: number): BatchCommand => ({
  type: 'ConfirmAssembly',
  part,
  lines: parts[part] ?? [],
  leftOut: [],
});
const submit: BatchCommand = { type: 'SubmitBatch', actor: the.submitter, requiredApprovals: 1 };
const contentHash = batchContentHash(lines);
const approve: BatchCommand = {
  type: 'ApproveBatch',
  actor: the.checker,
  contentHash,
  now: the.sealedAt,
};
const send: BatchCommand = { type: 'SendBatch', actor: the.drafter, ...the.file };
const drafted = (): readonly BatchEvent[] => after([], draft, confirm(0), confirm(1), confirm(2));
const countsOf = (events: readonly BatchEvent[]): readonly (readonly [string, number])[] =>
  events.map(({ type, data }) => [
    type,
    'candidates' in data ? data.candidates.length : 'lines' in data ? data.lines.length : 0,
  ]);

describe('a batch of more lines than one event carries', () => {
  it('is drafted and assembled in parts, whichever part is answered first', () => {
    expect(countsOf(after([], draft, confirm(2), confirm(0), confirm(1)))).toEqual([
      ['BatchDrafted', LINES_PER_EVENT],
      ['CandidatesAdded', LINES_PER_EVENT],
      ['CandidatesAdded', 1],
      ['LinesAssembled', 1],
      ['LinesAssembled', LINES_PER_EVENT],
      ['BatchAssembled', LINES_PER_EVENT],
    ]);
    const last = drafted().at(-1);
    expect(last).toMatchObject({ type: 'BatchAssembled', data: { totalFen: yuan(5_000) * BigInt(COUNT) } });
    expect(linesOf(fold(batchDecider, drafted()))).toEqual(lines);
  });

  it('stays a draft nobody can submit until the last part is answered', () => {
    given(batchDecider, after([], draft, confirm(0), confirm(1)))
      .when(submit)
      .thenRefused('batch.wrong-status');
  });

  it('stops as a bug when a part is answered twice', () => {
    const state = fold(batchDecider, after([], draft, confirm(0)));
    expect(() => batchDecider.decide(confirm(0), state)).toThrow('Part 0 of the candidates is answered once');
  });

  it('is approved by one hash over all lines (promise 5)', () => {
    const submitted = after(drafted(), submit).at(-1);
    expect(submitted).toMatchObject({ type: 'BatchSubmitted', data: { contentHash, count: COUNT } });
  });

  it('ends only when no part has a line', () => {
    const none = (part: number): BatchCommand => ({
      type: 'ConfirmAssembly',
      part,
      lines: [],
      leftOut: (parts[part] ?? []).map((line) => ({ ...the.leftOut, ...the.attempt(line) })),
    });
    expect(after([], draft, none(0), none(1), confirm(2)).at(-1)?.type).toBe('BatchAssembled');
    expect(after([], draft, none(0), none(1), none(2)).at(-1)?.type).toBe('BatchRejected');
  });

  it('frees its tranches in parts when it is rejected', () => {
    const before = drafted();
    const rejected = after(before, { type: 'RejectBatch', actor: the.checker, reason: 'wrong year' });
    expect(countsOf(rejected.slice(before.length))).toEqual([
      ['BatchRejected', LINES_PER_EVENT],
      ['LinesReleased', LINES_PER_EVENT],
      ['LinesReleased', 1],
    ]);
  });

  it('refuses more than 100,000 payments', () => {
    const candidates = Array.from({ length: 100_001 }, (_, place) => ({
      award: `award-${place}`,
      trancheNo: 1,
      attempt: 1,
    }));
    const refusal = given(batchDecider)
      .when({ ...draft, candidates })
      .thenRefused('batch.too-many-lines');
    expect(refusal.facts).toEqual({ count: 100_001, limit: 100_000 });
  });
});

describe('many answers of the bank at once', () => {
  const small = the.toSent;
  const { lineId } = the.first;
  const other = the.second.lineId;

  it('lead to the same events as one after the other, up to the closing of the batch', () => {
    const answers = [
      { lineId, answer: the.answer() },
      { lineId: other, answer: the.answer({ bankReference: 'R2' }) },
    ];
    const singly = after(
      small,
      ...answers.map((answer) => ({ type: 'RecordLineAnswer', ...answer }) as const),
    );
    expect(after(small, { type: 'RecordLineAnswers', answers })).toEqual(singly);
    expect(singly.at(-1)?.type).toBe('BatchClosed');
  });

  it('pass over what is refused, known or no line, and what comes after it for the same line', () => {
    const answers = [
      { lineId, answer: the.answer() },
      { lineId, answer: the.answer({ outcome: 'rejected' }) },
      { lineId, answer: the.answer({ outcome: 'returned' }) },
      { lineId: 'nobody', answer: the.answer() },
      { lineId: other, answer: the.answer({ amountFen: 1n }) },
    ];
    const events = after(small, { type: 'RecordLineAnswers', answers }).slice(small.length);
    expect(events.map(({ type }) => type)).toEqual(['BatchAcknowledged', 'LineSettled']);
  });

  it('settle a large batch to the last line', () => {
    const history = after(drafted(), submit, approve, send);
    const answered = after(
      history,
      ...parts.map((part): BatchCommand => ({
        type: 'RecordLineAnswers',
        answers: part.map((line) => ({ lineId: line.lineId, answer: the.answer() })),
      })),
    );
    const state = fold(batchDecider, answered);
    expect(isAtBank(state)).toBe(true);
    expect((state as BatchAtBank).openCount).toBe(0);
    expect(answered.at(-2)).toMatchObject({
      type: 'BatchSettled',
      data: { settledFen: yuan(5_000) * BigInt(COUNT), rejectedFen: 0n, returnedFen: 0n },
    });
  });
});
