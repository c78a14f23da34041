import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';
import { CommandExecutor } from '#event-store/execute.js';
import { migrate } from '#event-store/postgres/migrate.js';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';
import '#upcasting/all-upcasters.js';
import type { Books } from '#portfolio-import/books.js';
import type { Tools } from '#portfolio-import/carry-out-row.js';
import { checkPortfolio } from '#portfolio-import/check-portfolio.js';
import { openTable } from '#portfolio-import/tables/open-table.js';
import { takeOverPortfolio } from '#portfolio-import/take-over-portfolio.js';
import { memoryOffice } from '#portfolio-import/testing/memory-office.js';
import { asWorkbook, portfolioOf } from '#portfolio-import/testing/portfolio.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';

/**
 * Takes portfolios of 5,000, 10,000 and 50,000 rows, or of so many as are asked for, over into a real PostgreSQL: rows per second and how much memory it took. Every size has
 * a process of its own, which neither makes the file nor has seen the other. Run: `node --expose-gc dist/test/bench/import-bench.js`.
 */
const ROWS_OF_A_PROJECT = 4;
const SIZES = [5_000, 10_000, 50_000];
const MIB = 1024 * 1024;

interface Measured {
  readonly seconds: number;
  /** Of this process, on however busy a machine. */
  readonly cpuSeconds: number;
  readonly peakRssBytes: number;
}

const measured = async (work: () => Promise<unknown>): Promise<Measured> => {
  globalThis.gc?.();
  let peakRssBytes = process.memoryUsage().rss;
  const watching = setInterval(() => {
    peakRssBytes = Math.max(peakRssBytes, process.memoryUsage().rss);
  }, 50);
  const start = performance.now();
  const cpu = process.cpuUsage();
  await work();
  clearInterval(watching);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6, peakRssBytes };
};

const report = (what: string, rows: number, { seconds, cpuSeconds, peakRssBytes }: Measured): void => {
  const rate = Math.round(rows / seconds);
  process.stdout.write(
    `${what}: ${rows} rows in ${seconds.toFixed(1)} s, ${rate} rows/s, ${cpuSeconds.toFixed(1)} s of processor, peak RSS ${Math.round(peakRssBytes / MIB)} MiB\n`,
  );
};

const measure = async (rows: number, file: string, url: string): Promise<void> => {
  const office = await memoryOffice();
  const store = openPostgresEventStore({ connection: url });
  const executor = new CommandExecutor(store);
  const tools: Tools = { ...office.tools, executor };
  const books: Books = {
    ...office.books,
    party: async (id) => {
      const { state } = await executor.load(partyDecider, await survivingId(executor, id));
      return state.status === 'registered' ? state : undefined;
    },
    award: async (id) => (await executor.load(tools.awards, id)).state,
  };
  const table = await openTable(file, 'portfolio.xlsx');
  report('dry run', rows, await measured(() => checkPortfolio(table, books)));
  const order = office.order('portfolio.xlsx', table.sha256);
  report('take over', rows, await measured(() => takeOverPortfolio(table, books, { order, tools })));
  report('the same again', rows, await measured(() => takeOverPortfolio(table, books, { order, tools })));
  await store.close();
};

const MIGRATIONS = fileURLToPath(new URL('../../../deploy/migrations/log', import.meta.url));

const prepare = async (url: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await migrate(pool, MIGRATIONS);
  await pool.end();
};

const compare = async (sizes: readonly number[]): Promise<void> => {
  const self = fileURLToPath(import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), 'tranche-import-bench-'));
  try {
    for (const rows of sizes) {
      const file = join(folder, `${rows}.xlsx`);
      execFileSync(process.execPath, [self, 'write', String(rows), file]);
      const server = await startEmbeddedPostgres({
        dataDir: join(folder, `postgres-${rows}`),
        log: () => undefined,
      });
      await prepare(server.url);
      execFileSync(process.execPath, ['--expose-gc', self, 'measure', String(rows), file, server.url], {
        stdio: 'inherit',
      });
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const [, , verb, rows = '0', file = '', url = ''] = process.argv;
if (verb === 'write') writeFileSync(file, asWorkbook(portfolioOf(Number(rows) / ROWS_OF_A_PROJECT)));
else if (verb === 'measure') await measure(Number(rows), file, url);
else await compare(verb ? [Number(verb)] : SIZES);
