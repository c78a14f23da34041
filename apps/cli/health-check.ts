import { access, constants, readdir } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { locateBinaries } from '#embedded-postgres/binaries.js';
import { runningServer } from '#embedded-postgres/postmaster-pid.js';
import { isRefusal, RefusalError } from '#kernel/refusal.js';
import { readSettings, type Settings } from '../platform/settings.js';
import { type ServiceClient, serviceClient, ServiceProblem } from './service-client.js';
import { cliLanguage, say } from './speech.js';
import type { TextKey } from './texts.js';
import type { ClockOnWire, Page } from './wire.js';

export interface Finding {
  readonly mark: 'good' | 'warning' | 'bad' | 'skipped';
  readonly what: string;
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
}

const good = (what: TextKey, detail: string): Finding => ({ mark: 'good', what: say(what), detail });
const bad = (what: TextKey, detail: string, fix: string): Finding => ({
  mark: 'bad',
  what: say(what),
  detail,
  fix,
});
const warning = (what: TextKey, detail: string, fix: string): Finding => ({
  mark: 'warning',
  what: say(what),
  detail,
  fix,
});

/** What can be seen without the service. */
export const checkInstallation = async (environment: NodeJS.ProcessEnv): Promise<readonly Finding[]> => {
  const node = checkNode();
  let settings: Settings;
  try {
    settings = readSettings(environment);
  } catch (error) {
    return [node, bad('doctor.settings', reasonOf(error), say('doctor.home.fix'))];
  }
  return [
    node,
    await checkHome(settings),
    await checkDatabase(settings),
    await checkPort(settings),
    await checkSchemas(settings),
  ];
};

const LEAST_NODE = [20, 19] as const;

const checkNode = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return isEnough
    ? good('doctor.node', process.version)
    : bad('doctor.node', process.version, say('doctor.node.fix'));
};

const checkHome = async ({ home }: Settings): Promise<Finding> => {
  try {
    await access(home, constants.W_OK);
    return good('doctor.home', home);
  } catch (error) {
    return bad('doctor.home', reasonOf(error), say('doctor.home.fix'));
  }
};

const checkDatabase = async ({ DATABASE_URL, home }: Settings): Promise<Finding> => {
  if (DATABASE_URL) {
    const { hostname, port, pathname } = new URL(DATABASE_URL);
    const isOpen = await canConnect(hostname, Number(port || 5432));
    const detail = `${hostname}:${port || 5432}${pathname}`;
    return isOpen
      ? good('doctor.database', detail)
      : bad('doctor.database', detail, say('doctor.database.fix'));
  }
  try {
    await locateBinaries();
  } catch (error) {
    return bad('doctor.database', reasonOf(error), say('doctor.binaries.fix'));
  }
  const server = await runningServer(join(home, 'postgres', 'cluster')).catch(() => undefined);
  return good(
    'doctor.database',
    server ? `PostgreSQL 127.0.0.1:${server.port}` : say('doctor.database.stopped'),
  );
};

const CONNECT_TIMEOUT_MS = 3_000;

const canConnect = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_TIMEOUT_MS });
    const end = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false));
  });

/** A port that our own service has is as good as a free one. */
const checkPort = async ({ HOST, PORT }: Settings): Promise<Finding> => {
  if (await isFree(HOST, PORT)) return good('doctor.port', say('doctor.port.free', { port: PORT }));
  const isOurs = await isAlive(`http://${HOST}:${PORT}`);
  return isOurs
    ? good('doctor.port', `${PORT}`)
    : bad('doctor.port', `${PORT}`, say('doctor.port.fix', { port: PORT }));
};

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

const isAlive = (url: string): Promise<boolean> =>
  fetch(new URL('/health/live', url)).then(
    ({ ok }) => ok,
    () => false,
  );

const checkSchemas = async ({ ISO20022_XSD_DIR: folder }: Settings): Promise<Finding> => {
  if (!folder) return warning('doctor.xsd', '', say('doctor.xsd.fix'));
  const files = await readdir(folder).catch(() => []);
  const schemas = files.filter((name) => name.endsWith('.xsd'));
  return schemas.length > 0
    ? good('doctor.xsd', `${folder} (${schemas.length})`)
    : bad('doctor.xsd', folder, say('error.file', { file: `${folder}/*.xsd` }));
};

/** What only the running service knows. */
export const checkService = async (
  url: string,
  open: () => Promise<ServiceClient>,
): Promise<readonly Finding[]> => {
  if (!(await isAlive(url))) {
    return [
      {
        mark: 'skipped',
        what: say('doctor.service'),
        detail: `${url}: ${say('doctor.skipped')}`,
        fix: say('doctor.service.fix'),
      },
    ];
  }
  const findings = [good('doctor.service', url), await checkReady(url)];
  try {
    const service = await open();
    for (const check of [checkReactions, checkProjections, checkClock, checkCalendar, checkPolicy])
      findings.push(await check(service));
  } catch (error) {
    if (!(error instanceof ServiceProblem)) throw error;
    findings.push(bad('doctor.service', error.problem.detail, 'tranche sign-in USER'));
  }
  return findings;
};

/** Ready means that database and log answer and belong together. */
const checkReady = async (url: string): Promise<Finding> => {
  try {
    await serviceClient({ url, language: cliLanguage }).get('/health/ready');
    return good('doctor.views', 'ready');
  } catch (error) {
    return bad('doctor.views', reasonOf(error), say('doctor.views.fix'));
  }
};

interface StallOnWire {
  readonly type: string;
  readonly stream: string;
}

const stallText = (name: string, { type, stream }: StallOnWire): string => `${name}: ${type} ${stream}`;

const checkReactions = async (service: ServiceClient): Promise<Finding> => {
  const { parked, stalled, eventsBehind } = await service.get<{
    readonly eventsBehind: number;
    readonly stalled?: StallOnWire;
    readonly parked: readonly { readonly key: string }[];
  }>('/v1/reactions');
  if (parked.length > 0)
    return bad(
      'doctor.reactions',
      parked.map(({ key }) => key).join(', '),
      say('doctor.reactions.parked.fix', { key: parked[0]?.key ?? '' }),
    );
  return stalled
    ? bad('doctor.reactions', stallText('process-managers', stalled), say('doctor.reactions.stalled.fix'))
    : good('doctor.reactions', say('doctor.behind', { events: eventsBehind }));
};

const LAG_SECONDS_MAX = 60;

const checkProjections = async (service: ServiceClient): Promise<Finding> => {
  const { items } = await service.get<{
    readonly items: readonly {
      readonly name: string;
      readonly eventsBehind: number;
      readonly secondsBehind: number;
      readonly stalled?: StallOnWire;
      readonly rebuild: {
        readonly state: string;
        readonly eventsDone: number;
        readonly eventsTotal: number;
      } | null;
    }[];
  }>('/v1/projections');
  const stalled = items.flatMap(({ name, stalled: stall }) => (stall ? [stallText(name, stall)] : []));
  if (stalled.length > 0)
    return bad('doctor.projections', stalled.join('; '), say('doctor.projections.stalled.fix'));
  const rebuilding = items.flatMap(({ name, rebuild }) =>
    rebuild && rebuild.state !== 'done'
      ? [`${name}: ${rebuild.state} ${rebuild.eventsDone}/${rebuild.eventsTotal}`]
      : [],
  );
  if (rebuilding.length > 0)
    return warning('doctor.projections', rebuilding.join('; '), say('doctor.projections.rebuild.fix'));
  const behind = items.filter(({ secondsBehind }) => secondsBehind > LAG_SECONDS_MAX);
  if (behind.length > 0) {
    const text = behind.map(
      ({ name, eventsBehind, secondsBehind }) => `${name}: ${eventsBehind}, ${secondsBehind} s`,
    );
    return warning('doctor.projections', text.join('; '), say('doctor.views.fix'));
  }
  const most = Math.max(0, ...items.map(({ eventsBehind }) => eventsBehind));
  return good('doctor.projections', say('doctor.behind', { events: most }));
};

const checkClock = async (service: ServiceClient): Promise<Finding> => {
  const { businessDate, production } = await service.get<ClockOnWire>('/v1/clock');
  return good('doctor.clock', `${businessDate}${production ? '' : ' (demo)'}`);
};

/** Publicity that starts late in December ends in the next year, so that year is needed too. */
const checkCalendar = async (service: ServiceClient): Promise<Finding> => {
  const { businessDate } = await service.get<ClockOnWire>('/v1/clock');
  const { items } = await service.get<Page<{ readonly year: number }>>('/v1/calendar-years');
  const years = items.map(({ year }) => year);
  const [thisYear, nextYear] = [Number(businessDate.slice(0, 4)), Number(businessDate.slice(0, 4)) + 1];
  const detail = `${Math.min(...years)}–${Math.max(...years)}`;
  if (!years.includes(thisYear))
    return bad('doctor.calendar', detail, say('doctor.calendar.fix', { year: thisYear }));
  return years.includes(nextYear)
    ? good('doctor.calendar', detail)
    : warning('doctor.calendar', detail, say('doctor.calendar.fix', { year: nextYear }));
};

const checkPolicy = async (service: ServiceClient): Promise<Finding> => {
  const { items } =
    await service.get<Page<{ readonly book: string; readonly version: number | string }>>('/v1/policy-books');
  const books = items.map(({ book, version }) => `${book}@${version}`).join(', ');
  return books ? good('doctor.policy', books) : bad('doctor.policy', '', say('doctor.policy.fix'));
};

const reasonOf = (error: unknown): string => {
  if (error instanceof RefusalError && isRefusal(error.refusal)) return error.refusal[cliLanguage];
  return error instanceof Error ? error.message : String(error);
};
