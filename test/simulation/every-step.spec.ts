import type { Fault } from './faults.js';
import { type Office, openOffice } from './office.js';
import { type Act, carryOut, type PersonActs } from './plays.js';

/** A payment run that touches every process manager: two awards, a cap, a return, a debt that is set off, a repayment. */
const SCRIPT: readonly (PersonActs['act'] | Act)[] = [
  ...(['openAccount', 'appropriate', 'appropriate', 'grant', 'prepare', 'grant', 'prepare'] as const),
  ...(['proceed', 'proceed', 'proceed', 'proceed', 'proceed', 'proceed', 'bankReturns'] as const),
  ...(['proceed', 'proceed', 'proceed', 'proceed', 'proceed', 'proceed', 'proceed'] as const),
  ...([
    'terminate',
    'demand',
    'prepare',
    'proceed',
    'repay',
    'proceed',
    'proceed',
    'proceed',
    'proceed',
  ] as const),
  // A demand whose day to repay by is over when the office opens again, and a batch the bank never answered.
  'demand',
  { act: 'sleep', days: 60 },
];

/** Plays the script; the process managers die once, at one write of one event. Tells whether there was such a write. */
const playDyingAt = async (
  eventNo: number,
  fault: Fault,
): Promise<{ readonly office: Office; readonly died: boolean }> => {
  const office = openOffice();
  let handled = 0;
  let died = false;
  for (const act of SCRIPT) {
    await carryOut(office, typeof act === 'string' ? { act, pick: 1, other: 2 } : act);
    while (!office.isIdle()) {
      handled += 1;
      const isHere: boolean = handled === eventNo && !died;
      died = (await office.work(0, isHere ? fault : undefined)).died || died;
    }
  }
  await office.rest();
  return { office, died };
};

const facts = ({ log }: Office): string =>
  JSON.stringify(log.map(({ stream, type, data }) => [stream, type, data]));

describe('process managers that are killed at any of their steps', () => {
  it.each(['dies-before', 'dies-after'] as const)('come to the same end: %s', async (kind) => {
    const { office } = await playDyingAt(0, { kind, atWrite: 0 });
    const undisturbed = facts(office);
    const types = new Set(office.log.map(({ type }) => type));
    expect([...types]).toEqual(
      expect.arrayContaining([
        'LineReturned',
        'SetOffConfirmed',
        'MoneyRecovered',
        'CapConsumed',
        'DeadlinePassed',
      ]),
    );
    let deaths = 0;
    for (let eventNo = 1; eventNo <= office.log.length; eventNo += 1) {
      for (let atWrite = 1; ; atWrite += 1) {
        const again = await playDyingAt(eventNo, { kind, atWrite });
        if (!again.died) break;
        deaths += 1;
        expect(facts(again.office)).toBe(undisturbed);
      }
    }
    expect(deaths).toBeGreaterThan(30);
  });
});
