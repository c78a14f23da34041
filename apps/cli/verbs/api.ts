import { Command } from 'nest-commander';
import { runService } from '../run-service.js';
import { say } from '../speech.js';
import { Verb } from '../verb.js';

@Command({ name: 'api', description: say('help.api') })
export class ApiVerb extends Verb {
  run(): Promise<void> {
    return runService({ api: true, worker: false });
  }
}
