import { Command } from 'nest-commander';
import { checkedSettings } from '../checked-settings.js';
import { say } from '../speech.js';
import { print, Verb } from '../verb.js';

@Command({ name: 'migrate', description: say('help.migrate') })
export class MigrateVerb extends Verb {
  async run(): Promise<void> {
    // PostgreSQL's client is loaded by the verbs that need it.
    const { migrateAll } = await import('../../platform/migrate-all.js');
    const { openDatabase } = await import('../../platform/open-database.js');
    const database = await openDatabase(checkedSettings(), (line) => print(`  ${line}`));
    try {
      const applied = await migrateAll(database.url);
      print(applied.length > 0 ? say('migrate.applied', { names: applied.join(', ') }) : say('migrate.none'));
    } finally {
      await database.close();
    }
  }
}
