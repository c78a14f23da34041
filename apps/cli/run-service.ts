import { DEMO_PASSWORD, DEMO_PEOPLE } from '../platform/first-people.js';
import { LogNotEmpty } from '../platform/open-platform.js';
import type { Settings } from '../platform/settings.js';
import { checkedSettings } from './checked-settings.js';
import { startService } from './start-service.js';
import { EXIT, Unsuccessful, UsageError } from './exit-codes.js';
import { CITY_YEARS, cityHistory, type SeedWish } from './seed-city.js';
import { untilStopSignal } from './stop-signal.js';
import { say } from './speech.js';
import { textTable } from './text-table.js';
import { print } from './verb.js';

type Service = Awaited<ReturnType<typeof startService>>;

/** Runs the service, or one half of it, until it is told to stop. */
export const runService = async (halves: {
  readonly api: boolean;
  readonly worker: boolean;
  readonly seed?: SeedWish;
}): Promise<void> => {
  const settings = settingsFor(halves.seed);
  const stopSignal = untilStopSignal(() => process.exit(EXIT.fault));
  const { seed, api, worker } = halves;
  const prehistory = seed && { prehistory: cityHistory(seed, settings) };
  const log = (line: string): void => print(`  ${line}`);
  const service = await startService({ settings, log, api, worker, ...prehistory }).catch(explainSeed);
  print(welcome(settings, service, halves.api));
  await stopSignal;
  print(`\n${say('start.stopping')}`);
  await service.stop();
  print(say('start.stopped'));
};

const settingsFor = (seed: SeedWish | undefined): Settings => {
  const settings = checkedSettings();
  if (!seed) return settings;
  if (settings.isProduction) throw new UsageError(say('seed.production'));
  return { ...settings, TRANCHE_CLOCK_START: CITY_YEARS.firstDay };
};

const explainSeed = (error: unknown): never => {
  throw error instanceof LogNotEmpty
    ? new Unsuccessful(say('seed.notEmpty', { database: error.database }))
    : error;
};

/** What somebody needs to go on: where it is, who may sign in, what to type next. */
const welcome = (settings: Settings, { url, description, businessDate }: Service, api: boolean): string => {
  const facts: readonly (readonly [string, string])[] = [
    [say('start.database'), description],
    [say('start.home'), settings.home],
    ...(api
      ? ([
          [say('start.url'), url],
          [say('start.docs'), `${url}/docs`],
        ] as const)
      : []),
    [say('start.businessDate'), businessDate],
  ];
  const lines = ['', `✔ ${say('start.ready')}`, ...facts.map(([name, value]) => `  ${name}: ${value}`)];
  if (!api) return [...lines, '', `  ${say('start.stop')}`, ''].join('\n');
  return [
    ...lines,
    '',
    ...signIns(settings),
    '',
    `  ${say('start.next')}`,
    '    npm run demo',
    '    npx tranche --help',
    '',
    `  ${say('start.stop')}`,
    '',
  ].join('\n');
};

const signIns = ({ isProduction }: Settings): readonly string[] => {
  if (isProduction) return [`  ${say('start.production')}`];
  const table = textTable(
    [
      { title: say('column.user'), value: ({ name }) => name },
      { title: say('column.role'), value: ({ role }) => role },
      { title: say('column.name'), value: ({ displayName }) => displayName },
    ],
    DEMO_PEOPLE,
  );
  return [
    `  ${say('start.people', { password: DEMO_PASSWORD })}`,
    ...table.split('\n').map((line) => `    ${line}`),
  ];
};
