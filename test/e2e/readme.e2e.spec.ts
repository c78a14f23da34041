import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type RunningService, startService } from '../support/running-service.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = `node ${JSON.stringify(path.join(ROOT, 'dist/apps/cli/main.js'))}`;

/** The shell block below a heading of the README, with the built command in place of the installed one. */
const blockUnder = (readme: string, heading: string): string => {
  const [, block] = /```sh\n(.*?)```/s.exec(readme.slice(readme.indexOf(`\n### ${heading}\n`))) ?? [];
  if (!block) throw new Error(`The README has a block of commands under “${heading}”`);
  return block.replaceAll('npx tranche', CLI);
};

describe('the README', () => {
  let service: RunningService;
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tranche-readme-'));
    service = await startService();
  }, 120_000);
  afterAll(async () => {
    await service?.stop();
    await rm(home, { recursive: true, force: true });
  });

  const run = async (script: string): Promise<string> => {
    const environment = { ...process.env, TRANCHE_URL: service.url, TRANCHE_HOME: home };
    const shell = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: home,
      env: environment,
    });
    return (await shell).stdout;
  };

  it('leads by hand, command by command, to a paid tranche', async () => {
    await run(blockUnder(await readFile(path.join(ROOT, 'README.md'), 'utf8'), 'By hand'));
    const [award] = (await service.view('/v1/awards'))['items'] as Record<string, unknown>[];
    expect(award).toMatchObject({ measure: 'JX24-13.2', status: 'completed', paidYuan: '1000000.00' });
  });

  it('quotes what it says can be quoted', async () => {
    const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
    const [, ask = ''] = /^(echo '.*ask\.json)$/m.exec(readme) ?? [];
    const quoted = JSON.parse(await run(`${ask}\n${CLI} quote ask.json --format json`)) as object;
    expect(quoted).toMatchObject({ eligible: true });
  });
});
