import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'nest-commander';
import { businessDateAt, instant, parseBusinessDate } from '#kernel/business-date.js';
import { UsageError } from '../exit-codes.js';
import { simulatedAnswer } from '../simulated-bank.js';
import { type ServiceClient, ServiceUnreachable } from '../service-client.js';
import { say } from '../speech.js';
import { print, type ServiceOptions, ServiceVerb } from '../verb.js';
import type { ClockOnWire } from '../wire.js';
import { readInput } from '../read-input.js';

interface Options extends ServiceOptions {
  readonly return?: string;
  readonly out?: string;
  readonly on?: string;
}

/** Returned transfers in this simulation have one reason: the account is closed. */
const CLOSED = { code: 'AC04', reason: '收款账户已销户，退票' };

@Command({ name: 'simulate-bank', arguments: '<file>', description: say('help.simulateBank') })
export class SimulateBankVerb extends ServiceVerb {
  async run([file = '']: string[], { return: returned, out, on, ...where }: Options): Promise<void> {
    if (process.env.NODE_ENV === 'production') throw new UsageError(say('error.production'));
    const answeredOn = on ?? (await today(() => this.service(where, 'maker')));
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

/** The business day where the service runs, because its clock is not ours; without a service, today. */
const today = async (service: () => Promise<ServiceClient>): Promise<string> => {
  try {
    return (await (await service()).get<ClockOnWire>('/v1/clock')).businessDate;
  } catch (error) {
    if (!(error instanceof ServiceUnreachable)) throw error;
    return businessDateAt(instant(new Date().toISOString()));
  }
};
