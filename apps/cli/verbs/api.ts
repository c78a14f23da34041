import { Command } from 'nest-commander';
import { say } from '../speech.js';
import { Verb } from '../verb.js';

@Command({ name: 'api', description: say('help.api') })
export class ApiVerb extends Verb {
  async run(): Promise<void> {
    // The service takes longer to load than most verbs take to run, so only the verbs that start it load it.
    const { runService } = await import('../run-service.js');
    await runService({ api: true, worker: false });
  }
}
