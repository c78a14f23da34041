import { fold } from '#kernel/decider.js';
import { yuan } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import type { RecoveryTerms } from '#policy/tranche-terms.js';
import { enterprise, person, shippedMeasure, specOfMeasure } from '../kinds/measure-spec.js';
import { orThrow } from '#kernel/refusal.js';
import { measureRules } from '../kinds/measure-rules.js';
import { awardDecider } from './award.decider.js';
import type { AwardCommand } from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import { sampleRulebook } from './sample-award.js';
import { claim, day, firstPaid, granted, play, request, statusOf, verifyEvidence } from './sample-play.js';

const move = (to: string, by = 'vera'): AwardCommand => ({
  type: 'MoveAward',
  by,
  to,
  movedOn: day('2024-02-20'),
  document: '迁〔2024〕1号',
  facts: {},
});

describe('an award that lands in another place (practice E12, E13)', () => {
  it('stays with its payers when it is in that place already', () => {
    expect(play(...granted, move('jiaxing')).last.refusal).toMatchObject({
      code: 'award.not-moved',
      pointer: '/to',
      zh: '资助已在“jiaxing”',
    });
    expect(play(...granted, move('nanhu'), move('nanhu')).code).toBe('award.not-moved');
  });

  it('is moved by somebody else than who entered it, and the attempt is on record', () => {
    const { code, last } = play(...granted, move('nanhu', 'olga'));
    expect(code).toBe('duty.same-person');
    expect(last.events).toMatchObject([
      { type: 'DutyConflictRecorded', data: { act: 'award.move', earlierAct: 'award.submit', by: 'olga' } },
    ]);
  });

  it('asks for its next tranche from the payers of the new place', () => {
    const { last } = play(...granted, move('nanhu'), claim(1), verifyEvidence(1), request(1));
    expect(last.events).toMatchObject([
      {
        type: 'TrancheReleaseRequested',
        data: {
          budgetLine: 'sample',
          payers: [{ payer: 'jiaxing' }, { payer: 'nanhu', budgetLine: 'NH-sample' }],
        },
      },
    ]);
  });

  it.each([
    ['before approval', granted.slice(0, 3), 'award.not-approved'],
    [
      'after its end',
      [...granted, { type: 'LapseAward', by: 'olga', reason: 'x', on: day('2024-02-01') }],
      'award.wrong-status',
    ],
  ] as const)('cannot move %s', (_when, before, code) => {
    expect(play(...(before as readonly AwardCommand[]), move('nanhu')).code).toBe(code);
  });

  it('ends outside the places of the book: unpaid tranches stop, and without terms nothing is claimed', () => {
    const { state, types, last } = play(...firstPaid, move('shanghai'));
    expect(types).toEqual(['AwardMoved', 'AwardTerminated', 'TrancheCancelled', 'TrancheCancelled']);
    expect(last.events[1]).toMatchObject({
      data: { ground: 'other', recovery: null, endedOn: '2024-02-20' },
    });
    expect([1, 2, 3].map((no) => statusOf(state, no))).toEqual(['paid', 'cancelled', 'cancelled']);
  });

  it('owes what the pledge says where the measure has terms for it', () => {
    const pledged = awardDecider({
      ...sampleRulebook,
      measure: (version, id) => ({
        ...orThrow(sampleRulebook.measure(version, id)),
        recovery: { 'moved-away': PLEDGE } as unknown as Measure['recovery'],
      }),
    });
    const before = firstPaid.reduce<readonly AwardEvent[]>(
      (events, command) => [...events, ...pledged.decide(command, fold(pledged, events)).events],
      [],
    );
    const { events } = pledged.decide(move('shanghai'), fold(pledged, before));
    expect(events[1]).toMatchObject({
      type: 'AwardTerminated',
      data: { ground: 'moved-away', recovery: { byTranche: [{ trancheNo: 1, amountFen: yuan(40) }] } },
    });
  });
});

/** Five years in the place, the rest pro rata: a pledge of Binhai (practice E12). */
const PLEDGE: RecoveryTerms = {
  formula: 'pro-rata-months',
  zh: '承诺期内迁出，按未满月数退还',
  en: 'Moved away within the pledge: the months left come back',
  clause: 'practice E12',
  serviceMonths: 60,
  servedFromFact: 'selectedOn',
  payeeRoles: null,
  facts: [],
};

describe('terms for who moves away, as data', () => {
  const shipped = shippedMeasure('JX24-1.2');
  const measure: Measure = { ...shipped, recovery: { ...shipped.recovery, 'moved-away': PLEDGE } };
  const spec = specOfMeasure({ programme: 'elite-leader', ...measureRules }, measure, {
    person: person(40),
    enterprise,
  });
  const paid = spec.paid(spec.award({ class: 'C', selectedOn: '2024-01-10' }), yuan(800_000));

  it.each([
    // 800,000 paid of 2,000,000; every month earns 33,333.33…
    ['after twelve months', '2025-01-10', 400_000],
    ['a day earlier eleven months count', '2025-01-09', 433_333.33],
    ['after twenty-four months all is earned', '2026-01-10', 0],
  ])('E12 %s', (_when, movedOn, owed) => {
    const { derivation } = orThrow(spec.recover(paid, 'moved-away', {}, movedOn));
    expect(derivation.resultFen).toBe(BigInt(Math.round(owed * 100)));
  });

  it('is no ground of a measure that has none', () => {
    const plain = specOfMeasure({ programme: 'elite-leader', ...measureRules }, shipped, {
      person: person(40),
      enterprise,
    });
    expect(plain.recover(paid, 'moved-away')).toMatchObject({ code: 'recovery.ground-not-applicable' });
  });
});
