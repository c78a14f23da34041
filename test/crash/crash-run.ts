import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lineOf, violationsOf } from '../simulation/invariants.js';
import type { RawEvent } from '../simulation/invariants/raw-event.js';
import { type BankBook, openBankBook } from './bank-book.js';
import { carryOut, type Killed, type Killing } from './killings.js';
import { readRawLog } from './log-reader.js';
import type { MortalDatabase } from './mortal-database.js';
import { type Half, startMortalService } from './mortal-service.js';
import { type PatientClient, patientClient } from './patient-client.js';
import { payEverything } from './payment-run.js';
import { type Seeded, seeded } from '#kernel/seeded.js';

export interface RunSettings {
  readonly seed: number;
  readonly plan: (random: Seeded, halves: readonly Half[]) => readonly Killing[];
  readonly groups: number;
  readonly database: MortalDatabase;
  readonly log: (line: string) => void;
}

export interface RunReport {
  readonly seed: number;
  readonly halves: readonly Half[];
  readonly killed: readonly Killed[];
  readonly events: number;
  readonly acknowledged: number;
  readonly retries: number;
  /** Processes that ended although nobody killed them. */
  readonly ownExits: number;
  readonly lost: readonly string[];
  readonly doublePaid: readonly string[];
  /** Broken promises, and books that differ. */
  readonly violations: readonly string[];
}

/** One payment run on a fresh database, with its killings, and what was found afterwards. The same seed plans the same run. */
export const crashRun = async ({ seed, plan, groups, database, log }: RunSettings): Promise<RunReport> => {
  const random = seeded(seed);
  const halves = random.oneOf<readonly Half[]>([['whole'], ['api', 'worker']]);
  const name = `crash_${seed}`;
  const databaseUrl = await database.create(name);
  const home = await mkdtemp(path.join(tmpdir(), 'tranche-crash-home-'));
  const service = await startMortalService({
    port: await freePort(seeded(process.pid + seed)),
    databaseUrl,
    home,
    halves,
    log,
  });
  try {
    const client = patientClient(service.url);
    const bank = openBankBook();
    const finished = new AbortController();
    const killing = carryOut(plan(random, halves), { service, database, databaseUrl }, finished.signal);
    const paying = payEverything({ client, bank, groups }).finally(() => finished.abort());
    const [killed] = await Promise.all([killing, paying]);
    const events = await readRawLog(databaseUrl);
    const { acknowledged } = client;
    return {
      seed,
      halves,
      killed,
      events: events.length,
      acknowledged: acknowledged.length,
      retries: client.retries(),
      ownExits: service.ownExits(),
      lost: await lostOf(client, events),
      doublePaid: bank.paidTwice(),
      violations: [...violationsOf(events).map(lineOf), ...(await differences(client, bank, events))],
    };
  } finally {
    await service.stop();
    await database.drop(name);
    await rm(home, { recursive: true, force: true });
  }
};

/** What was answered must be in the log, and must be answered the same when it is asked again. */
const lostOf = async (
  { acknowledged }: PatientClient,
  log: readonly RawEvent[],
): Promise<readonly string[]> => {
  const lost: string[] = [];
  const logged = new Map(log.map(({ metadata, position }) => [metadata.commandId, position]));
  for (const { what, commandId, position, repeat } of acknowledged) {
    const last = logged.get(commandId);
    const isThere = position === null || (last !== undefined && BigInt(last) === BigInt(position));
    const again = await repeat();
    const isSame = again['repeated'] === true && (position === null || again['position'] === position);
    if (!isThere || !isSame) lost.push(`${what} at ${String(position)}`);
  }
  return lost;
};

/** The statement adds up read models, the replay adds up the log, and the bank has its own book. */
const differences = async (
  client: PatientClient,
  bank: BankBook,
  log: readonly RawEvent[],
): Promise<readonly string[]> => {
  const statement = (await client.see('/v1/statement')) as {
    totals: Record<string, string>;
    checks: { holds: boolean; rule: object }[];
  };
  const replay = (await client.see('/v1/audit/replay')) as { totals: Record<string, string> };
  const totals = Object.entries(statement.totals)
    .filter(([name, yuan]) => replay.totals[name] !== yuan)
    .map(([name, yuan]) => `statement = replay: ${name} ${yuan} and ${String(replay.totals[name])}`);
  const checks = statement.checks
    .filter(({ holds }) => !holds)
    .map(({ rule }) => `statement: ${JSON.stringify(rule)}`);
  return [...bank.differencesFrom(log), ...totals, ...checks];
};

/** Below the range that outgoing connections use: a client that asks for its dead service must not end up on the port itself. */
const freePort = async (random: Seeded): Promise<number> => {
  for (;;) {
    const server = createServer().listen(20_000 + random.below(10_000), '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    return port;
  }
};
