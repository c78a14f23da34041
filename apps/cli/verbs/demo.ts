import { Command, Option } from 'nest-commander';
import { readSettings } from '../../platform/settings.js';
import { playDemo } from '../demo/demo.js';
import { DemoDiffers } from '../demo/play.js';
import { Unsuccessful, UsageError } from '../exit-codes.js';
import { serviceClient, ServiceUnreachable } from '../service-client.js';
import { cliLanguage, say } from '../speech.js';
import { DEFAULT_URL, print, Verb } from '../verb.js';

interface DemoOptions {
  readonly url?: string;
  readonly start?: boolean;
}

@Command({ name: 'demo', description: say('help.demo') })
export class DemoVerb extends Verb {
  async run(_: string[], { url = DEFAULT_URL, start }: DemoOptions): Promise<void> {
    if (!start || (await isRunning(url))) return play(url);
    const { startService } = await import('../start-service.js');
    const service = await startService({
      settings: readSettings(process.env),
      log: print,
      api: true,
      worker: true,
    });
    try {
      await play(service.url);
    } finally {
      await service.stop();
    }
  }

  @Option({ flags: '--url <url>', description: say('option.url') })
  readUrl(value: string): string {
    if (!URL.canParse(value))
      throw new UsageError(say('error.option', { option: '--url', choices: 'http://…' }));
    return value;
  }

  @Option({ flags: '--start', description: say('option.start') })
  readStart(): boolean {
    return true;
  }
}

const isRunning = async (url: string): Promise<boolean> => {
  try {
    await serviceClient({ url, language: cliLanguage }).get('/health/live');
    return true;
  } catch (error) {
    if (error instanceof ServiceUnreachable) return false;
    throw error;
  }
};

const play = async (url: string): Promise<void> => {
  try {
    await playDemo({ url, language: cliLanguage, print });
  } catch (error) {
    if (error instanceof DemoDiffers) throw new Unsuccessful(say('error.demo', { reason: error.message }));
    throw error;
  }
};
