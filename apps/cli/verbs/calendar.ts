import { Command, SubCommand } from 'nest-commander';
import { UsageError } from '../exit-codes.js';
import { say } from '../speech.js';
import { CommandVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import { readInput } from '../read-input.js';

/** The file has the shape of the API: `{ year, source, holidays, workdays }`. */
@SubCommand({ name: 'import', arguments: '<file>', description: say('help.calendar.import') })
export class CalendarImportVerb extends CommandVerb {
  async run([file = '']: string[], options: ServiceOptions): Promise<void> {
    const year = parsed(Buffer.from(await readInput(file)).toString('utf8'), file);
    const service = await this.service(options, 'admin');
    const { view } = await service.post<{ readonly year: number }>(
      '/v1/calendar-years',
      year,
      options.idempotencyKey,
    );
    this.show(options, view, () => say('calendar.imported', { year: view.year }));
  }
}

const parsed = (text: string, file: string): object => {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new UsageError(say('error.file', { file }));
  }
};

@Command({ name: 'calendar', description: say('help.calendar'), subCommands: [CalendarImportVerb] })
export class CalendarVerb extends VerbGroup {}
