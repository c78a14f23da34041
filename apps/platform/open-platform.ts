import { setMaxListeners } from 'node:events';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import '#upcasting/all-upcasters.js';
import { startClock } from './start-clock.js';
import type { LogPosition } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { CommandExecutor } from '#event-store/execute.js';
import { openPostgresSnapshotStore } from '#event-store/postgres/postgres-snapshot-store.js';
import { orThrow } from '#kernel/refusal.js';
import { precedenceOf } from '#processes/precedence.js';
import { processManagers } from '#processes/process-managers.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { rulesFor } from '#programmes/catalogue.js';
import { forgetPersons } from '#personal-data/forget-persons.js';
import { ALL_PROJECTIONS } from '#projections/all-projections.js';
import { CheckpointBoard } from '#projections/checkpoint-board.js';
import { CountDeadlinesHandler } from '#projections/deadlines/deadlines.queries.js';
import { postgresLease } from '#projections/lease.js';
import { parkedEvents } from '#projections/parked-events.js';
import { projectionShards, watchedRunner } from '#projections/projection-shards.js';
import { listRebuilds } from '#projections/rebuild-requests.js';
import { carryOutRebuilds, noteRebuilds } from '#projections/rebuild-worker.js';
import { reactionCheckpoints } from '#projections/reaction-checkpoints.js';
import { openViews } from '#projections/views-database.js';
import { NotReady } from '#reactions/outage.js';
import type { ParkedEvent } from '#reactions/parking.js';
import { ProcessRunner } from '#reactions/process-runner.js';
import type { Runner } from '#reactions/runner.js';
import { bankLine } from './bank-line.js';
import type { Ground } from './city/build-city.js';
import { soleWriterStore } from './city/sole-writer-store.js';
import { beginDays } from './begin-days.js';
import { deadlineAlarms } from './deadline-alarms.js';
import { registerFirstPeople } from './first-people.js';
import { forgetAgain, forgetAgainWhenSeen } from './forget-again.js';
import { assertMigrated, migrateAll } from './migrate-all.js';
import { openDatabase } from './open-database.js';
import { openEventStore } from './open-event-store.js';
import { openPersonalData, type OpenPersonalData } from './open-personal-data.js';
import { publishShippedBooks, shippedBooks } from './publish-policy.js';
import { type Reactions, reactionsOf } from './reactions.js';
import { openRegisters, type Registers } from './registers.js';
import type { Settings } from './settings.js';
import { viewsLookups } from './views-lookups.js';

/** Everything below the HTTP edge, wired and running. */
export interface Platform {
  readonly settings: Settings;
  readonly databaseUrl: string;
  /** For people: which database, and where its data is. */
  readonly description: string;
  /** For everybody who acts: what is personal is sealed on the way in and opened on the way out. */
  readonly store: EventStore;
  /** The log as it is kept, for whoever only looks: what is personal stays sealed. */
  readonly sealedLog: EventStore;
  readonly personalData: OpenPersonalData;
  readonly executor: CommandExecutor;
  readonly registers: Registers;
  readonly rulebook: Rulebook;
  readonly reactions: Reactions;
  /** Whoever waits for a consequence is answered now; before the edge waits for its last requests. */
  endWaits(): void;
  close(): Promise<void>;
}

export interface PlatformOptions {
  readonly settings: Settings;
  /** One line each of what is worth knowing. */
  readonly log: (line: string) => void;
  /** Whether this process runs process managers and projections, or only watches those of others. */
  readonly worker: boolean;
  /** Writes a history into a new, empty log before anybody follows it, and carries out all its consequences. */
  readonly prehistory?: (ground: Ground) => Promise<void>;
}

/** A history may only be written where there is none. */
export class LogNotEmpty extends Error {
  constructor(readonly database: string) {
    super(`The log in ${database} is not empty`);
    this.name = 'LogNotEmpty';
  }
}

const PROCESS_NAME = 'process-managers';
const REFRESH_MS = 1_000;

export const openPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const { settings, log, worker, prehistory } = options;
  const stores = await openStores(options);
  const { database, sealedLog, personalData, store, executor } = stores;
  const registers = await openPolicies(stores, settings);
  const rulebook: Rulebook = {
    rulesOf: (programme) => orThrow(rulesFor(programme)),
    measure: registers.policies.version,
    calendar: registers.calendar,
  };
  const views = await openViews(database.url);
  if (prehistory) await writePrehistory(prehistory, { ...stores, registers, rulebook, views });
  const board = new CheckpointBoard(views);
  const waits = new AbortController();
  // Everybody who waits listens.
  setMaxListeners(0, waits.signal);
  const beneath = { store, sealedLog, personalData, executor, rulebook };
  const parts = { ...beneath, settings, views, board, databaseUrl: database.url, log, waits: waits.signal };
  const keys = { vault: personalData.vault, views };
  // Before anybody reads: a key store from an older backup must not bring a person back.
  if (worker) await forgetAgain(keys);
  const runners = worker ? workingRunners(parts) : watchingRunners(board);
  const stopping = new AbortController();
  const { signal } = stopping;
  // So does every runner that waits for its lease.
  setMaxListeners(0, signal);
  const running = [board, runners.process, ...runners.projections, ...runners.aside].map((one) =>
    one.run(signal),
  );
  if (worker) {
    const start = { head: await sealedLog.head(), projections: runners.projections, signal };
    const rebuilds = { projections: ALL_PROJECTIONS, store: sealedLog, database: views, signal, log };
    running.push(carryOutRebuilds(rebuilds), forgetAgainWhenSeen({ ...keys, ...start }));
  }
  const stopDays = worker ? beginDays(executor, registers.clock, log) : async () => undefined;
  const refreshing = setInterval(() => void registers.refresh().catch(() => undefined), REFRESH_MS);

  return {
    settings,
    databaseUrl: database.url,
    description: database.description,
    ...beneath,
    registers,
    reactions: reactionsOf(store, runners, keptBy(views), waits.signal),
    endWaits: () => waits.abort(),
    close: async () => {
      waits.abort();
      clearInterval(refreshing);
      await stopDays();
      stopping.abort();
      await Promise.all(running);
      await views.destroy();
      await stores.close();
    },
  };
};

type Stores = Awaited<ReturnType<typeof openStores>>;

/** Database, log, keys, and whoever carries out commands on them. */
const openStores = async ({ settings, log, prehistory }: PlatformOptions) => {
  const database = await openDatabase(settings, log);
  await (settings.TRANCHE_MIGRATE === 'never' ? assertMigrated : migrateAll)(database.url);
  const sealedLog = openEventStore(settings, database.url);
  if (prehistory && (await sealedLog.head()) !== undefined) {
    await sealedLog.close();
    await database.close();
    throw new LogNotEmpty(database.description);
  }
  const personalData = await openPersonalData(settings, database.url);
  const store = personalData.sealing(sealedLog);
  const beside = openPoolBesideTheLog(database.url);
  const executorOver = (over: EventStore, streamsMost?: number): CommandExecutor =>
    new CommandExecutor(over, {
      ...(streamsMost !== undefined && { streamsMost }),
      snapshots: openPostgresSnapshotStore(beside),
      onSnapshotFailure: (stream, error) => log(`No snapshot of ${stream} was kept: ${String(error)}`),
    });
  const executor = executorOver(store);
  const close = async (): Promise<void> => {
    await store.close();
    await personalData.vault.close();
    await beside.end();
    await database.close();
  };
  return { database, sealedLog, personalData, store, executor, executorOver, close };
};

/** The clock, the books that ship with the service, and the first people, all on record; registers that know them. */
const openPolicies = async ({ store, executor }: Stores, settings: Settings): Promise<Registers> => {
  const books = await shippedBooks();
  const registers = openRegisters(store, [...new Set(books.map(({ book }) => book))]);
  await registers.refresh();
  await startClock(executor, registers, settings);
  await publishShippedBooks(executor, registers.clock, books);
  await registerFirstPeople(executor, registers.clock, settings);
  await registers.refresh();
  return registers;
};

interface Past extends Stores {
  readonly registers: Registers;
  readonly rulebook: Rulebook;
  readonly views: DataSource;
}

/** All that a city works on, so that none is read a second time. */
const STREAMS_OF_A_CITY = 60_000;

const writePrehistory = async (
  prehistory: NonNullable<PlatformOptions['prehistory']>,
  { store, sealedLog, executorOver, personalData, registers, rulebook, views }: Past,
): Promise<void> => {
  const alone = await soleWriterStore(store);
  await prehistory({
    store: alone,
    executor: executorOver(alone, STREAMS_OF_A_CITY),
    rulebook,
    calendar: registers.calendar,
    fingerprintOf: personalData.fingerprintOf,
    measures: registers.policies.list().flatMap(({ book }) => book.measures),
  });
  await registers.refresh();
  // Its consequences are in the log already; to look for them again would take longer than to write them did.
  const head = await sealedLog.head();
  if (head !== undefined) await reactionCheckpoints(views).save(PROCESS_NAME, head);
};

const keptBy = (views: DataSource): Pick<Reactions, 'parked' | 'rebuilds' | 'deadlines'> => ({
  parked: async () => (await parkedEvents(views).load(PROCESS_NAME)).filter(({ skipped }) => !skipped),
  rebuilds: () => listRebuilds(views),
  deadlines: () => new CountDeadlinesHandler(views).execute(),
});

/** For snapshots, which are rare and large, so that no append waits behind one. */
const openPoolBesideTheLog = (connectionString: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max: 2 });
  // An idle connection that dies is replaced when it is needed; without a listener it would stop the process.
  pool.on('error', () => undefined);
  return pool;
};

interface Parts {
  readonly settings: Settings;
  readonly store: EventStore;
  readonly sealedLog: EventStore;
  readonly personalData: OpenPersonalData;
  readonly executor: CommandExecutor;
  readonly rulebook: Rulebook;
  readonly views: DataSource;
  readonly board: CheckpointBoard;
  readonly databaseUrl: string;
  readonly log: (line: string) => void;
  /** Ends every wait. */
  readonly waits: AbortSignal;
}

interface Runners {
  readonly process: Runner;
  readonly projections: readonly Runner[];
  /** Nobody waits for these. */
  readonly aside: readonly Runner[];
}

const SEEN_TIMEOUT_MS = 30_000;

const workingRunners = (parts: Parts): Runners => {
  const { store, sealedLog, personalData, executor, rulebook, views, board, databaseUrl, log, waits } = parts;
  const onFailure = (name: string) => (failure: object) => log(`${name}: ${JSON.stringify(failure)}`);
  const lease = postgresLease(databaseUrl);
  const projections = ALL_PROJECTIONS.map((projection) =>
    projectionShards({
      projection,
      store: sealedLog,
      database: views,
      board,
      lease,
      onFailure: onFailure(projection.name),
    }),
  );
  const seen = async (position: LogPosition): Promise<void> => {
    const all = await Promise.all(
      projections.map(({ progress }) => progress.waitUntil(position, SEEN_TIMEOUT_MS, waits)),
    );
    if (!all.every(Boolean)) throw new NotReady(`The read models have not reached ${position}`);
  };
  const process = new ProcessRunner({
    name: PROCESS_NAME,
    store,
    reactions: [
      ...processManagers(
        executor,
        awardDecider(rulebook),
        viewsLookups(views, seen),
        personalData.fingerprintOf,
        rulebook,
      ),
      noteRebuilds(views, ALL_PROJECTIONS),
      deadlineAlarms(views, log),
      forgetPersons(personalData.vault),
    ],
    checkpoints: reactionCheckpoints(views),
    parkedEvents: parkedEvents(views),
    precedenceOf,
    lease,
    onFailure: onFailure(PROCESS_NAME),
    onParked: (parked) => log(alarm(parked)),
  });
  const { settings } = parts;
  const aside = [bankLine({ settings, store, executor, views, lease, seen, log })];
  return { process, projections, aside };
};

const alarm = ({ key, type, eventId, stream, attempts, error }: ParkedEvent): string =>
  attempts === 0
    ? `${PROCESS_NAME}: parked ${type} ${eventId} of ${stream} behind ${key}`
    : `${PROCESS_NAME}: ALARM, parked key ${key}: ${type} ${eventId} of ${stream} failed ${attempts} times (${error ?? ''}). ` +
      `No tranche is released and no batch sent until: tranche reactions retry|skip ${key}`;

/** In an API-only process: how far the workers have come. */
const watchingRunners = (board: CheckpointBoard): Runners => ({
  process: watchedRunner(PROCESS_NAME, board),
  projections: ALL_PROJECTIONS.map(({ name }) => watchedRunner(name, board)),
  aside: [],
});
