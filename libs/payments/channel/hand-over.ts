import { assert, unreachable } from '#kernel/assert.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Delivery } from './bank-channel.js';
import type { BankEnquired, HandOverBegun, HandOverEvent } from './hand-over.events.js';

/** The stream of what happened between us and the bank about one batch. */
export const handOverId = (batch: string): string => `handover-${batch}`;

export interface BeginHandOver extends Readonly<HandOverBegun['data']> {
  readonly type: 'BeginHandOver';
}

/** What came of the hand-over; from the one attempt that had the claim, or from whoever found it interrupted. */
export interface RecordDelivery {
  readonly type: 'RecordDelivery';
  readonly delivery: Delivery;
}

export interface RequestEnquiry {
  readonly type: 'RequestEnquiry';
  readonly batch: string;
  readonly requestedBy: string;
}

export interface NoteEnquiry extends Readonly<BankEnquired['data']> {
  readonly type: 'NoteEnquiry';
}

export type HandOverCommand = BeginHandOver | RecordDelivery | RequestEnquiry | NoteEnquiry;

export type HandOverState =
  | { readonly status: 'none' }
  | {
      readonly status: 'begun' | 'handed-over' | 'uncertain' | 'refused';
      readonly leaving: HandOverBegun['data'];
    };

const begin = ({ type: _type, ...data }: BeginHandOver, state: HandOverState): Decision<HandOverEvent> => {
  if (state.status === 'none') return accept({ type: 'HandOverBegun', data });
  return state.leaving.claim === data.claim ? accept() : reject(alreadyBegun(state.leaving));
};

/** The first outcome stands, save that a late certainty replaces an uncertainty. */
const record = ({ delivery }: RecordDelivery, state: HandOverState): Decision<HandOverEvent> => {
  assert(state.status !== 'none', 'A delivery that was never begun');
  if (state.status === 'handed-over' || state.status === 'refused') return accept();
  const { claim: _claim, ...leaving } = state.leaving;
  switch (delivery.outcome) {
    case 'delivered':
      return accept({ type: 'PaymentFileHandedOver', data: { ...leaving, receipt: delivery.receipt } });
    case 'refused': {
      const { reasonCode, reason } = delivery;
      return accept({ type: 'HandOverRefused', data: { ...leaving, reasonCode, reason } });
    }
    case 'uncertain':
      return state.status === 'uncertain'
        ? accept()
        : accept({ type: 'HandOverUncertain', data: { ...leaving, reason: delivery.reason } });
    default:
      return unreachable(delivery);
  }
};

const decide = (command: HandOverCommand, state: HandOverState): Decision<HandOverEvent> => {
  switch (command.type) {
    case 'BeginHandOver':
      return begin(command, state);
    case 'RecordDelivery':
      return record(command, state);
    case 'RequestEnquiry': {
      const { type: _type, ...data } = command;
      return state.status === 'none' ? reject(nothingLeft()) : accept({ type: 'EnquiryRequested', data });
    }
    case 'NoteEnquiry': {
      const { type: _type, ...data } = command;
      return state.status === 'none' ? reject(nothingLeft()) : accept({ type: 'BankEnquired', data });
    }
    default:
      return unreachable(command);
  }
};

const evolve = (state: HandOverState, event: HandOverEvent): HandOverState => {
  if (event.type === 'HandOverBegun') return { status: 'begun', leaving: event.data };
  assert(state.status !== 'none', `${event.type} before anything was handed over`);
  switch (event.type) {
    case 'PaymentFileHandedOver':
      return { ...state, status: 'handed-over' };
    case 'HandOverUncertain':
      return { ...state, status: 'uncertain' };
    case 'HandOverRefused':
      return { ...state, status: 'refused' };
    case 'EnquiryRequested':
    case 'BankEnquired':
      return state;
    default:
      return unreachable(event);
  }
};

const alreadyBegun = ({ channel, fileName }: HandOverBegun['data']): Refusal =>
  refuse(
    'hand-over.begun',
    `文件“${fileName}”已经由“${channel}”移交银行，不得再次移交`,
    `The file "${fileName}" was already handed to the bank by "${channel}" and is never handed over again`,
    { clause: 'promise 2', facts: { channel, fileName } },
  );

const nothingLeft = (): Refusal =>
  refuse(
    'hand-over.none',
    '该批次未经银行通道移交，无法查询',
    'No file of this batch went through the bank channel, so there is nothing to ask about',
  );

/** One file on its way to the bank: begun before a byte leaves, and ended once. */
export const handOverDecider: Decider<HandOverCommand, HandOverState, HandOverEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
