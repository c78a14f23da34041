import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Jest's global setup: one PostgreSQL for all specs of a run, under `TEST_POSTGRES_URL`. Set `TEST_DATABASE_URL` to use a
 * server of your own (the user must be allowed to create databases).
 *
 * The server belongs to a small process of its own that ends it when our end of its input closes, which happens however
 * this process ends. Jest gives a global setup neither `#` imports nor `.ts` files behind `.js` names, so that process
 * runs from sources compiled beside the installed packages.
 */
export default async function startPostgres(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) {
    process.env.TEST_POSTGRES_URL = process.env.TEST_DATABASE_URL;
    return;
  }
  const root = process.cwd();
  const compiled = path.join(root, 'node_modules', '.cache', `test-postgres-${process.pid}`);
  await mkdir(compiled, { recursive: true });
  const swc = createRequire(path.join(root, 'package.json')).resolve('@swc/cli/bin/swc.js');
  const sources = ['libs/kernel', 'libs/embedded-postgres', 'test/support'];
  await promisify(execFile)(process.execPath, [swc, ...sources, '-d', compiled, '--quiet'], { cwd: root });
  await writeFile(
    path.join(compiled, 'package.json'),
    '{ "type": "module", "imports": { "#*": "./libs/*" } }',
  );

  const keeper = spawn(process.execPath, [path.join(compiled, 'test/support/keep-postgres.js'), compiled], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([
    once(keeper.stdout, 'data') as Promise<[Buffer]>,
    once(keeper, 'exit').then(() => Promise.reject(new Error('The PostgreSQL for the specs did not start'))),
  ]);
  process.env.TEST_POSTGRES_URL = line.toString().trim();
  (globalThis as KeeperHolder).postgresKeeper = keeper;
}

/** Where the global teardown, which runs in the same process, finds the keeper. */
export interface KeeperHolder {
  postgresKeeper?: ReturnType<typeof spawn>;
}
