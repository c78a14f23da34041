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
    const { prepareKeys } = await import('../../platform/open-personal-data.js');
    const settings = checkedSettings();
    const database = await openDatabase(settings, (line) => print(`  ${line}`));
    try {
      const applied = [...(await migrateAll(database.url)), ...(await prepareKeys(settings, database.url))];
      print(applied.length > 0 ? say('migrate.applied', { names: applied.join(', ') }) : say('migrate.none'));
    } finally {
      await database.close();
    }
  }
}
