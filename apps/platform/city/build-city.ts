import { startOfBusiness } from '#clock/business-time.js';
import { CLOCK_STREAM, clockDecider } from '#clock/clock.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { addDays, type BusinessDate, yearOf } from '#kernel/business-date.js';
import { type Seeded, seededBy } from '#kernel/seeded.js';
import type { WorkingCalendar } from '#kernel/working-calendar.js';
import type { AccountFingerprint } from '#personal-data/personal-data.js';
import type { Measure } from '#policy/measure.js';
import { processManagers } from '#processes/process-managers.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { workOn } from './award-life.js';
import { awardIdOf, type AwardOffice, type Life } from './award-office.js';
import type { CitySize, CitySurroundings } from './city-settings.js';
import { openCityViews } from './city-views.js';
import { openCollections } from './collections.js';
import { ADMIN, allOf, type Moment, openDesk } from './desk.js';
import { OFTEN } from './measure-hints.js';
import { runPayments } from './payment-run.js';
import { openPopulation } from './population.js';
import { reactionPump } from './reaction-pump.js';
import { type CityReport, cityReport } from './report.js';
import { openSecondAwards } from './second-awards.js';
import { appropriate, supplement } from './treasury.js';

/** What a city is built on: an empty log with its policy published and its clock started. */
export interface Ground {
  readonly store: EventStore;
  readonly executor: CommandExecutor;
  readonly rulebook: Rulebook;
  readonly calendar: WorkingCalendar;
  readonly fingerprintOf: AccountFingerprint;
  /** Every measure of the published books. */
  readonly measures: readonly Measure[];
}

/** As many as share a commit, on both connections that write. */
const AT_ONCE = 384;
const WEEK = 7;
/** Applications stop so long before the end, so that the last of them come to something. */
const QUIET_DAYS = 120;

/**
 * Lives through the years of a city week by week: parties register, people apply, desks decide, claim and verify, the treasury pays, the
 * bank answers, some leave or cheat. Everything goes through the deciders and process managers of the service.
 */
export const buildCity = async (
  ground: Ground,
  size: CitySize,
  surroundings: CitySurroundings,
): Promise<CityReport> => {
  const { executor, rulebook, calendar, measures } = ground;
  const { seed, firstDay, lastDay } = size;
  const awards = awardDecider(rulebook);
  const desk = openDesk(executor, seed);
  const views = openCityViews(calendar);
  const report = cityReport(measures);
  const see = (event: StoredEvent): void => [views, report].forEach((one) => one.see(event));
  const reactions = processManagers(executor, awards, views.lookups, ground.fingerprintOf, rulebook);
  const pump = reactionPump(ground.store, reactions, see, AT_ONCE);
  const population = openPopulation(desk, size, surroundings.lookupKey);
  const people = { population, secondAwards: openSecondAwards(seed) };
  const office: AwardOffice = { seed, desk, awards, rulebook, ...people, note: report.note };
  const collections = openCollections(desk, seed);
  const plan = planOf(measures, size);
  const lines = [...new Set(measures.map(({ budgetLine }) => budgetLine))];
  const short = { line: plan[1]?.measure.budgetLine ?? '', year: yearOf(firstDay) + 2 };
  const lives = new Map<string, Life>();
  const days = spanDays(firstDay, lastDay);
  let planned = 0;
  let year = 0;

  const allAtOnce = (work: readonly (() => Promise<unknown>)[]): Promise<void> =>
    allOf(work, AT_ONCE, (one) => one());

  const liveThrough = async (day: BusinessDate): Promise<void> => {
    const at = (clock: string): Moment => ({ day, now: momentOf(day, clock) });
    const moved = clockMove(day, surroundings);
    await desk.ask(clockDecider, CLOCK_STREAM, moved, ADMIN, at('09:00'));
    if (yearOf(day) !== year) {
      year = yearOf(day);
      await allAtOnce(appropriate(desk, lines, size.awards, short, at('09:10')));
    }
    const share = spanDays(firstDay, day) / days;
    await allAtOnce(population.register(0.2 + share, at('09:20')));
    await allAtOnce(population.merge(at('09:30')));
    await pump.settle();

    const quiet = spanDays(firstDay, addDays(lastDay, -QUIET_DAYS)) / days;
    for (; planned < Math.min(1, (share + 1 / days) / quiet) * size.awards; planned += 1) {
      const life = beginLife(plan[planned], office, day);
      if (life) lives.set(life.award, life);
      else report.note(plan[planned]?.measure.id ?? '', 'no party of the kind it asks for');
    }
    for (const award of views.takeReturned()) {
      const life = lives.get(award);
      if (life) life.due = day;
    }
    const due = [...lives.values()].filter((life) => life.due <= day);
    await allOf(due, AT_ONCE, async (life) => {
      const next = await workOn(office, life, at('10:00'));
      if (next !== undefined && next <= lastDay) life.due = next;
      // Remembered while money may come back, which is soon after it was paid.
      else life.due = addDays(lastDay, 1);
    });
    await pump.settle();

    await allAtOnce(collections.due(at('11:00')));
    collections.add(views.takeFound(), day);
    await allAtOnce(supplement(desk, views.queuedFen, short, at('13:00')));
    await pump.settle();
    const released = views.released();
    if (released.length > 0) await runPayments(desk, seed, released, at('14:00'), pump.settle);
    surroundings.onProgress({ day, share, events: pump.seen() });
  };

  for (let day = firstDay; day <= lastDay; day = nextWorkingDay(addDays(day, WEEK), calendar))
    await liveThrough(day);
  return report;
};

const clockMove = (to: BusinessDate, { wallNow }: CitySurroundings) =>
  ({ type: 'MoveClock', to, reason: '示例城市历史', wallNow: wallNow(), production: false }) as const;

const momentOf = (day: BusinessDate, clock: string): Moment['now'] => {
  const start = Date.parse(startOfBusiness(day));
  const [hours = 9, minutes = 0] = clock.split(':').map(Number);
  return new Date(start + ((hours - 9) * 60 + minutes) * 60_000).toISOString() as Moment['now'];
};

const spanDays = (from: BusinessDate, to: BusinessDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const nextWorkingDay = (from: BusinessDate, calendar: WorkingCalendar): BusinessDate => {
  let day = from;
  while (calendar.isWorkingDay(day) === false) day = addDays(day, 1);
  return day;
};

interface Planned {
  readonly no: number;
  readonly measure: Measure;
  readonly isModel: boolean;
}

/** Every measure once, then the usual ones more often; in an order of the seed. */
const planOf = (measures: readonly Measure[], { seed, awards }: CitySize): readonly Planned[] => {
  const often = measures.flatMap((measure) => Array.from({ length: OFTEN[measure.id] ?? 1 }, () => measure));
  const random = seededBy('plan', seed);
  const first = shuffled(measures, random);
  return Array.from({ length: awards }, (_, no) => {
    const model = first[no];
    return { no, measure: model ?? random.oneOf(often), isModel: model !== undefined };
  });
};

const shuffled = <T>(items: readonly T[], random: Seeded): readonly T[] => {
  const all = [...items];
  return Array.from({ length: all.length }, () => all.splice(random.below(all.length), 1)).flat();
};

/** One application in so many is the second of its people, where somebody waits for it. */
const AGAIN_ONE_IN = 8;

const beginLife = (
  planned: Planned | undefined,
  { seed, population, secondAwards }: AwardOffice,
  day: BusinessDate,
): Life | undefined => {
  if (!planned) return undefined;
  const { no, measure, isModel } = planned;
  const isAgain = !isModel && seededBy('second', seed, no).below(AGAIN_ONE_IN) === 0;
  const again = isAgain ? secondAwards.take(day) : undefined;
  if (again) {
    const award = awardIdOf(seed, no, again.measure);
    return { no, isModel, ...again, award, due: day, stuck: 0, hasMoved: false };
  }
  const random = seededBy('parties', seed, no);
  const parties: Record<string, string> = {};
  for (const { role, kinds, required } of measure.parties) {
    if (!required && random.below(2) === 0) continue;
    const party = population.pick(kinds, random);
    if (party === undefined) return undefined;
    parties[role] = party;
  }
  return { ...planned, parties, award: awardIdOf(seed, no, measure), due: day, stuck: 0, hasMoved: false };
};
