import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { yuan } from '#kernel/money.js';
import * as the from './a-batch.js';
import { batchContentHash } from './batch-line.js';
import { linesOf } from './batch-state.js';
import { batchDecider, type BatchCommand } from './batches.js';
import type { BatchEvent } from './batches.events.js';

const draft = {
  type: 'DraftBatch',
  batch: 'batch-7K3M',
  title: '2024年第一批',
  candidates: [the.attempt(the.first), the.attempt(the.second)],
  executeOn: businessDate('2024-05-06'),
  actor: the.drafter,
} as const;
const approve = { type: 'ApproveBatch', contentHash: the.contentHash, now: the.sealedAt } as const;
const send = { type: 'SendBatch', actor: the.drafter, ...the.file } as const;
const rejectedEmpty = (rejectedBy: string, leftOut: readonly (typeof the.leftOut)[] = []): BatchEvent => ({
  type: 'BatchRejected',
  data: { rejectedBy, reason: 'no-line-left', lines: [], leftOut },
});

describe('drafting a batch', () => {
  it('names the candidates; the process manager says what became of each', () => {
    given(batchDecider).when(draft).then(the.drafted);
    given(batchDecider, [the.drafted])
      .when({ type: 'ConfirmAssembly', part: 0, lines: [the.first, the.second], leftOut: [] })
      .then(the.assembled);
  });

  it('refuses a batch without candidates, a repeated candidate and a second draft', () => {
    given(batchDecider)
      .when({ ...draft, candidates: [] })
      .thenRefused('batch.empty');
    const twice = [...draft.candidates, the.attempt(the.first)];
    const refusal = given(batchDecider)
      .when({ ...draft, candidates: twice })
      .thenRefused('batch.candidate-repeated');
    expect(refusal.pointer).toBe('/candidates/2');
    given(batchDecider, [the.drafted]).when(draft).thenRefused('batch.exists');
  });

  it('ends when no candidate gets in, with the reason of each', () => {
    const other = { ...the.leftOut, ...the.attempt(the.first) };
    given(batchDecider, [the.drafted])
      .when({ type: 'ConfirmAssembly', part: 0, lines: [], leftOut: [other, the.leftOut] })
      .then(rejectedEmpty('system', [other, the.leftOut]));
  });

  it.each([
    ['a candidate is forgotten', [the.first], 'Every candidate'],
    ['two lines have one id', [the.first, { ...the.second, lineId: the.first.lineId }], 'Line ids differ'],
    ['net is not gross less set-off', [the.first, { ...the.second, netFen: yuan(1) }], 'gross less set-off'],
    [
      'nothing is left to pay',
      [the.first, { ...the.second, setOffFen: yuan(5_000), netFen: 0n }],
      'more than nothing',
    ],
    [
      'an id is too long for the bank',
      [the.first, { ...the.second, lineId: 'x'.repeat(36) }],
      '35 characters',
    ],
  ])('stops as a bug when %s', (_, lines, message) => {
    const state = fold(batchDecider, [the.drafted]);
    expect(() =>
      batchDecider.decide({ type: 'ConfirmAssembly', part: 0, lines, leftOut: [] }, state),
    ).toThrow(message);
  });

  it('lets go of a line, and ends with the last one', () => {
    const remove = {
      type: 'RemoveLine',
      lineId: the.first.lineId,
      actor: the.drafter,
      reason: 'held',
    } as const;
    const removed: BatchEvent = {
      type: 'LineRemoved',
      data: {
        lineId: the.first.lineId,
        ...the.attempt(the.first),
        netFen: yuan(10_000),
        removedBy: 'wang',
        reason: 'held',
      },
    };
    given(batchDecider, the.toDrafted).when(remove).then(removed);
    given(batchDecider, [...the.toDrafted, removed])
      .when(remove)
      .thenRefused('batch.unknown-line');
    const assembledAlone: BatchEvent = {
      type: 'BatchAssembled',
      data: { lines: [the.first], leftOut: [the.leftOut], totalFen: yuan(10_000) },
    };
    given(batchDecider, [the.drafted, assembledAlone]).when(remove).then(removed, rejectedEmpty('wang'));
  });
});

describe('the hash of a batch (promise 5)', () => {
  it('does not depend on the order of the lines', () => {
    expect(batchContentHash([the.second, the.first])).toBe(the.contentHash);
  });

  it.each([
    ['an amount', { netFen: yuan(10_001) }],
    ['another account number or owner', { account: { ...the.first.account, fingerprint: 'b'.repeat(64) } }],
    ['another bank', { account: { ...the.first.account, bankCode: '105335000018' } }],
    ['a payee', { payee: 'party-9' }],
    ['an attempt', { attempt: 2 }],
  ])('changes with %s', (_, changes) => {
    expect(batchContentHash([{ ...the.first, ...changes }, the.second])).not.toBe(the.contentHash);
  });

  it('stays when the payee is forgotten (promise 10)', () => {
    const account = { ...the.first.account, number: 'forgotten', accountName: 'forgotten' };
    expect(batchContentHash([{ ...the.first, account }, the.second])).toBe(the.contentHash);
  });
});

describe('approving a batch (promises 4 and 5)', () => {
  it('freezes hash, count, total and the number of approvals at submission', () => {
    given(batchDecider, the.toDrafted)
      .when({ type: 'SubmitBatch', actor: the.submitter, requiredApprovals: 2 })
      .then(the.submittedFor(2));
  });

  it('seals with the last approval that is needed', () => {
    given(batchDecider, the.toSubmitted)
      .when({ ...approve, actor: the.checker })
      .then(the.approvedBy('li'), the.approved('li'), the.sealed);
  });

  it('waits for the second of two different people', () => {
    const two = [...the.toDrafted, the.submittedFor(2)];
    given(batchDecider, two)
      .when({ ...approve, actor: the.checker })
      .then(the.approvedBy('li'));
    given(batchDecider, [...two, the.approvedBy('li')])
      .when({ ...approve, actor: the.secondChecker })
      .then(the.approvedBy('chen'), the.approved('li', 'chen'), the.sealed);
  });

  const refused = (by: string, reasonCode: string): BatchEvent => ({
    type: 'BatchApprovalRefused',
    data: { by, reasonCode },
  });
  const two = [...the.toDrafted, the.submittedFor(2), the.approvedBy('li')];
  it.each([
    ['wang', 'drafted it'],
    ['zhao', 'submitted it'],
    ['li', 'approved it already'],
    ['verifier', 'verified a tranche in it'],
    ['releaser', 'released a tranche in it'],
  ])('refuses %s, who %s, whatever the role, and records the attempt', (id) => {
    given(batchDecider, two)
      .when({ ...approve, actor: { id, role: 'finance-checker' } })
      .thenRefused('duty.same-person', refused(id, 'duty.same-person'));
  });

  it('refuses who submitted an earlier round or removed a line, after others took over', () => {
    const removed: BatchEvent = {
      type: 'LineRemoved',
      data: {
        lineId: the.second.lineId,
        ...the.attempt(the.second),
        netFen: yuan(5_000),
        removedBy: 'sun',
        reason: 'held',
      },
    };
    const withdrawn: BatchEvent = {
      type: 'SubmissionWithdrawn',
      data: { withdrawnBy: 'zhao', voidedApprovals: [] },
    };
    const contentHash = batchContentHash([the.first]);
    const resubmitted: BatchEvent = {
      type: 'BatchSubmitted',
      data: { submittedBy: 'wang', contentHash, count: 1, totalFen: yuan(10_000), requiredApprovals: 1 },
    };
    const history = [...the.toSubmitted, withdrawn, removed, resubmitted];
    for (const id of ['zhao', 'sun']) {
      given(batchDecider, history)
        .when({ ...approve, contentHash, actor: { id, role: 'finance-checker' } })
        .thenRefused('duty.same-person', refused(id, 'duty.same-person'));
    }
    given(batchDecider, history)
      .when({ ...approve, actor: the.checker })
      .thenRefused('batch.content-changed', refused('li', 'batch.content-changed'));
  });

  it('voids the approvals when the submitter, and nobody else, withdraws', () => {
    const withdrawn: BatchEvent = {
      type: 'SubmissionWithdrawn',
      data: { withdrawnBy: 'zhao', voidedApprovals: ['li'] },
    };
    given(batchDecider, two).when({ type: 'WithdrawSubmission', actor: the.submitter }).then(withdrawn);
    given(batchDecider, two)
      .when({ type: 'WithdrawSubmission', actor: the.drafter })
      .thenRefused('batch.not-submitter');
    given(batchDecider, [...two, withdrawn, the.submittedFor(2)])
      .when({ ...approve, actor: the.secondChecker })
      .then(the.approvedBy('chen'));
  });

  it('lets an approver take the vote back before the last one, and vote again (issue 5, Paying)', () => {
    const withdraw = { type: 'WithdrawApproval', actor: the.checker } as const;
    const back: BatchEvent = {
      type: 'ApprovalWithdrawn',
      data: { withdrawnBy: 'li', contentHash: the.contentHash },
    };
    given(batchDecider, two).when(withdraw).then(back);
    given(batchDecider, [...two, back])
      .when(withdraw)
      .thenRefused('batch.no-approval');
    given(batchDecider, [...two, back])
      .when({ ...approve, actor: the.secondChecker })
      .then(the.approvedBy('chen'));
    given(batchDecider, [...two, back])
      .when({ ...approve, actor: the.checker })
      .then(the.approvedBy('li'));
    given(batchDecider, the.toSealed).when(withdraw).thenRefused('batch.wrong-status');
  });

  it('frees every tranche when the batch is rejected, until it is sent (promise 2)', () => {
    const reject = { type: 'RejectBatch', actor: the.checker, reason: 'wrong year' } as const;
    const rejected: BatchEvent = {
      type: 'BatchRejected',
      data: {
        rejectedBy: 'li',
        reason: 'wrong year',
        lines: [
          { lineId: the.first.lineId, ...the.attempt(the.first) },
          { lineId: the.second.lineId, ...the.attempt(the.second) },
        ],
        leftOut: [],
      },
    };
    given(batchDecider, the.toSubmitted).when(reject).then(rejected);
    given(batchDecider, the.toSealed).when(reject).then(rejected);
    given(batchDecider, [...the.toSealed, rejected])
      .when(send)
      .thenRefused('batch.wrong-status');
    given(batchDecider, the.toSent).when(reject).thenRefused('batch.wrong-status');
  });
});

describe('sending a batch (promise 2)', () => {
  it('happens once, from the sealed batch', () => {
    given(batchDecider, the.toSealed).when(send).then(the.sent);
    expect(linesOf(fold(batchDecider, the.toSent))).toEqual([the.first, the.second]);
  });

  const unknown: BatchEvent = { type: 'BatchOutcomeUnknown', data: { reason: 'connection lost' } };
  it.each([
    ['the same file again', the.toSent, send],
    ['another format', the.toSent, { ...send, format: 'csv', fileName: 'batch.csv' }],
    ['the file when nobody knows whether it arrived', [...the.toSent, unknown], send],
  ] as const)('refuses %s', (_, history, command) => {
    given(batchDecider, history).when(command).thenRefused('batch.already-sent');
  });

  it('marks a lost connection as an unknown outcome, once', () => {
    const mark = { type: 'MarkOutcomeUnknown', reason: 'connection lost' } as const;
    given(batchDecider, the.toSent).when(mark).then(unknown);
    given(batchDecider, [...the.toSent, unknown])
      .when(mark)
      .then();
    given(batchDecider, the.toSealed).when(mark).thenRefused('batch.wrong-status');
  });
});

describe('a batch in another status', () => {
  const commands: readonly BatchCommand[] = [
    { type: 'ConfirmAssembly', part: 0, lines: [], leftOut: [] },
    { type: 'RemoveLine', lineId: the.first.lineId, actor: the.drafter, reason: 'held' },
    { type: 'SubmitBatch', actor: the.submitter, requiredApprovals: 1 },
    { ...approve, actor: the.checker },
    { type: 'WithdrawApproval', actor: the.checker },
    { type: 'WithdrawSubmission', actor: the.submitter },
    { type: 'RejectBatch', actor: the.checker, reason: 'wrong year' },
    send,
    { type: 'MarkOutcomeUnknown', reason: 'connection lost' },
    { type: 'RecordLineAnswer', lineId: the.first.lineId, answer: the.answer() },
    { type: 'RecordLineAnswers', answers: [{ lineId: the.first.lineId, answer: the.answer() }] },
  ];
  it.each(commands.map((command) => [command.type, command] as const))(
    'refuses %s once rejected',
    (_, command) => {
      const history = [...the.toDrafted, rejectedEmpty('li')];
      const refusal = given(batchDecider, history).when(command).thenRefused('batch.wrong-status');
      expect(refusal.facts).toMatchObject({ status: 'rejected' });
    },
  );
});
