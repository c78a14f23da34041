import { Command, Option } from 'nest-commander';
import { UsageError } from '../exit-codes.js';
import { say } from '../speech.js';
import { CommandVerb, oneOf, print, type ServiceOptions } from '../verb.js';

interface CallOptions extends ServiceOptions {
  readonly pick?: string;
}

/** Any request of the API, for what has no verb of its own and for scripts. */
@Command({ name: 'call', arguments: '<method> <path> [body]', description: say('help.call') })
export class CallVerb extends CommandVerb {
  async run([stated = '', path = '', body = '{}']: string[], options: CallOptions): Promise<void> {
    const method = oneOf('<method>', stated.toUpperCase(), ['GET', 'POST']);
    const service = await this.service(options, 'auditor');
    const view =
      method === 'GET'
        ? await service.get<object>(path)
        : (await service.post<object>(path, readBody(body), options.idempotencyKey)).view;
    print(options.pick === undefined ? JSON.stringify(view, null, 2) : picked(view, options.pick));
  }

  @Option({ flags: '--pick <property>', description: say('option.pick') })
  readPick(value: string): string {
    return value;
  }
}

const readBody = (text: string): object => {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // Not JSON: answered below like JSON that is not an object.
  }
  throw new UsageError(say('error.body'));
};

const picked = (view: object, property: string): string => {
  const value: unknown = Object.entries(view).find(([key]) => key === property)?.[1];
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
};
