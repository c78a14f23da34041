import { fold } from '#kernel/decider.js';
import { yuan } from '#kernel/money.js';
import type { RevisionEvent, RevisionItem } from './revision.events.js';
import { itemsHashOf, type RevisionCommand, revisionDecider } from './revision.js';

const item = (kind: RevisionItem['kind'], amount: number, award = 'W1'): RevisionItem => ({
  award,
  measure: 'M',
  trancheNo: 1,
  payee: 'E1',
  kind,
  fromVersion: 'B@1',
  paidFen: yuan(40),
  adjustedFen: 0n,
  newFen: yuan(kind === 'top-up' ? 40 + amount : 40 - amount),
  amountFen: yuan(amount),
});

const items = [item('top-up', 10), item('recovery', 15, 'W2'), item('top-up', 5, 'W3')];
const draftOf = (list: readonly RevisionItem[]): RevisionCommand => ({
  type: 'DraftPackage',
  revision: 'revision-1',
  book: 'B',
  version: 2,
  policyVersion: 'B@2',
  items: list,
  by: { id: 'olga', role: 'programme-officer' },
});
const itemsHash = itemsHashOf(items);
const approval = { type: 'ApprovePackage', itemsHash, published: true, by: 'vera' } as const;

const after = (...commands: readonly RevisionCommand[]) => {
  const log: RevisionEvent[] = [];
  let refusal: string | undefined;
  for (const command of commands) {
    const decision = revisionDecider.decide(command, fold(revisionDecider, log));
    log.push(...decision.events);
    refusal = decision.refusal?.code;
  }
  return { log, refusal, state: fold(revisionDecider, log) };
};

describe('a package of a revision', () => {
  it('states its totals: 10 + 5 yuan to be paid, 15 to come back', () => {
    const { log } = after(draftOf(items));
    expect(log[0]?.data).toMatchObject({ count: 3, topUpFen: yuan(15), recoveryFen: yuan(15), itemsHash });
  });

  it('is kept in events of at most 500 items, each carried out as a part', () => {
    const many = Array.from({ length: 1001 }, (_, index) => item('top-up', 1, `W${index}`));
    const hash = itemsHashOf(many);
    const { log, state } = after(draftOf(many), { ...approval, itemsHash: hash });
    expect(state).toMatchObject({ draft: { count: 1001 } });
    expect('parts' in state && state.parts.map((part) => part.length)).toEqual([500, 500, 1]);
    expect(log.filter(({ type }) => type === 'PackagePartApproved')).toHaveLength(3);
  });

  it('is approved by another person than the one who drafted it (promise 4)', () => {
    const { log, refusal, state } = after(draftOf(items), { ...approval, by: 'olga' });
    expect(refusal).toBe('duty.same-person');
    expect(log.at(-1)).toEqual({
      type: 'PackageApprovalRefused',
      data: { revision: 'revision-1', by: 'olga' },
    });
    expect(state.status).toBe('drafted');
  });

  it.each<[string, string, readonly RevisionCommand[]]>([
    ['an empty list', 'revision.nothing-to-adjust', [draftOf([])]],
    ['another list', 'revision.other-list', [draftOf(items), { ...approval, itemsHash: 'other' }]],
    ['a version not in force', 'revision.not-published', [draftOf(items), { ...approval, published: false }]],
    ['a second approval', 'revision.wrong-status', [draftOf(items), approval, approval]],
    ['a package that is not there', 'revision.not-found', [approval]],
    [
      'a rejected package',
      'revision.wrong-status',
      [draftOf(items), { type: 'RejectPackage', reason: 'wrong day', by: 'vera' }, approval],
    ],
  ])('refuses %s with %s', (_what, code, commands) => {
    expect(after(...commands).refusal).toBe(code);
  });

  it('is carried out when every part has its outcomes, which are recorded once', () => {
    const outcomes = [{ itemNo: 1, outcome: 'top-up-added', trancheNo: 4 }] as const;
    const record = { type: 'RecordPart', part: 0, outcomes } as const;
    const { log, state } = after(draftOf(items), approval, record, record);
    expect(state.status).toBe('carried-out');
    expect(log.filter(({ type }) => type === 'PackagePartCarriedOut')).toHaveLength(1);
  });
});
