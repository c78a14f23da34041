import type { Fault } from './faults.js';
import { type Office, openOffice } from './office.js';
import { carryOut, OPENING, type PersonActs } from './plays.js';

const FAR_AHEAD = 1_000;

const act = (office: Office, name: PersonActs['act'], pick = 1, other = 1): Promise<void> =>
  carryOut(office, { act: name, pick, other });

const settle = async (office: Office): Promise<void> => {
  while (!office.isIdle()) await office.work(0);
};

/** An office with two awards, whose tranches are verified. */
const opened = async (): Promise<Office> => {
  const office = openOffice();
  for (const one of OPENING) await carryOut(office, one);
  await settle(office);
  return office;
};

/** The process managers die while they handle the last event, after so many writes; nothing but them is disturbed. */
const dieAfter = async (office: Office, atWrite: number): Promise<void> => {
  const fault: Fault = { kind: 'dies-after', atWrite };
  expect(await office.work(FAR_AHEAD, fault)).toEqual({ died: true });
};

const typesOf = (office: Office, from: number): readonly string[] =>
  office.log.slice(from).map(({ type }) => type);

/** One tranche of the first award is paid. */
const paid = async (): Promise<Office> => {
  const office = await opened();
  for (const step of ['proceed', 'proceed', 'proceed', 'proceed', 'proceed', 'proceed'] as const) {
    await act(office, step);
    await settle(office);
  }
  return office;
};

describe('what was interrupted goes on where it stopped', () => {
  it('a set-off whose tranche was settled by it, so that no read model shows it as waiting any more', async () => {
    const office = await paid();
    await act(office, 'terminate', 1, 0);
    await act(office, 'prepare', 1);
    await settle(office);
    await act(office, 'release');
    await settle(office);
    const before = office.log.length;
    await act(office, 'demand');
    await dieAfter(office, 2);
    expect(typesOf(office, before)).toEqual(['RecoveryDemanded', 'SetOffProposed', 'TrancheSetOff']);
    while (!office.isIdle()) await office.work(FAR_AHEAD);
    expect(typesOf(office, before)).toEqual(expect.arrayContaining(['SetOffConfirmed', 'CaseRepaid']));
    await office.rest();
  });

  it('an assembly that had taken a tranche out again: an account confirmed meanwhile does not bring it back in', async () => {
    const office = await paid();
    await act(office, 'bankReturns');
    await settle(office);
    await act(office, 'release', 0);
    await settle(office);
    const before = office.log.length;
    await act(office, 'draft', 0);
    await dieAfter(office, 2);
    expect(typesOf(office, before)).toEqual(['BatchDrafted', 'TrancheBatched', 'TrancheUnbatched']);
    await act(office, 'openAccount');
    await settle(office);
    const rejected = office.log.find(({ type }) => type === 'BatchRejected');
    expect(rejected?.data).toMatchObject({ leftOut: [{ code: 'payee.no-account' }] });
    await office.rest();
  });
});
