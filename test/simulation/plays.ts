import fc from 'fast-check';
import * as awards from './award-moves.js';
import * as bankLine from './bank-line-moves.js';
import type { Fault } from './faults.js';
import * as holds from './hold-moves.js';
import { type Office, type OfficeSettings, openOffice } from './office.js';
import * as payments from './payment-moves.js';
import * as recovery from './recovery-moves.js';

/** By name, so that a failing sequence reads as what people did. */
const MOVES = {
  grant: [4, awards.grant],
  prepare: [8, awards.prepare],
  release: [8, awards.release],
  cancel: [1, awards.cancel],
  hold: [1, awards.hold],
  lift: [1, awards.lift],
  suspendOrResume: [1, awards.suspendOrResume],
  terminate: [6, awards.terminate],
  move: [2, awards.move],
  grantShared: [4, awards.grantShared],
  appropriateDistrict: [5, awards.appropriateDistrict],
  appropriate: [4, awards.appropriate],
  adjust: [1, awards.adjust],
  openAccount: [2, awards.openAccount],
  proceed: [40, payments.proceed],
  draft: [6, payments.draft],
  submit: [6, payments.submit],
  approve: [6, payments.approve],
  withdrawVote: [3, payments.withdrawVote],
  takeBackBatch: [2, payments.takeBackBatch],
  send: [12, payments.send],
  bankAnswers: [8, payments.bankAnswers],
  bankReturns: [4, payments.bankReturns],
  bankRepeats: [2, payments.bankRepeats],
  bankAccepts: [4, payments.bankAccepts],
  assign: [5, payments.assign],
  bankLineFails: [3, bankLine.bankLineFails],
  enquire: [2, bankLine.enquire],
  placeHold: [2, holds.placeHold],
  liftHold: [5, holds.liftHold],
  demand: [8, recovery.demand],
  dismiss: [1, recovery.dismiss],
  repay: [4, recovery.repay],
  writeOff: [4, recovery.writeOff],
  refer: [2, recovery.refer],
  refund: [4, recovery.refund],
} as const satisfies Record<string, readonly [weight: number, move: awards.Move]>;

type MoveName = keyof typeof MOVES;

export interface PersonActs {
  readonly act: MoveName;
  readonly pick: number;
  readonly other: number;
}

/** The process managers handle some events; during the first of them something may go wrong. */
interface WorkersAct {
  readonly act: 'work';
  readonly events: number;
  /** How far the read models are ahead of the event in hand. */
  readonly ahead: number;
  readonly fault: Fault | null;
  readonly meanwhile: PersonActs;
}

interface TwoWorkersAct {
  readonly act: 'workTwice';
  readonly pauses: readonly number[];
}

interface TimePasses {
  readonly act: 'sleep';
  readonly days: number;
}

export type Act = PersonActs | WorkersAct | TwoWorkersAct | TimePasses;

const person: fc.Arbitrary<PersonActs> = fc.record({
  act: fc.oneof(
    ...Object.entries(MOVES).map(([name, [weight]]) => ({
      weight,
      arbitrary: fc.constant(name as MoveName),
    })),
  ),
  pick: fc.nat(99),
  other: fc.nat(99),
});

const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom('dies-before', 'dies-after', 'meanwhile'),
  atWrite: fc.integer({ min: 1, max: 6 }),
});

const workers: fc.Arbitrary<WorkersAct> = fc.record({
  act: fc.constant('work'),
  events: fc.integer({ min: 1, max: 40 }),
  ahead: fc.constantFrom(0, 1, 1000),
  fault: fc.option(fault),
  meanwhile: person,
});

const twoWorkers: fc.Arbitrary<TwoWorkersAct> = fc.record({
  act: fc.constant('workTwice'),
  pauses: fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }),
});

const time: fc.Arbitrary<TimePasses> = fc.record({
  act: fc.constant('sleep'),
  days: fc.integer({ min: 1, max: 40 }),
});

export const acts = (longest: number): fc.Arbitrary<readonly Act[]> =>
  fc.array(
    fc.oneof(
      { weight: 12, arbitrary: person },
      { weight: 7, arbitrary: workers },
      { weight: 1, arbitrary: twoWorkers },
      { weight: 1, arbitrary: time },
    ),
    { minLength: longest / 2, maxLength: longest, size: 'max' },
  );

export const carryOut = async (office: Office, act: Act): Promise<void> => {
  switch (act.act) {
    case 'sleep':
      return office.sleep(act.days);
    case 'workTwice':
      return office.workTwice(act.pauses);
    case 'work': {
      const { act: name, pick, other } = act.meanwhile;
      await office.work(act.ahead, act.fault ?? undefined, () => MOVES[name][1](office, pick, other));
      for (let left = act.events - 1; left > 0; left -= 1) await office.work(act.ahead);
      return;
    }
    default:
      return MOVES[act.act][1](office, act.pick, act.other);
  }
};

export const OPENING: readonly PersonActs[] = [
  { act: 'openAccount', pick: 1, other: 1 },
  { act: 'appropriate', pick: 6, other: 1 },
  { act: 'grant', pick: 0, other: 1 },
  { act: 'grant', pick: 0, other: 1 },
  { act: 'prepare', pick: 0, other: 1 },
  { act: 'prepare', pick: 0, other: 2 },
];

/** Plays a whole sequence to its end. @throws with every promise that is broken. */
export const play = async (sequence: readonly Act[], settings: OfficeSettings = {}): Promise<Office> => {
  const office = openOffice(settings);
  for (const act of [...OPENING, ...sequence]) await carryOut(office, act);
  await office.rest();
  return office;
};
