import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'nest-commander';
import { removeEmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';
import { Unsuccessful, UsageError } from '../exit-codes.js';
import { homeOf } from '../session.js';
import { say } from '../speech.js';
import { print, Verb } from '../verb.js';

@Command({ name: 'reset', description: say('help.reset') })
export class ResetVerb extends Verb {
  async run(_: string[], { yes }: { readonly yes?: boolean }): Promise<void> {
    const home = homeOf(process.env);
    if (process.env.DATABASE_URL) print(say('reset.external'));
    if (!existsSync(home)) return print(say('reset.done', { home }));
    if (!isOurs(home)) throw new UsageError(say('reset.notOurs', { home }));
    if (!yes && !(await isConfirmed(home))) throw new Unsuccessful(say('reset.kept'));
    await removeEmbeddedPostgres(join(home, 'postgres'));
    await rm(home, { recursive: true, force: true });
    print(say('reset.done', { home }));
  }

  @Option({ flags: '--yes', description: say('option.yes') })
  readYes(): boolean {
    return true;
  }
}

/** A mistyped `TRANCHE_HOME` must not cost anybody a folder: it has to hold what only we put there. */
const isOurs = (home: string): boolean =>
  home !== homedir() &&
  home !== dirname(home) &&
  ['postgres', 'token-secret', 'sessions'].some((name) => existsSync(join(home, name)));

const isConfirmed = async (home: string): Promise<boolean> => {
  if (!process.stdin.isTTY) throw new UsageError(say('reset.needsYes', { home }));
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(say('reset.confirm', { home }));
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
};
