import { Command } from 'nest-commander';
import { runService } from '../run-service.js';
import { say } from '../speech.js';
import { Verb } from '../verb.js';

@Command({ name: 'start', description: say('help.start') })
export class StartVerb extends Verb {
  run(): Promise<void> {
    return runService({ api: true, worker: true });
  }
}
