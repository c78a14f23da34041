import type { AwardCommand } from './award.commands.js';
import { acceptIt, approve, day, granted, play, publish, submit, verify } from './sample-play.js';

describe('From application to approval', () => {
  it('refuses an application that does not meet the measure, with the clause, and keeps it on record', () => {
    const { code, types, state } = play(submit({ eligible: false }), acceptIt);
    expect(code).toBe('sample.not-eligible');
    expect(types).toEqual(['ApplicationRefused']);
    expect(state).toMatchObject({ status: 'refused', reason: { clause: 'S-1' } });
  });

  it('asks for another person at verification and at approval, and records the attempt', () => {
    expect(play(submit(), acceptIt, verify('olga'))).toMatchObject({
      code: 'duty.same-person',
      types: ['DutyConflictRecorded'],
    });
    expect(play(submit(), acceptIt, verify(), publish, approve('vera'))).toMatchObject({
      code: 'duty.same-person',
      types: ['DutyConflictRecorded'],
    });
    expect(play(submit(), acceptIt, verify(), publish, approve('olga')).code).toBe('duty.same-person');
  });

  // A published list of 2023 ran from Wednesday 29 March to Tuesday 4 April; 5 April was a holiday.
  it.each([
    ['2023-03-29', '2023-04-04', 'the first day counts'],
    ['2024-01-04', '2024-01-10', 'a weekend in between'],
    ['2024-01-06', '2024-01-12', 'published on a Saturday'],
    ['2024-02-06', '2024-02-18', 'Spring Festival, with the make-up Sunday 18 February'],
    ['2024-09-27', '2024-10-09', 'National Day, with the make-up Sunday 29 September'],
  ])('runs publicity from %s to %s: %s (decision 24)', (startsOn, endsOn) => {
    const { last } = play(submit(), acceptIt, verify(), {
      type: 'StartPublicity',
      by: 'olga',
      startsOn: day(startsOn),
    });
    expect(last.events[0]?.data).toMatchObject({ startsOn, endsOn, workingDays: 5 });
  });

  it('refuses publicity that runs into a year without a published calendar', () => {
    const { code } = play(submit(), acceptIt, verify(), {
      type: 'StartPublicity',
      by: 'olga',
      startsOn: day('2026-12-30'),
    });
    expect(code).toBe('calendar.year-not-published');
  });

  it('approves only after the last day of publicity', () => {
    expect(play(submit(), acceptIt, verify(), publish, approve('anna', '2024-01-10')).code).toBe(
      'publicity.running',
    );
    expect(play(...granted).state.status).toBe('approved');
  });

  it('E49 stops the clock at an objection and lets the remaining days run after it is dismissed', () => {
    // Publicity 4–10 January; an objection on the 10th leaves one day, which runs on the 16th.
    const object: AwardCommand = {
      type: 'RaiseObjection',
      by: 'olga',
      objector: 'Li',
      statement: 'no',
      on: day('2024-01-10'),
    };
    const dismiss: AwardCommand = {
      type: 'ResolveObjection',
      by: 'vera',
      objectionNo: 1,
      outcome: 'dismissed',
      reason: 'unfounded',
      on: day('2024-01-15'),
    };
    const noticed = [submit(), acceptIt, verify(), publish];
    expect(play(...noticed, object, approve('anna', '2024-02-01')).code).toBe('publicity.objection-open');
    expect(play(...noticed, object, dismiss, approve('anna', '2024-01-16')).code).toBe('publicity.running');
    expect(play(...noticed, object, dismiss, approve('anna', '2024-01-17')).state.status).toBe('approved');
  });

  describe('puts the end of publicity on record', () => {
    const noticed = [submit(), acceptIt, verify(), publish];
    const end = (on: string, endsOn = '2024-01-10'): AwardCommand => ({
      type: 'EndPublicity',
      endsOn: day(endsOn),
      on: day(on),
    });
    const object: AwardCommand = {
      type: 'RaiseObjection',
      by: 'olga',
      objector: 'Li',
      statement: 'no',
      on: day('2024-01-10'),
    };

    it('once, from the day after the last day (decision 24)', () => {
      expect(play(...noticed, end('2024-01-10')).types).toEqual([]);
      const { last, types } = play(...noticed, end('2024-01-11'));
      expect(types).toEqual(['PublicityEnded']);
      expect(last.events[0]?.data).toEqual({ award: 'sample-1', endsOn: '2024-01-10' });
      expect(play(...noticed, end('2024-01-11'), end('2024-01-12')).types).toEqual([]);
    });

    it('not while an objection is open, and not of an end that was moved (E49)', () => {
      expect(play(...noticed, object, end('2024-01-11')).types).toEqual([]);
      const dismiss: AwardCommand = {
        type: 'ResolveObjection',
        by: 'vera',
        objectionNo: 1,
        outcome: 'dismissed',
        reason: 'unfounded',
        on: day('2024-01-15'),
      };
      expect(play(...noticed, object, dismiss, end('2024-01-17')).types).toEqual([]);
      expect(play(...noticed, object, dismiss, end('2024-01-17', '2024-01-16')).types).toEqual([
        'PublicityEnded',
      ]);
    });

    it('not after approval, which may come first on the same morning', () => {
      expect(play(...granted, end('2024-01-11')).types).toEqual([]);
      expect(play(...noticed, end('2024-01-11'), approve()).state.status).toBe('approved');
    });
  });

  it('E49 refuses an anonymous objection and one that comes too late', () => {
    const noticed = [submit(), acceptIt, verify(), publish];
    const object = (objector: string, on: string): AwardCommand => ({
      type: 'RaiseObjection',
      by: 'olga',
      objector,
      statement: 'no',
      on: day(on),
    });
    for (const nobody of ['  ', '匿名', ' 无名氏 ', 'Anonymous'])
      expect(play(...noticed, object(nobody, '2024-01-05')).code).toBe('publicity.anonymous-objection');
    expect(play(...noticed, object('吴名', '2024-01-05')).code).toBeUndefined();
    expect(play(...noticed, object('Li', '2024-01-11')).code).toBe('publicity.over');
  });

  it('refuses the application when an objection is upheld', () => {
    const object: AwardCommand = {
      type: 'RaiseObjection',
      by: 'olga',
      objector: 'Li',
      statement: 'no',
      on: day('2024-01-05'),
    };
    const uphold: AwardCommand = {
      type: 'ResolveObjection',
      by: 'vera',
      objectionNo: 1,
      outcome: 'upheld',
      reason: 'true',
      on: day('2024-01-08'),
    };
    expect(play(submit(), acceptIt, verify(), publish, object, uphold).state.status).toBe('refused');
  });
});
