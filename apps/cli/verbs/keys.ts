import { Command, SubCommand } from 'nest-commander';
import { checkedSettings } from '../checked-settings.js';
import { say } from '../speech.js';
import { print, Verb, VerbGroup } from '../verb.js';

@SubCommand({ name: 'rotate', description: say('help.keys.rotate') })
export class KeysRotateVerb extends Verb {
  async run(): Promise<void> {
    // PostgreSQL's client is loaded by the verbs that need it.
    const { openDatabase } = await import('../../platform/open-database.js');
    const { rotateKeys } = await import('../../platform/rotate-keys.js');
    const settings = checkedSettings();
    const database = await openDatabase(settings, (line) => print(`  ${line}`));
    try {
      const count = await rotateKeys(settings, database.url, (done) => print(say('keys.progress', { done })));
      print(count > 0 ? say('keys.rotated', { count }) : say('keys.current'));
    } finally {
      await database.close();
    }
  }
}

@Command({ name: 'keys', description: say('help.keys'), subCommands: [KeysRotateVerb] })
export class KeysVerb extends VerbGroup {}
