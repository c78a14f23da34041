import { CommandRunner, Option } from 'nest-commander';
import { EXIT, UsageError } from './exit-codes.js';
import type { ServiceClient } from './service-client.js';
import { openService } from './session.js';
import { cliLanguage, say } from './speech.js';

type ParserCommand = Parameters<CommandRunner['setCommand']>[0];

export const DEFAULT_URL = process.env.TRANCHE_URL || 'http://127.0.0.1:3000';

/** Writes what a command has to say. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** A verb of the command line. The parser throws instead of ending the process, so that exit codes are ours. */
export abstract class Verb extends CommandRunner {
  override setCommand(command: ParserCommand): this {
    command.exitOverride();
    command.allowExcessArguments(false);
    return super.setCommand(command);
  }

  /** Taken out of the arguments before the parser sees them, see `main.ts`; here for the help text. */
  @Option({ flags: '--lang <language>', description: say('option.lang') })
  readLanguage(value: string): string {
    return value;
  }
}

/** A verb that only has verbs below it: without one of them it shows its help. */
export abstract class VerbGroup extends Verb {
  async run(): Promise<void> {
    this.command.outputHelp({ error: true });
    process.exitCode = EXIT.usage;
  }
}

export interface ServiceOptions {
  readonly url?: string;
  readonly as?: string;
  readonly role?: string;
  readonly password?: string;
  readonly format?: string;
  readonly idempotencyKey?: string;
}

/** A verb that talks to a running service. */
export abstract class ServiceVerb extends Verb {
  @Option({ flags: '--url <url>', description: say('option.url') })
  readUrl(value: string): string {
    if (!URL.canParse(value))
      throw new UsageError(say('error.option', { option: '--url', choices: 'http://…' }));
    return value;
  }

  @Option({ flags: '--as <user>', description: say('option.as') })
  readUser(value: string): string {
    return value;
  }

  @Option({ flags: '--role <role>', description: say('option.role') })
  readRole(value: string): string {
    return value;
  }

  @Option({ flags: '--password <password>', description: say('option.password') })
  readPassword(value: string): string {
    return value;
  }

  @Option({ flags: '--format <format>', description: say('option.format') })
  readFormat(value: string): string {
    return oneOf('--format', value, ['table', 'json']);
  }

  /** @param usualUser the demo person whose job this is. */
  protected service(options: ServiceOptions, usualUser: string): Promise<ServiceClient> {
    const { url = DEFAULT_URL, as: user, role, password } = options;
    const wish = {
      url,
      language: cliLanguage,
      usualUser,
      ...(user && { user }),
      ...(role && { role }),
      ...(password && { password }),
    };
    return openService(wish, process.env);
  }

  /** The answer as it came, or the words made from it. */
  protected show<T>({ format }: ServiceOptions, view: T, words: (view: T) => string): void {
    print(format === 'json' ? JSON.stringify(view, null, 2) : words(view));
  }
}

/** A verb that changes something. */
export abstract class CommandVerb extends ServiceVerb {
  @Option({ flags: '--idempotency-key <key>', description: say('option.key') })
  readKey(value: string): string {
    return value;
  }
}

export const oneOf = <const T extends string>(option: string, value: string, choices: readonly T[]): T => {
  const choice = choices.find((one) => one === value);
  if (choice === undefined)
    throw new UsageError(say('error.option', { option, choices: choices.join(', ') }));
  return choice;
};

export const required = <T>(value: T | undefined, option: string): T => {
  if (value === undefined) throw new UsageError(say('error.missing', { option }));
  return value;
};

/** A query string of what was stated. */
export const queryOf = (parameters: Readonly<Record<string, string | undefined>>): string => {
  const stated = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return stated.length === 0 ? '' : `?${new URLSearchParams(stated).toString()}`;
};
