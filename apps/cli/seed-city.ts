import { businessDate, instant } from '#kernel/business-date.js';
import { sumFen } from '#kernel/money.js';
import { buildCity, type Ground } from '../platform/city/build-city.js';
import type { CityProgress } from '../platform/city/city-settings.js';
import type { CityReport } from '../platform/city/report.js';
import type { Settings } from '../platform/settings.js';
import { say } from './speech.js';
import { grouped, textTable } from './text-table.js';
import { print } from './verb.js';

export interface SeedWish {
  readonly awards: number;
  readonly number: number;
}

/** Six budget years whose calendars are published, and the first working day after them. */
export const CITY_YEARS = { firstDay: '2020-01-02', lastDay: '2026-01-05' } as const;

const PARTIES_FOR_THREE_AWARDS = 5;

/** The history of a city, with a bar on the screen and its totals at the end. */
export const cityHistory =
  ({ awards, number }: SeedWish, settings: Settings) =>
  async (ground: Ground): Promise<void> => {
    print(`  ${say('seed.begins', { awards: String(awards), seed: String(number) })}`);
    const startedMs = performance.now();
    let events = 0;
    const size = {
      seed: number,
      awards,
      parties: Math.ceil((awards * PARTIES_FOR_THREE_AWARDS) / 3),
      firstDay: businessDate(CITY_YEARS.firstDay),
      lastDay: businessDate(CITY_YEARS.lastDay),
    };
    const report = await buildCity(ground, size, {
      lookupKey: Buffer.from(settings.lookupKey),
      wallNow: () => instant(new Date().toISOString()),
      onProgress: (progress) => {
        ({ events } = progress);
        showProgress(progress, performance.now() - startedMs);
      },
    });
    const seconds = (performance.now() - startedMs) / 1000;
    const rate = String(Math.round(events / seconds));
    print(
      `\n  ${say('seed.done', { events: grouped(String(events)) ?? '', seconds: seconds.toFixed(0), rate })}\n`,
    );
    print(totals(report));
  };

const BAR_CHARACTERS = 30;
const A_THOUSAND = 1000;

/** One line that is written over on a screen; in a file a line a year would be missed by nobody. */
const showProgress = ({ day, share, events }: CityProgress, elapsedMs: number): void => {
  if (!process.stdout.isTTY) return;
  const done = Math.round(share * BAR_CHARACTERS);
  const bar = '█'.repeat(done) + '░'.repeat(BAR_CHARACTERS - done);
  const rate = Math.round((events / elapsedMs) * A_THOUSAND);
  process.stdout.write(`\r  ${bar} ${day}  ${grouped(String(events))}  ${rate}/s `);
};

const FEN_OF_10_000_YUAN = 1_000_000n;

/** What was paid by programme and year. */
const totals = ({ paidFen, approved, measures, paidMeasures }: CityReport): string => {
  const years = [...new Set([...paidFen.values()].flatMap((byYear) => [...byYear.keys()]))].toSorted(
    (a, b) => a - b,
  );
  const rows = [...new Set(measures.map(({ programme }) => programme))].toSorted();
  const cell = (programme: string, year: number): bigint => paidFen.get(programme)?.get(year) ?? 0n;
  const inUnits = (fen: bigint): string => grouped(String(fen / FEN_OF_10_000_YUAN)) ?? '';
  const table = textTable(
    [
      { title: say('seed.programme'), value: (programme: string) => programme || say('seed.total') },
      {
        title: say('seed.awards'),
        value: (programme: string) =>
          String(
            programme ? (approved.get(programme) ?? 0) : [...approved.values()].reduce((a, b) => a + b, 0),
          ),
        align: 'right' as const,
      },
      ...years.map((year) => ({
        title: String(year),
        value: (programme: string) =>
          inUnits(programme ? cell(programme, year) : sumFen(rows.map((row) => cell(row, year)))),
        align: 'right' as const,
      })),
    ],
    [...rows, ''],
  );
  const unpaid = measures.filter(({ id }) => !paidMeasures.has(id)).map(({ id }) => id);
  return [
    `  ${say('seed.paid')}`,
    ...table.split('\n').map((line) => `  ${line}`),
    ...(unpaid.length > 0 ? [`  ${say('seed.unpaid', { measures: unpaid.join(' ') })}`] : []),
    '',
  ].join('\n');
};
