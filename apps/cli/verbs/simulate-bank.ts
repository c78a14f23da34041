import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'nest-commander';
import { businessDateAt, instant, parseBusinessDate } from '#kernel/business-date.js';
import { UsageError } from '../exit-codes.js';
import { simulatedAnswer } from '../simulated-bank.js';
import { serviceClient } from '../service-client.js';
import { cliLanguage, say } from '../speech.js';
import { DEFAULT_URL, print, Verb } from '../verb.js';
import type { ClockOnWire } from '../wire.js';
import { readInput } from '../read-input.js';

interface Options {
  readonly return?: string;
  readonly out?: string;
  readonly on?: string;
}

/** Returned transfers in this simulation have one reason: the account is closed. */
const CLOSED = { code: 'AC04', reason: '收款账户已销户，退票' };

@Command({ name: 'simulate-bank', arguments: '<file>', description: say('help.simulateBank') })
export class SimulateBankVerb extends Verb {
  async run([file = '']: string[], { return: returned, out, on }: Options): Promise<void> {
    if (process.env.NODE_ENV === 'production') throw new UsageError(say('error.production'));
    const answeredOn = on ?? (await today());
    const ids = returned?.split(',').filter(Boolean);
    const answer = simulatedAnswer(await readInput(file), {
      answeredOn,
      ...(ids && { returned: new Map(ids.map((id) => [id, CLOSED])) }),
    });
    const name = out ?? answer.fileName;
    await writeFile(name, answer.bytes);
    print(say('bank.saved', { file: name, bytes: answer.bytes.length, structure: answer.format }));
    print(say('bank.next.import', { file: name }));
  }

  @Option({ flags: '--return <ids>', description: say('option.return') })
  readReturn(value: string): string {
    return value;
  }

  @Option({ flags: '--out <file>', description: say('option.out') })
  readOut(value: string): string {
    return value;
  }

  @Option({ flags: '--on <date>', description: say('option.on') })
  readOn(value: string): string {
    if (!parseBusinessDate(value))
      throw new UsageError(say('error.option', { option: '--on', choices: 'YYYY-MM-DD' }));
    return value;
  }
}

/** The business day where the service runs, because its clock may be ahead of ours. */
const today = async (): Promise<string> => {
  try {
    return (await serviceClient({ url: DEFAULT_URL, language: cliLanguage }).get<ClockOnWire>('/v1/clock'))
      .businessDate;
  } catch {
    return businessDateAt(instant(new Date().toISOString()));
  }
};
