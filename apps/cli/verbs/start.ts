import { Command, Option } from 'nest-commander';
import { UsageError } from '../exit-codes.js';
import { say } from '../speech.js';
import { Verb } from '../verb.js';

interface StartOptions {
  readonly seed?: { readonly awards: number };
  readonly seedNumber?: number;
}

const CITY_AWARDS = 12_000;

@Command({ name: 'start', description: say('help.start') })
export class StartVerb extends Verb {
  async run(_: string[], { seed, seedNumber = 1 }: StartOptions): Promise<void> {
    // The service takes longer to load than most verbs take to run, so only the verbs that start it load it.
    const { runService } = await import('../run-service.js');
    await runService({ api: true, worker: true, ...(seed && { seed: { ...seed, number: seedNumber } }) });
  }

  @Option({ flags: '--seed <city>', description: say('option.seed') })
  readSeed(value: string): { readonly awards: number } {
    const [, size] = /^city(?::([1-9]\d{0,5}))?$/.exec(value) ?? wrong('--seed', 'city, city:600');
    return { awards: size === undefined ? CITY_AWARDS : Number(size) };
  }

  @Option({ flags: '--seed-number <number>', description: say('option.seedNumber') })
  readSeedNumber(value: string): number {
    return /^\d{1,9}$/.test(value) ? Number(value) : wrong('--seed-number', '0 … 999999999');
  }
}

const wrong = (option: string, choices: string): never => {
  throw new UsageError(say('error.option', { option, choices }));
};
