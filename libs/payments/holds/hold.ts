import { differentPeople } from '#access/different-people.js';
import type { Actor } from '#kernel/actor.js';
import { assert, unreachable } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { HoldEvent, HoldPlaced } from './hold.events.js';

export interface PlaceHold extends Readonly<Omit<HoldPlaced['data'], 'placedBy'>> {
  readonly type: 'PlaceHold';
  readonly actor: Actor;
}

/** By somebody else than who placed it. */
export interface LiftHold {
  readonly type: 'LiftHold';
  readonly actor: Actor;
  readonly reason: string;
  readonly on: BusinessDate;
}

/** From whoever found that the last day is over. */
export interface ExpireHold {
  readonly type: 'ExpireHold';
  readonly until: BusinessDate;
  readonly on: BusinessDate;
}

export type HoldCommand = PlaceHold | LiftHold | ExpireHold;

/** What is held, whatever became of it. */
export type Hold = HoldPlaced['data'];

export type HoldState =
  { readonly status: 'none' } | { readonly status: 'in-force' | 'lifted' | 'expired'; readonly placed: Hold };

/** On its last day a hold still bites. */
export const isInForce = ({ from, until }: Pick<Hold, 'from' | 'until'>, day: BusinessDate): boolean =>
  from <= day && (until === null || day <= until);

const place = ({ type: _type, actor, ...stated }: PlaceHold, state: HoldState): Decision<HoldEvent> => {
  const { from, until, amountFen, hold } = stated;
  if (state.status !== 'none')
    return reject(refuse('hold.exists', '该暂缓已存在', 'This hold exists', { facts: { hold } }));
  if (until !== null && until < from) return reject(endsBeforeItBegins(from, until));
  if (amountFen !== null && amountFen <= 0n) return reject(nothingHeld(yuanOf(amountFen)));
  return accept({ type: 'HoldPlaced', data: { ...stated, placedBy: actor.id } });
};

const lift = ({ actor, reason, on }: LiftHold, state: HoldState): Decision<HoldEvent> => {
  if (state.status === 'none') return reject(noSuchHold());
  if (state.status !== 'in-force') return reject(over(state.status));
  const { hold, placedBy } = state.placed;
  const refusal = differentPeople(actor, [{ act: 'hold.place', by: placedBy }]);
  if (refusal) {
    const data = { hold, by: actor.id, reasonCode: refusal.code };
    return reject(refusal, { type: 'HoldLiftRefused', data });
  }
  return accept({ type: 'HoldLifted', data: { hold, liftedBy: actor.id, reason, on } });
};

/** A hold that was lifted in the meantime has nothing to expire. */
const expire = ({ until, on }: ExpireHold, state: HoldState): Decision<HoldEvent> => {
  if (state.status !== 'in-force' || state.placed.until !== until || on <= until) return accept();
  return accept({ type: 'HoldExpired', data: { hold: state.placed.hold, until } });
};

const decide = (command: HoldCommand, state: HoldState): Decision<HoldEvent> => {
  switch (command.type) {
    case 'PlaceHold':
      return place(command, state);
    case 'LiftHold':
      return lift(command, state);
    case 'ExpireHold':
      return expire(command, state);
    default:
      return unreachable(command);
  }
};

const evolve = (state: HoldState, event: HoldEvent): HoldState => {
  if (event.type === 'HoldPlaced') return { status: 'in-force', placed: event.data };
  assert(state.status !== 'none', `${event.type} before anything was held`);
  switch (event.type) {
    case 'HoldLifted':
      return { ...state, status: 'lifted' };
    case 'HoldExpired':
      return { ...state, status: 'expired' };
    case 'HoldLiftRefused':
      return state;
    default:
      return unreachable(event);
  }
};

const endsBeforeItBegins = (from: BusinessDate, until: BusinessDate): Refusal =>
  refuse(
    'hold.ends-before-it-begins',
    `暂缓止日 ${until} 早于起日 ${from}`,
    `The hold ends on ${until}, before it begins on ${from}`,
    { pointer: '/until', facts: { from, until } },
  );

const nothingHeld = (amountYuan: string): Refusal =>
  refuse('hold.amount', '暂缓金额应大于零', 'The amount held must be more than zero', {
    pointer: '/amountYuan',
    facts: { amountYuan },
  });

const noSuchHold = (): Refusal =>
  refuse('hold.not-found', '没有此暂缓', 'There is no such hold', { pointer: '/hold' });

const over = (status: 'lifted' | 'expired'): Refusal =>
  refuse(
    'hold.over',
    status === 'lifted' ? '该暂缓已解除' : '该暂缓已到期',
    status === 'lifted' ? 'The hold was lifted before' : 'The hold has expired',
    { facts: { status } },
  );

/** One reason why money waits: placed by one person, lifted by another, or over with its last day. */
export const holdDecider: Decider<HoldCommand, HoldState, HoldEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
