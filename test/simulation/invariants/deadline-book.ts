import { type Book, type Complain, type RawEvent, textIn } from './raw-event.js';

export interface DeadlineBook extends Book {
  /** Terms whose last day was over when a day began, and of which nothing was said since. */
  readonly lost: ReadonlySet<string>;
}

/** The last day of every event that says a term is over, and of which term. */
const PASSED: Readonly<Record<string, readonly [lastDay: string, term: (event: RawEvent) => string]>> = {
  PublicityEnded: ['endsOn', ({ stream }) => `${stream} publicity`],
  TierExpired: ['until', ({ stream }) => `${stream} tier`],
  DeadlinePassed: ['dueOn', ({ data }) => textIn(data, 'deadline')],
};

const CASE_CLOSED = new Set(['CaseRepaid', 'CaseWrittenOff', 'CaseReferred']);
const PUBLICITY_LEFT = new Set([
  'ObjectionRaised',
  'ApplicationRefused',
  'ApplicationWithdrawn',
  'AwardApproved',
  'PublicityEnded',
]);

const EIGHT_HOURS_MS = 8 * 3_600_000;

/** The day in China, worked out here so that a mistake about time zones is not shared. */
const dayInChina = (moment: string): string =>
  new Date(Date.parse(moment) + EIGHT_HOURS_MS).toISOString().slice(0, 10);

/** Terms end after their last day, once, and count from it; none is forgotten. */
export const deadlineBook = (complain: Complain): DeadlineBook => {
  const passed = new Set<string>();
  const running = new Map<string, string>();
  const lost = new Set<string>();

  const seePassed = (event: RawEvent): void => {
    const [name, term] = PASSED[event.type] ?? [];
    if (!name || !term) return;
    const lastDay = textIn(event.data, name);
    const what = `${term(event)} of ${lastDay}`;
    if (dayInChina(event.metadata.recordedAt) <= lastDay)
      complain('a deadline passes after its last day', `${what}, said ${event.metadata.recordedAt}`);
    if (event.effectiveOn !== lastDay)
      complain('what passes counts from its last day', `${what}, counted from ${event.effectiveOn}`);
    if (passed.has(what)) complain('a deadline passes once', what);
    passed.add(what);
  };

  const runs = (term: string, lastDay: string): void => {
    running.set(term, lastDay);
    lost.delete(term);
  };
  const ends = (term: string): void => {
    running.delete(term);
    lost.delete(term);
  };

  const seeTerms = ({ type, stream, data }: RawEvent): void => {
    if (type === 'RecoveryDemanded' && typeof data['repayBy'] === 'string')
      runs(`${stream}/repayment`, data['repayBy']);
    if (CASE_CLOSED.has(type)) ends(`${stream}/repayment`);
    if (type === 'DeadlinePassed') ends(textIn(data, 'deadline'));
    const saysEnd = type === 'PublicityStarted' || type === 'ObjectionDismissed';
    if (saysEnd && typeof data['endsOn'] === 'string') runs(`${stream} publicity`, data['endsOn']);
    if (PUBLICITY_LEFT.has(type)) ends(`${stream} publicity`);
  };

  const seeDay = (day: string): void => {
    for (const [term, lastDay] of running) if (lastDay < day) lost.add(term);
  };

  return {
    lost,
    see: (event) => {
      seePassed(event);
      seeTerms(event);
      if (event.type === 'DayBegan') seeDay(textIn(event.data, 'day'));
    },
  };
};
