import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';
import { migrate } from '#event-store/postgres/migrate.js';
import '#upcasting/all-upcasters.js';
import { benchAppends } from './append-bench.js';
import { openEmmettLog } from './emmett-log.js';
import { benchAppendsAtLength, benchGrowth, benchMemory } from './growth-bench.js';
import { benchLongStream } from './long-stream-bench.js';
import { openPlainTable } from './plain-table.js';
import { benchReadModel, benchRebuild } from './read-model-bench.js';
import { benchReads } from './read-bench.js';
import { type Finding, lineOf, machine, writeReport } from './report.js';
import { type BenchSettings, benchSettings } from './settings.js';
import { openTrancheLog } from './tranche-log.js';

/** As many as the plain table and emmett profit from; more only queue in the server. */
const CONNECTIONS = 32;

const MIGRATIONS = path.join(process.cwd(), 'deploy', 'migrations');

/** All contenders on one server of their own, which is removed afterwards. */
const run = async (settings: BenchSettings): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tranche-bench-'));
  const dataDir = path.join(folder, 'pg');
  const findings: Finding[] = [];
  const told = (one: Finding): void => {
    findings.push(one);
    console.log(lineOf(one));
  };
  try {
    const { url } = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    const server = new pg.Pool({ connectionString: url, max: 1 });
    const on = await machine(server);
    console.log(
      JSON.stringify({ ...on, seed: settings.seed, rounds: settings.rounds, quick: settings.quick }),
    );
    await (settings.growth ? measureGrowth : measure)(server, url, settings, told);
    await server.end();
    if (settings.jsonFile) await writeReport(settings.jsonFile, { machine: on, settings, findings });
  } finally {
    await removeEmbeddedPostgres(dataDir);
    await rm(folder, { recursive: true, force: true });
  }
};

const measure = async (
  server: pg.Pool,
  url: string,
  settings: BenchSettings,
  told: (finding: Finding) => void,
): Promise<void> => {
  const database = async (name: string): Promise<string> => {
    await server.query(`create database ${name} template template0`);
    return Object.assign(new URL(url), { pathname: `/${name}` }).href;
  };
  const ours = await database('bench_tranche');
  const migrating = new pg.Pool({ connectionString: ours, max: 1 });
  for (const area of ['log', 'views']) await migrate(migrating, path.join(MIGRATIONS, area));
  await migrating.end();

  const appending = await database('bench_tranche_appends');
  const migratingToo = new pg.Pool({ connectionString: appending, max: 1 });
  await migrate(migratingToo, path.join(MIGRATIONS, 'log'));
  await migratingToo.end();

  const plain = await openPlainTable(await database('bench_plain'), CONNECTIONS);
  const emmett = await openEmmettLog(await database('bench_emmett'), CONNECTIONS);
  const plainLog = await openPlainTable(await database('bench_plain_log'), CONNECTIONS);
  const emmettLog = await openEmmettLog(await database('bench_emmett_log'), CONNECTIONS);
  const appends = await openTrancheLog(appending);
  const log = await openTrancheLog(ours);

  await benchAppends([plain, appends, emmett], settings, told);
  await Promise.all([plain, appends, emmett].map(({ close }) => close()));

  await benchAppendsAtLength(log, settings, told);
  await benchReads({ plain: plainLog, tranche: log, emmett: emmettLog }, settings, told);
  await benchAppendsAtLength(log, settings, told);
  await benchMemory(log, settings.rounds, told);
  await benchReadModel(ours, log, plainLog, settings.rounds, told);
  await benchRebuild(ours, log, told);
  await benchLongStream(ours, log, settings, told);
  await Promise.all([plainLog, log, emmettLog].map(({ close }) => close()));
};

const measureGrowth: typeof measure = async (server, url, settings, told) => {
  await server.query('create database bench_growth template template0');
  const database = Object.assign(new URL(url), { pathname: '/bench_growth' }).href;
  const migrating = new pg.Pool({ connectionString: database, max: 1 });
  for (const area of ['log', 'views']) await migrate(migrating, path.join(MIGRATIONS, area));
  await migrating.end();
  const log = await openTrancheLog(database);
  await benchGrowth(log, settings, told);
  await benchRebuild(database, log, told);
  await log.close();
};

await run(benchSettings(process.argv.slice(2)));
