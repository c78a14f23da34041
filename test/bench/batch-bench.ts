import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { budgetFigures } from '#budgets/budget-line.js';
import { budgetDecider } from '#budgets/budgets.js';
import { startEmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';
import { CommandExecutor } from '#event-store/execute.js';
import { migrate } from '#event-store/postgres/migrate.js';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';
import '#upcasting/all-upcasters.js';
import type { Actor } from '#kernel/actor.js';
import { assert } from '#kernel/assert.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { sha256 } from '#kernel/content-hash.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';
import { yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { renderPain001 } from '#payments/bank-files/pain001.js';
import { type BatchState, isAtBank, linesOf } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import { bankFileDecider, bankFileId } from '#payments/reconciliation/reconciliation.js';
import type { AnswerEntry } from '#payments/reconciliation/reconciliation.events.js';
import type { Lookups } from '#processes/lookups.js';
import { precedenceOf } from '#processes/precedence.js';
import { processManagers } from '#processes/process-managers.js';
import { sampleFingerprint } from '#processes/sample-office.js';
import { sampleDecider, sampleRulebook } from '#programmes/award/sample-award.js';
import { batchesProjection } from '#projections/batches/batches.projection.js';
import { dueTranchesProjection } from '#projections/due-tranches/due-tranches.projection.js';
import { ProjectionRunner } from '#projections/projection-runner.js';
import { openViews } from '#projections/views-database.js';
import { leaseWithinProcess } from '#reactions/lease.js';
import { parkedInMemory } from '#reactions/parked-in-memory.js';
import { ProcessRunner } from '#reactions/process-runner.js';
import { awardNo, releaseAll, templateOf } from './batch-prelude.js';

/**
 * One payment batch from the draft to the last booked line, over the real deciders, process managers, read models and PostgreSQL: time, cost
 * of a line and memory by stage. Every size has a server and a process of its own. Run: `npm run bench:batch -- --lines 1000,10000`.
 */
const BATCH = 'batch-BENCH';
const MAKER: Actor = { id: 'max', role: 'finance-maker' };
const CHECKER: Actor = { id: 'carl', role: 'finance-checker' };
const MIB = 2 ** 20;
const ENTRIES_PER_FILE = 1_000;
const AN_HOUR_MS = 3_600_000;
/** Lines that come back, in a hundred, and answers that come twice. */
const REJECTED_PERCENT = 1;
const REPEATED_PERCENT = 1;

const folderOf = (part: string): string =>
  fileURLToPath(new URL(`../../../deploy/migrations/${part}`, import.meta.url));

const noLookups: Lookups = new Proxy({} as Lookups, {
  get: (_target, question) => async () => {
    if (question === 'batchOfLine') return BATCH;
    return question === 'at' ? undefined : [];
  },
});

const stageOf =
  (lines: number) =>
  async (stage: string, work: () => Promise<unknown>): Promise<void> => {
    globalThis.gc?.();
    let peak = process.memoryUsage().rss;
    const watching = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const start = performance.now();
    const cpu = process.cpuUsage();
    await work();
    clearInterval(watching);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const cells = [
      String(lines),
      stage,
      `${seconds.toFixed(1)} s`,
      `${((seconds * 1000) / lines).toFixed(3)} ms`,
      `${((user + system) / 1000 / lines).toFixed(3)} ms`,
      `${Math.round(peak / MIB)} MiB`,
    ];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  };

const officeOver = async (url: string) => {
  const store = openPostgresEventStore({ connection: url });
  const executor = new CommandExecutor(store);
  const views = await openViews(url);
  let saved: string | undefined;
  const runner = () =>
    new ProcessRunner({
      name: 'bench',
      store,
      reactions: processManagers(executor, sampleDecider, noLookups, sampleFingerprint, sampleRulebook),
      checkpoints: {
        load: async () => saved,
        save: async (_name, position) => {
          saved = position;
        },
      },
      parkedEvents: parkedInMemory(),
      precedenceOf,
      lease: leaseWithinProcess(),
      onFailure: (failure) => process.stderr.write(`${JSON.stringify(failure)}\n`),
    });
  /** Until nothing is left to be done: what the process managers write they also react to. */
  const settle = async (): Promise<void> => {
    const stop = new AbortController();
    const process = runner();
    const running = process.run(stop.signal);
    for (;;) {
      const head = (await store.head()) ?? '';
      if (!(await process.progress.waitUntil(head, AN_HOUR_MS))) throw new Error('Not done in an hour');
      if ((await store.head()) === head) break;
    }
    stop.abort();
    await running;
  };
  const skipToHead = async (): Promise<void> => {
    saved = await store.head();
  };
  const project = async (): Promise<void> => {
    const head = (await store.head()) ?? '';
    await Promise.all(
      [batchesProjection, dueTranchesProjection].map(async (projection) => {
        const stop = new AbortController();
        const following = new ProjectionRunner({ projection, store, database: views });
        const running = following.run(stop.signal);
        await following.progress.waitUntil(head, AN_HOUR_MS);
        stop.abort();
        await running;
      }),
    );
  };
  const give = async <C extends object, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: string,
    command: C,
    key: string,
  ): Promise<S> => {
    const commandId = derivedUuid(stream, key);
    const now = instant('2024-02-02T02:00:00Z');
    const context = { commandId, actor: MAKER, now, correlationId: commandId, causationId: null };
    const { refusal, state } = await executor.execute(decider, stream, command, context);
    if (refusal) throw new Error(`${refusal.code}: ${refusal.en}`);
    return state;
  };
  const batch = async (): Promise<BatchState> => (await executor.load(batchDecider, BATCH)).state;
  const close = async (): Promise<void> => {
    await views.destroy();
    await store.close();
  };
  return { store, executor, settle, skipToHead, project, give, batch, close };
};

type Office = Awaited<ReturnType<typeof officeOver>>;

const approveAndSeal = async ({ give, batch }: Office): Promise<void> => {
  await give(batchDecider, BATCH, { type: 'SubmitBatch', actor: MAKER, requiredApprovals: 1 }, 'submit');
  const state = await batch();
  assert(state.status === 'submitted', 'The batch is submitted');
  const { contentHash } = state.submission;
  const now = instant('2024-02-02T03:00:00Z');
  await give(batchDecider, BATCH, { type: 'ApproveBatch', actor: CHECKER, contentHash, now }, 'approve');
};

const send = async ({ give, batch }: Office): Promise<void> => {
  const state = await batch();
  assert('seal' in state, 'The batch is sealed');
  const party = { name: '财政局', account: '1', bankCode: '105335000018', bankName: '建行' };
  const xml = orThrow(
    renderPain001({
      messageId: state.seal.messageId,
      createdAt: state.seal.sealedAt,
      executeOn: state.executeOn,
      debtor: party,
      contentHash: state.seal.contentHash,
      transfers: linesOf(state).map(({ lineId, netFen, account, purpose }) => ({
        endToEndId: lineId,
        amountFen: netFen,
        creditor: {
          name: account.accountName,
          account: account.number,
          bankCode: account.bankCode,
          bankName: account.bankName,
        },
        purpose,
      })),
    }),
  );
  const file = { format: 'pain.001', fileName: 'f.xml', fileHash: sha256(Buffer.from(xml)) } as const;
  await give(batchDecider, BATCH, { type: 'SendBatch', actor: MAKER, ...file }, 'send');
};

const isRejected = (place: number): boolean => place % 100 < REJECTED_PERCENT;

/** In reverse order, some of them twice. */
const bankAnswers = async ({ give, batch }: Office): Promise<void> => {
  const lines = linesOf(await batch()).toReversed();
  for (let first = 0; first < lines.length; first += ENTRIES_PER_FILE) {
    const part = lines.slice(first, first + ENTRIES_PER_FILE);
    const entries = part.map(({ lineId, netFen }, place): AnswerEntry => {
      const rejected = isRejected(first + place);
      return {
        entryNo: place + 1,
        endToEndId: lineId,
        outcome: rejected ? 'rejected' : 'settled',
        amountFen: netFen,
        bankReference: `R${lineId}`,
        happenedOn: businessDate('2024-02-05'),
        reasonCode: rejected ? 'AC04' : null,
        reason: null,
      };
    });
    const twice = entries
      .filter((_, place) => place % 100 < REPEATED_PERCENT)
      .map((entry, place) => ({ ...entry, entryNo: part.length + place + 1 }));
    const fileHash = sha256(Buffer.from(String(first)));
    await give(
      bankFileDecider,
      bankFileId(fileHash),
      {
        type: 'ImportBankAnswer',
        file: bankFileId(fileHash),
        fileHash,
        fileName: `${first}.xml`,
        format: 'camt.054',
        messageId: BATCH,
        importedBy: MAKER.id,
        entries: [...entries, ...twice],
      },
      'import',
    );
  }
};

/** The bank's own book, the batch and the budget line agree to the fen. */
const prove = async (office: Office, budgetStream: string): Promise<string> => {
  const state = await office.batch();
  assert(isAtBank(state) && state.status === 'closed', `The batch is ${state.status}`);
  const paidFen = linesOf(state)
    .toReversed()
    .reduce((sum, { netFen }, place) => (isRejected(place) ? sum : sum + netFen), 0n);
  const { state: budget } = await office.executor.load(budgetDecider, budgetStream);
  const { disbursedFen } = budgetFigures(budget);
  assert(disbursedFen === paidFen, `The bank paid ${paidFen}, the budget line ${disbursedFen}`);
  return yuanOf(paidFen);
};

const run = async (lines: number, url: string): Promise<void> => {
  const office = await officeOver(url);
  const stage = stageOf(lines);
  const template = await templateOf();
  await releaseAll(office.store, template, lines);
  await office.skipToHead();
  await office.project();
  const candidates = Array.from({ length: lines }, (_, number) => ({
    award: awardNo(number),
    trancheNo: 1,
    attempt: 1,
  }));
  const total = performance.now();
  await stage('draft and assemble', async () => {
    await office.give(
      batchDecider,
      BATCH,
      {
        type: 'DraftBatch',
        batch: BATCH,
        title: 'bench',
        candidates,
        executeOn: businessDate('2024-02-05'),
        actor: MAKER,
      },
      'draft',
    );
    await office.settle();
  });
  await stage('submit, approve, seal', () => approveAndSeal(office));
  await stage('file and send', () => send(office));
  await stage('import answers', () => bankAnswers(office));
  await stage('match, settle, book', () => office.settle());
  await stage('read models', () => office.project());
  const seconds = (performance.now() - total) / 1000;
  const paid = await prove(office, template.budgetStream);
  process.stdout.write(
    `| ${lines} | **all** | ${seconds.toFixed(1)} s | ${((seconds * 1000) / lines).toFixed(3)} ms | | ${paid} yuan paid, bank = batch = budget |\n`,
  );
  await office.close();
};

const prepare = async (url: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  for (const part of ['log', 'views']) await migrate(pool, folderOf(part));
  await pool.end();
};

const runAll = async (sizes: readonly number[]): Promise<void> => {
  process.stdout.write(
    '| lines | stage | time | a line | processor | peak RSS |\n|---|---|---|---|---|---|\n',
  );
  for (const lines of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'tranche-batch-bench-'));
    try {
      const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined });
      await prepare(server.url);
      const args = ['--expose-gc', '--enable-source-maps', fileURLToPath(import.meta.url)];
      execFileSync(process.execPath, [...args, '--lines', String(lines), '--url', server.url], {
        stdio: 'inherit',
      });
      await server.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
};

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '1000,10000' }, url: { type: 'string' } },
});
const sizes = values.lines.split(',').map(Number);
if (values.url !== undefined) await run(sizes[0] ?? 0, values.url);
else await runAll(sizes);
