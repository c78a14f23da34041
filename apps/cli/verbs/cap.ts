import { Command, Option, SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped } from '../text-table.js';
import { queryOf, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import type { CapOnWire, Page } from '../wire.js';

/** A cap of years counts the calendar years that hold money, a cap of money the yuan. */
const usedOf = ({ limitYears, usedYuan, byYear }: CapOnWire): string | null => {
  if (limitYears === null) return grouped(usedYuan);
  const years = Object.keys(byYear).filter((year) => byYear[year]?.usedYuan !== '0.00');
  return `${say('unit.years', { count: years.length })} ${years.join(',')}`.trim();
};

const COLUMNS: readonly Column<CapOnWire>[] = [
  { title: say('column.cap'), value: ({ title, capKey }) => title?.[cliLanguage] ?? capKey },
  { title: say('column.window'), value: ({ window }) => window },
  { title: say('column.clause'), value: ({ clause }) => clause },
  {
    title: say('column.limit'),
    value: ({ limitYears, limitYuan }) =>
      limitYears === null ? grouped(limitYuan) : say('unit.years', { count: limitYears }),
    align: 'right',
  },
  { title: say('column.used'), value: usedOf, align: 'right' },
];

@SubCommand({ name: 'list', description: say('help.cap.list') })
export class CapListVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions & { readonly subject?: string }): Promise<void> {
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<CapOnWire>>(`/v1/caps${queryOf({ subject: options.subject })}`);
    this.show(options, page, (view) => pageTable(COLUMNS, view));
  }

  @Option({ flags: '--subject <id>', description: say('option.subject') })
  readSubject(value: string): string {
    return value;
  }
}

@Command({ name: 'cap', description: say('help.cap'), subCommands: [CapListVerb] })
export class CapVerb extends VerbGroup {}
