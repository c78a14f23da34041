import { Command } from 'nest-commander';
import { runService } from '../run-service.js';
import { say } from '../speech.js';
import { Verb } from '../verb.js';

@Command({ name: 'worker', description: say('help.worker') })
export class WorkerVerb extends Verb {
  run(): Promise<void> {
    return runService({ api: false, worker: true });
  }
}
