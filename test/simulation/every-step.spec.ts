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

/** Where the process managers die: at one write of the event that they handle as their `eventNo`-th. */
interface Death {
  readonly eventNo: number;
  readonly fault: Fault;
}

/** Plays the script. @returns the office at rest, or nothing as soon as it shows that there is no such write to die at. */
const playScript = async (death?: Death): Promise<Office | undefined> => {
  const office = openOffice();
  let handled = 0;
  for (const act of SCRIPT) {
    await carryOut(office, typeof act === 'string' ? { act, pick: 1, other: 2 } : act);
    while (!office.isIdle()) {
      handled += 1;
      const isHere = handled === death?.eventNo;
      const { died } = await office.work(0, isHere ? death?.fault : undefined);
      if (isHere && !died) return undefined;
    }
  }
  await office.rest();
  return handled >= (death?.eventNo ?? 0) ? office : undefined;
};

const facts = (office: Office | undefined): string =>
  JSON.stringify(office?.log.map(({ stream, type, data }) => [stream, type, data]));

describe('process managers that are killed at any of their steps', () => {
  it('come to the same end', async () => {
    const office = await playScript();
    const undisturbed = facts(office);
    const types = new Set(office?.log.map(({ type }) => type));
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
    const diesAt = async (eventNo: number, kind: Fault['kind'], atWrite: number): Promise<boolean> => {
      const again = await playScript({ eventNo, fault: { kind, atWrite } });
      if (!again) return false;
      deaths += 1;
      expect(facts(again)).toBe(undisturbed);
      return true;
    };
    for (let eventNo = 1; eventNo <= (office?.log.length ?? 0); eventNo += 1) {
      let writes = 0;
      while (await diesAt(eventNo, 'dies-before', writes + 1)) writes += 1;
      // After a write is before the next one, but for the last.
      if (writes > 0) expect(await diesAt(eventNo, 'dies-after', writes)).toBe(true);
    }
    expect(deaths).toBeGreaterThan(60);
  });
});
