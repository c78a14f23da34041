import { type Fen, yuan } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import type { CapDefinition } from '#policy/tranche-terms.js';
import type { CapClaim } from './programme-rules.js';
import type { TrancheRevision } from './revised.js';
import { capsOfTopUp } from './top-up-caps.js';

const WORDS = { zh: '上限', en: 'cap' };

const measureWith = (limit: CapDefinition['limit']): Measure =>
  ({
    caps: [
      { key: 'sample.cap', title: WORDS, clause: 'JX24-1.2', subject: 'award', window: 'lifetime', limit },
    ],
  }) as unknown as Measure;

const claimOf = (capKey: string, limit: CapClaim['limit']): CapClaim => ({
  capKey,
  subject: 'award-1',
  window: 'lifetime',
  title: WORDS,
  clause: 'JX24-1.2',
  limit,
  year: null,
});

const revision = (trancheNo: number, adjusted: number): TrancheRevision => ({
  trancheNo,
  toVersion: 'JX24@2',
  adjustedFen: yuan(adjusted),
  topUpNo: null,
  caseId: null,
  open: [],
});

/** The tranche was paid against a limit of 100 yuan; now 15 are added to tranche 2. */
const limitAfter = (limit: CapDefinition['limit'], earlier: readonly TrancheRevision[]): Fen | undefined => {
  const claims = [claimOf('sample.cap', { kind: 'amount', limitFen: yuan(100) })];
  const [claim] = capsOfTopUp(claims, measureWith(limit), { trancheNo: 2, amountFen: yuan(15), earlier });
  return claim?.limit.kind === 'amount' ? claim.limit.limitFen : undefined;
};

describe('The caps of a top-up (a retroactive revision)', () => {
  it.each<[string, CapDefinition['limit'], readonly TrancheRevision[], number]>([
    ['the amount of the new version', { kind: 'amount', amountFen: yuan(130), excludedBy: [] }, [], 130],
    ['the total of the award and what is added', { kind: 'award-total', excludedBy: [] }, [], 115],
    [
      'the total of the award and all that packages added: 10 to tranche 1, 20 to tranche 2, 15 now',
      { kind: 'award-total', excludedBy: [] },
      [revision(1, 10), revision(2, 20)],
      145,
    ],
    ['the ceiling of the tranche and what is added', { kind: 'tranche-ceiling' }, [revision(1, 10)], 115],
    [
      'the ceiling less what was claimed back of the tranche',
      { kind: 'tranche-ceiling' },
      [revision(2, -5)],
      110,
    ],
    ['what the tranche asked for and what is added', { kind: 'difference' }, [revision(2, 20)], 135],
  ])('have for a limit %s', (_what, limit, earlier, expected) => {
    expect(limitAfter(limit, earlier)).toBe(yuan(expected));
  });

  it('count years as before, and keep a cap that the new version does not know', () => {
    const claims = [
      claimOf('sample.cap', { kind: 'years', limitYears: 3 }),
      claimOf('other.cap', { kind: 'amount', limitFen: yuan(100) }),
    ];
    const added = { trancheNo: 2, amountFen: yuan(15), earlier: [] };
    expect(capsOfTopUp(claims, measureWith({ kind: 'years', years: 5 }), added)).toEqual(claims);
  });
});
