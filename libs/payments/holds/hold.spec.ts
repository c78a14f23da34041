import type { Actor } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { yuan } from '#kernel/money.js';
import type { HoldEvent } from './hold.events.js';
import { holdDecider, isInForce, type PlaceHold } from './hold.js';

const day = businessDate;
const max: Actor = { id: 'max', role: 'finance-maker' };
const carl: Actor = { id: 'carl', role: 'finance-checker' };

const stated = {
  hold: 'hold-1',
  scope: { kind: 'award', id: 'elite-leader-1' },
  reason: '核查中',
  from: day('2024-03-01'),
  until: day('2024-03-31'),
  amountFen: null,
} as const;
const place: PlaceHold = { type: 'PlaceHold', ...stated, actor: max };
const placed: HoldEvent = { type: 'HoldPlaced', data: { ...stated, placedBy: 'max' } };
const lift = (actor: Actor) =>
  ({ type: 'LiftHold', actor, reason: '核查无误', on: day('2024-03-08') }) as const;
const lifted: HoldEvent = {
  type: 'HoldLifted',
  data: { hold: 'hold-1', liftedBy: 'carl', reason: '核查无误', on: day('2024-03-08') },
};
const expire = (on: string) => ({ type: 'ExpireHold', until: day('2024-03-31'), on: day(on) }) as const;
const expired: HoldEvent = { type: 'HoldExpired', data: { hold: 'hold-1', until: day('2024-03-31') } };

describe('a hold', () => {
  it('says whose money it keeps back, why, who placed it, until when and how much', () => {
    given(holdDecider).when(place).then(placed);
    const part = { ...place, amountFen: yuan(200_000), until: null };
    given(holdDecider)
      .when(part)
      .then({
        type: 'HoldPlaced',
        data: { ...stated, until: null, amountFen: yuan(200_000), placedBy: 'max' },
      });
  });

  it('is placed once, does not end before it begins, and is of more than nothing', () => {
    given(holdDecider, [placed]).when(place).thenRefused('hold.exists');
    given(holdDecider)
      .when({ ...place, until: day('2024-02-29') })
      .thenRefused('hold.ends-before-it-begins');
    given(holdDecider)
      .when({ ...place, amountFen: 0n })
      .thenRefused('hold.amount');
  });

  it('is lifted by somebody else than who placed it, and a refused attempt stays on record (promise 4)', () => {
    given(holdDecider, [placed]).when(lift(carl)).then(lifted);
    const attempt = { hold: 'hold-1', by: 'max', reasonCode: 'duty.same-person' };
    given(holdDecider, [placed])
      .when(lift(max))
      .thenRefused('duty.same-person', { type: 'HoldLiftRefused', data: attempt });
    given(holdDecider, [placed, { type: 'HoldLiftRefused', data: attempt }])
      .when(lift(carl))
      .then(lifted);
  });

  it('that is over, or was never placed, cannot be lifted', () => {
    given(holdDecider).when(lift(carl)).thenRefused('hold.not-found');
    given(holdDecider, [placed, lifted]).when(lift(carl)).thenRefused('hold.over');
    given(holdDecider, [placed, expired]).when(lift(carl)).thenRefused('hold.over');
  });

  it('expires on the day after its last one, once, and not after it was lifted', () => {
    given(holdDecider, [placed]).when(expire('2024-03-31')).then();
    given(holdDecider, [placed]).when(expire('2024-04-01')).then(expired);
    given(holdDecider, [placed, expired]).when(expire('2024-04-02')).then();
    given(holdDecider, [placed, lifted]).when(expire('2024-04-01')).then();
  });

  it.each([
    ['before its first day', '2024-02-29', false],
    ['on its first day', '2024-03-01', true],
    ['on its last day', '2024-03-31', true],
    ['after its last day, also before anybody has put that on record', '2024-04-01', false],
  ])('bites %s: %s %s', (_when, on, bites) => {
    expect(isInForce(stated, day(on))).toBe(bites);
  });
});
