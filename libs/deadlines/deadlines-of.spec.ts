import { businessDate, instant } from '#kernel/business-date.js';
import { toStored } from '#kernel/fen-json.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { DomainEvent } from '#kernel/decider.js';
import { yuan } from '#kernel/money.js';
import type { PartyEvent } from '#parties/parties.events.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { RecoveryEvent } from '#recovery/recovery.events.js';
import type { CalendarYearImported } from '#clock/calendar.js';
import { foldDeadlines, pastDeadlinesIn } from './fold-deadlines.js';
import type { DeadlinePassed } from './deadlines.events.js';

const day = businessDate;

/** Facts of one stream, each counting from a day. */
const told = <E extends DomainEvent>(
  stream: string,
  ...events: readonly (readonly [on: string, event: E])[]
) =>
  events.map(([on, { type, data }], revision): StoredEvent => ({
    id: `${stream}-${revision}`,
    stream,
    revision,
    position: String(revision),
    type,
    version: 1,
    data: toStored(data),
    effectiveOn: day(on),
    metadata: {
      recordedAt: instant(`${on}T02:00:00Z`),
      actor: { id: 'x', role: 'system' },
      commandId: 'c',
      commandHash: 'h',
      correlationId: `of-${stream}`,
      causationId: null,
      policyVersion: null,
    },
    contentHash: '',
    streamHash: '',
  }));

const only = (log: readonly StoredEvent[]) => {
  const all = [...foldDeadlines(log).values()];
  expect(all).toHaveLength(1);
  return all[0];
};

describe('publicity (decision 24)', () => {
  const award = 'sample-1';
  const tell = (...events: readonly (readonly [string, AwardEvent])[]) => told(award, ...events);
  const started: readonly [string, AwardEvent] = [
    '2024-02-06',
    {
      type: 'PublicityStarted',
      data: { award, startsOn: day('2024-02-06'), endsOn: day('2024-02-18'), workingDays: 5, by: 'olga' },
    },
  ];
  const objection = (objectionNo: number): readonly [string, AwardEvent] => [
    '2024-02-08',
    {
      type: 'ObjectionRaised',
      data: {
        award,
        objectionNo,
        objector: 'Li',
        statement: 'no',
        raisedOn: day('2024-02-08'),
        workingDaysLeft: 3,
        by: 'olga',
      },
    },
  ];
  const dismissed = (objectionNo: number, endsOn: string | null): readonly [string, AwardEvent] => [
    '2024-02-20',
    {
      type: 'ObjectionDismissed',
      data: { award, objectionNo, reason: 'r', endsOn: endsOn === null ? null : day(endsOn), by: 'vera' },
    },
  ];

  it('runs until the last day that its event states', () => {
    expect(only(tell(started))).toMatchObject({ kind: 'publicity', status: 'open', dueOn: '2024-02-18' });
  });

  it('is stopped by an objection and runs again when the last one is dismissed (E49)', () => {
    const stopped = { status: 'stopped', dueOn: null };
    expect(only(tell(started, objection(1), objection(2)))).toMatchObject(stopped);
    expect(only(tell(started, objection(1), objection(2), dismissed(1, null)))).toMatchObject(stopped);
    const resumed = tell(started, objection(1), objection(2), dismissed(1, null), dismissed(2, '2024-02-23'));
    expect(only(resumed)).toMatchObject({ status: 'open', dueOn: '2024-02-23' });
  });

  it.each<[string, AwardEvent]>([
    [
      'refused',
      {
        type: 'ApplicationRefused',
        data: { award, refusal: { code: 'c', clause: null, zh: 'z', en: 'e' }, by: 'o' },
      },
    ],
    ['withdrawn', { type: 'ApplicationWithdrawn', data: { award, reason: 'r', by: 'o' } }],
  ])('is over when the application is %s', (_how, event) => {
    expect(only(tell(started, ['2024-02-09', event]))).toMatchObject({ status: 'closed' });
  });

  it('has passed when its end is on record, and a late word about an end that was moved changes nothing', () => {
    const ended = (endsOn: string): readonly [string, AwardEvent] => [
      endsOn,
      { type: 'PublicityEnded', data: { award, endsOn: day(endsOn) } },
    ];
    expect(only(tell(started, ended('2024-02-18')))).toMatchObject({ status: 'passed' });
    const moved = tell(started, objection(1), dismissed(1, '2024-02-23'), ended('2024-02-18'));
    expect(only(moved)).toMatchObject({ status: 'open', dueOn: '2024-02-23' });
  });
});

describe('rectification after a failed assessment (decision 1)', () => {
  const award = 'sample-1';
  const failed = (rectifyBy: string): readonly [string, AwardEvent] => [
    '2024-06-03',
    {
      type: 'AssessmentFailed',
      data: {
        award,
        gate: 'midterm',
        assessedOn: day('2024-06-03'),
        score: 41,
        document: 'd',
        rectifyBy: day(rectifyBy),
        by: 'olga',
      },
    },
  ];
  const resumed: readonly [string, AwardEvent] = [
    '2024-08-01',
    { type: 'AwardResumed', data: { award, reason: 'rectified: midterm', by: 'olga' } },
  ];

  it('is due on the stated day, is moved by another failure and is met when the award resumes', () => {
    const open = { kind: 'rectification', about: 'midterm', status: 'open' };
    expect(only(told(award, failed('2024-09-30')))).toMatchObject({ ...open, dueOn: '2024-09-30' });
    expect(only(told(award, failed('2024-09-30'), failed('2024-12-31')))).toMatchObject({
      ...open,
      dueOn: '2024-12-31',
    });
    expect(only(told(award, failed('2024-09-30'), resumed))).toMatchObject({ status: 'closed' });
  });
});

describe('what a party is recognised for or barred from', () => {
  const recognised = (tier: 'basic' | 'senior', until: string): readonly [string, PartyEvent] => [
    '2024-03-01',
    { type: 'TierRecognised', data: { tier, from: day('2024-03-01'), until: day(until), basis: 'b' } },
  ];
  const banned = (cause: string, until: string): readonly [string, PartyEvent] => [
    '2024-03-01',
    { type: 'PartyBanned', data: { from: day('2024-03-01'), until: day(until), reason: 'r', cause } },
  ];

  it('takes the last day of the latest recognition (JX24-7.1)', () => {
    const log = told('party-P', recognised('basic', '2029-02-28'), recognised('senior', '2030-02-28'));
    expect(only(log)).toMatchObject({ kind: 'talent-tier', about: 'senior', dueOn: '2030-02-28' });
  });

  it('has no last day once revoked', () => {
    const revoked: readonly [string, PartyEvent] = [
      '2025-01-01',
      { type: 'TierRevoked', data: { tier: 'basic', revokedOn: day('2025-01-01'), reason: 'r' } },
    ];
    expect(only(told('party-P', recognised('basic', '2029-02-28'), revoked))).toMatchObject({
      status: 'closed',
    });
  });

  it('counts each ban by itself (decision 27)', () => {
    const log = told('party-P', banned('case-1', '2027-02-28'), banned('case-2', '2028-02-29'));
    expect([...foldDeadlines(log).values()].map(({ about, dueOn }) => [about, dueOn])).toEqual([
      ['case-1', '2027-02-28'],
      ['case-2', '2028-02-29'],
    ]);
  });
});

describe('repayment (practice 2.11)', () => {
  const demanded: readonly [string, RecoveryEvent] = [
    '2024-03-01',
    {
      type: 'RecoveryDemanded',
      data: {
        actor: { id: 'carl', role: 'finance-checker' },
        debtor: 'party-P',
        amountFen: yuan(40),
        repayBy: day('2024-03-22'),
        documentNumber: 'R1',
      },
    },
  ];
  it.each<[string, RecoveryEvent]>([
    ['repaid', { type: 'CaseRepaid', data: { setOffFen: 0n, repaidFen: yuan(40) } }],
    ['referred to the court', { type: 'CaseReferred', data: { reason: 'r', outstandingFen: yuan(40) } }],
  ])('is due on the day of the demand and not any more once the case is %s', (_how, event) => {
    expect(only(told('recovery-1', demanded))).toMatchObject({
      kind: 'repayment',
      status: 'open',
      dueOn: '2024-03-22',
    });
    expect(only(told('recovery-1', demanded, ['2024-03-30', event]))).toMatchObject({ status: 'closed' });
  });

  it('stays missed until it is met', () => {
    const passed: DeadlinePassed = {
      type: 'DeadlinePassed',
      data: {
        deadline: 'recovery-1/repayment',
        kind: 'repayment',
        subject: 'recovery-1',
        dueOn: day('2024-03-22'),
        clause: 'practice 2.11',
      },
    };
    const late = [...told('recovery-1', demanded), ...told('deadlines-2024-03', ['2024-03-22', passed])];
    expect(only(late)).toMatchObject({ status: 'passed', subject: 'recovery-1' });
    const met = told<RecoveryEvent>('recovery-1', [
      '2024-03-25',
      { type: 'CaseRepaid', data: { setOffFen: 0n, repaidFen: yuan(40) } },
    ]);
    expect(only([...late, ...met])).toMatchObject({ status: 'closed' });
  });
});

describe('the answer of the bank (practice 2.11)', () => {
  const drafted = (executeOn: string): readonly [string, BatchEvent] => [
    executeOn,
    {
      type: 'BatchDrafted',
      data: { batch: 'batch-1', title: 't', candidates: [], executeOn: day(executeOn), draftedBy: 'max' },
    },
  ];
  const sent = (on: string): readonly [string, BatchEvent] => [
    on,
    {
      type: 'BatchSent',
      data: { sentBy: 'max', format: 'csv', fileName: 'f', fileHash: 'h', messageId: 'm' },
    },
  ];
  const unknown = (on: string): readonly [string, BatchEvent] => [
    on,
    { type: 'BatchOutcomeUnknown', data: { reason: 'line broke' } },
  ];

  it('is not awaited before the file is sent', () => {
    expect(only(told('batch-1', drafted('2024-02-05')))).toMatchObject({ status: 'stopped', dueOn: null });
  });

  // By hand on the notices of the State Council: 国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号.
  it.each([
    // 6, 7, 8, 9 February; holiday 10–17; Sunday 18 is worked.
    ['2024-02-05', '2024-02-02', '2024-02-18', 'Spring Festival 2024 and its make-up Sunday'],
    // 27 September; Sunday 29 and Monday 30 are worked; holiday 1–7; 8 and 9 October.
    ['2024-09-26', '2024-09-26', '2024-10-09', 'National Day 2024 and its make-up Sunday'],
    // Sunday 26 and 27 January; holiday 28 January – 4 February; 5, 6, 7 February.
    ['2025-01-24', '2025-01-24', '2025-02-07', 'Spring Festival 2025 and its make-up Sunday 26 January'],
    // 13 and Saturday 14 February; holiday 15–23; 24, 25, 26 February.
    ['2026-02-12', '2026-02-12', '2026-02-26', 'Spring Festival 2026 and its make-up Saturday 14 February'],
    // Sent after the day of payment: 4 (Thu) sent, 5, 8, 9, 10, 11 January.
    ['2024-01-02', '2024-01-04', '2024-01-11', 'counted from the later day'],
  ])('paid on %s, sent on %s, is due on %s: %s', (executeOn, sentOn, dueOn) => {
    expect(only(told('batch-1', drafted(executeOn), sent(sentOn)))).toMatchObject({ status: 'open', dueOn });
  });

  it('is asked for within a working day when the outcome is unknown: over the weekend, on Monday', () => {
    const log = told('batch-1', drafted('2024-03-08'), sent('2024-03-08'), unknown('2024-03-08'));
    expect(foldDeadlines(log).get('batch-1/outcome-enquiry')).toMatchObject({
      status: 'open',
      dueOn: '2024-03-11',
    });
  });

  it('is there when every line has a final answer', () => {
    const settled: BatchEvent = {
      type: 'BatchSettled',
      data: { settledFen: yuan(1), rejectedFen: 0n, returnedFen: 0n },
    };
    const log = told('batch-1', drafted('2024-03-08'), sent('2024-03-08'), ['2024-03-11', settled]);
    expect(only(log)).toMatchObject({ status: 'closed' });
  });

  describe('in a year whose calendar is not published', () => {
    const late = told('batch-1', drafted('2026-12-28'), sent('2026-12-28'));
    const imported = told<CalendarYearImported>('calendar-working', [
      '2026-12-29',
      {
        type: 'CalendarYearImported',
        data: {
          year: 2027,
          source: '国办发明电〔2026〕9号',
          holidays: [day('2027-01-01')],
          workdays: [],
          by: 'admin',
        },
      },
    ]);

    it('waits instead of guessing', () => {
      expect(only(late)).toMatchObject({ status: 'waiting', dueOn: null });
      expect(pastDeadlinesIn(late, day('2027-06-01'))).toEqual([]);
    });

    // 29, 30, 31 December; 1 January is a Friday and a holiday; 4 and 5 January.
    it('has its day once the year is imported', () => {
      expect(only([...late, ...imported])).toMatchObject({ status: 'open', dueOn: '2027-01-05' });
    });
  });
});

describe('a deadline is past', () => {
  const failed = told<AwardEvent>('sample-1', [
    '2024-06-03',
    {
      type: 'AssessmentFailed',
      data: {
        award: 'sample-1',
        gate: 'midterm',
        assessedOn: day('2024-06-03'),
        score: null,
        document: 'd',
        rectifyBy: day('2024-06-28'),
        by: 'olga',
      },
    },
  ]);

  it.each([
    ['2024-06-27', 0],
    ['2024-06-28', 0],
    ['2024-06-29', 1],
    ['2025-06-29', 1],
  ])('not on its last day: on %s %d of those due on 28 June', (on, count) => {
    expect(pastDeadlinesIn(failed, day(on))).toHaveLength(count);
  });
});
