import { CLOCK_STREAM, clockDecider } from '#clock/clock.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { partyDecider } from '#parties/parties.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import { sampleApplication, sampleDecider } from '#programmes/award/sample-award.js';
import { type SampleOffice, sampleOffice, withPayee } from './sample-office.js';

const day = businessDate;
const AWARD = 'sample-AAAAAAAAAAAA';

/** Up for publicity from Thursday 4 January to Wednesday 10 January 2024. */
const publicise = async (office: SampleOffice): Promise<void> => {
  const commands: AwardCommand[] = [
    {
      type: 'SubmitApplication',
      award: AWARD,
      application: sampleApplication(),
      policyVersion: 'S@1',
      by: 'olga',
    },
    { type: 'AcceptApplication', by: 'olga', on: day('2024-01-03') },
    { type: 'VerifyApplication', by: 'vera' },
    { type: 'StartPublicity', by: 'olga', startsOn: day('2024-01-04') },
  ];
  for (const command of commands) await office.give(sampleDecider, AWARD, command);
};

const object = (office: SampleOffice, on: string) =>
  office.give(sampleDecider, AWARD, {
    type: 'RaiseObjection',
    by: 'olga',
    objector: 'Li',
    statement: 'no',
    on: day(on),
  });

/** What was said about deadlines: type, the day it counts from, the moment it was written. */
const said = ({ log }: SampleOffice) =>
  log
    .filter(({ type }) => ['PublicityEnded', 'TierExpired', 'DeadlinePassed'].includes(type))
    .map(({ type, effectiveOn, metadata }) => [type, effectiveOn, metadata.recordedAt]);

describe.each([
  ['each event once', false],
  ['each event twice', true],
])('Deadlines, %s', (_how, redeliver) => {
  const open = () => sampleOffice({ redeliver });

  it('pass on the day after their last day, once (decision 24)', async () => {
    const office = open();
    await publicise(office);
    await office.beginDay(day('2024-01-10'));
    expect(said(office)).toEqual([]);
    await office.beginDay(day('2024-01-11'));
    await office.beginDay(day('2024-01-12'));
    expect(said(office)).toEqual([['PublicityEnded', '2024-01-10', '2024-01-11T02:00:00.000Z']]);
  });

  it('pass at the next beginning when the office was closed on the day, counting from their last day (promise 8)', async () => {
    const office = open();
    await publicise(office);
    await office.beginDay(day('2024-01-09'));
    await office.beginDay(day('2024-02-26'));
    expect(said(office)).toEqual([['PublicityEnded', '2024-01-10', '2024-02-26T02:00:00.000Z']]);
  });

  it('do not pass while an objection stops the clock (E49)', async () => {
    const office = open();
    await publicise(office);
    await object(office, '2024-01-10');
    await office.beginDay(day('2024-02-26'));
    expect(said(office)).toEqual([]);
    // The objection left one working day: Tuesday 27 February.
    await office.give(sampleDecider, AWARD, {
      type: 'ResolveObjection',
      by: 'vera',
      objectionNo: 1,
      outcome: 'dismissed',
      reason: 'unfounded',
      on: day('2024-02-26'),
    });
    await office.beginDay(day('2024-02-27'));
    expect(said(office)).toEqual([]);
    await office.beginDay(day('2024-02-28'));
    expect(said(office)).toEqual([['PublicityEnded', '2024-02-27', '2024-02-28T02:00:00.000Z']]);
  });

  it('pass at once when the clock is moved', async () => {
    const office = open();
    await publicise(office);
    const wallNow = instant('2024-01-04T01:00:00Z');
    await office.give(clockDecider, CLOCK_STREAM, {
      type: 'StartClock',
      at: wallNow,
      wallNow,
      production: false,
    });
    await office.give(clockDecider, CLOCK_STREAM, {
      type: 'MoveClock',
      to: day('2024-01-15'),
      reason: 'demonstration',
      wallNow,
      production: false,
    });
    expect(said(office)).toEqual([['PublicityEnded', '2024-01-10', '2024-01-15T01:00:00.000Z']]);
  });

  it('end a ban on record and a tier in its party, each with its own day', async () => {
    const office = open();
    await withPayee(office);
    await office.give(partyDecider, 'party-P', {
      type: 'RegisterParty',
      party: 'party-P',
      kind: 'person',
      name: '样例',
      identifier: { kind: 'passport', value: 'CAN-AB123456' },
    });
    await office.give(partyDecider, 'party-P', {
      type: 'RecogniseTier',
      tier: 'basic',
      from: day('2019-03-01'),
      basis: 'b',
    });
    const ban = { from: day('2021-03-01'), until: day('2024-02-28'), reason: 'fraud', cause: 'recovery-1' };
    await office.give(partyDecider, 'party-P', { type: 'ImposeBan', ...ban });
    await office.beginDay(day('2024-02-29'));
    await office.beginDay(day('2024-03-01'));
    expect(said(office)).toEqual([
      ['DeadlinePassed', '2024-02-28', '2024-02-29T02:00:00.000Z'],
      ['TierExpired', '2024-02-29', '2024-03-01T02:00:00.000Z'],
    ]);
  });
});
