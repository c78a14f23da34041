import { Command, Option } from 'nest-commander';
import { pageTable } from '../lists.js';
import { cliLanguage, say } from '../speech.js';
import type { Column } from '../text-table.js';
import { queryOf, ServiceVerb, type ServiceOptions } from '../verb.js';
import type { DeadlineOnWire, Page } from '../wire.js';

const COLUMNS: readonly Column<DeadlineOnWire>[] = [
  { title: say('column.dueOn'), value: ({ dueOn }) => dueOn },
  { title: say('column.daysLeft'), value: ({ workingDaysLeft }) => workingDaysLeft, align: 'right' },
  { title: say('column.deadline'), value: ({ title }) => title[cliLanguage] },
  { title: say('column.key'), value: ({ subject }) => subject },
  { title: say('column.about'), value: ({ about }) => about },
  { title: say('column.clause'), value: ({ clause }) => clause },
  {
    title: say('column.status'),
    value: ({ status, overdue }) => (overdue ? say('deadline.overdue') : status),
  },
];

interface ListOptions extends ServiceOptions {
  readonly until?: string;
  readonly kind?: string;
  readonly status?: string;
  readonly subject?: string;
}

@Command({ name: 'deadlines', description: say('help.deadlines') })
export class DeadlinesVerb extends ServiceVerb {
  async run(_: string[], options: ListOptions): Promise<void> {
    const { until, kind, status, subject } = options;
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<DeadlineOnWire>>(
      `/v1/deadlines${queryOf({ until, kind, status, subject })}`,
    );
    this.show(options, page, (view) => pageTable(COLUMNS, view));
  }

  @Option({ flags: '--until <day>', description: say('option.on') })
  readUntil(value: string): string {
    return value;
  }

  @Option({ flags: '--kind <kind>', description: say('option.filter') })
  readKind(value: string): string {
    return value;
  }

  @Option({ flags: '--status <status>', description: say('option.deadlineStatus') })
  readStatus(value: string): string {
    return value;
  }

  @Option({ flags: '--subject <id>', description: say('option.subject') })
  readSubject(value: string): string {
    return value;
  }
}
