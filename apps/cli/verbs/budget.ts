import { Command, Option, SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import { say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { CommandVerb, queryOf, required, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import type { BudgetLineOnWire, Page } from '../wire.js';

export const BUDGET_COLUMNS: readonly Column<BudgetLineOnWire>[] = [
  { title: say('column.budgetLine'), value: ({ line }) => line },
  { title: say('column.year'), value: ({ year }) => year },
  {
    title: say('column.appropriated'),
    value: ({ appropriatedYuan }) => grouped(appropriatedYuan),
    align: 'right',
  },
  { title: say('column.committed'), value: ({ committedYuan }) => grouped(committedYuan), align: 'right' },
  { title: say('column.paid'), value: ({ disbursedYuan }) => grouped(disbursedYuan), align: 'right' },
  { title: say('column.open'), value: ({ openYuan }) => grouped(openYuan), align: 'right' },
  { title: say('column.free'), value: ({ freeYuan }) => grouped(freeYuan), align: 'right' },
  { title: say('column.queued'), value: ({ queuedYuan }) => grouped(queuedYuan), align: 'right' },
];

@SubCommand({ name: 'list', description: say('help.budget.list') })
export class BudgetListVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions & { readonly year?: string }): Promise<void> {
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<BudgetLineOnWire>>(
      `/v1/budget-lines${queryOf({ year: options.year })}`,
    );
    this.show(options, page, (view) => pageTable(BUDGET_COLUMNS, view));
  }

  @Option({ flags: '--year <year>', description: say('option.year') })
  readYear(value: string): string {
    return value;
  }
}

@SubCommand({
  name: 'appropriate',
  arguments: '<line> <year> <yuan>',
  description: say('help.budget.appropriate'),
})
export class BudgetAppropriateVerb extends CommandVerb {
  async run(
    [line = '', year = '', amountYuan = '']: string[],
    options: ServiceOptions & { readonly document?: string },
  ): Promise<void> {
    const documentNumber = required(options.document, '--document');
    const service = await this.service(options, 'maker');
    const path = `/v1/budget-lines/${line}/${year}/appropriations`;
    const { view } = await service.post<BudgetLineOnWire>(
      path,
      { amountYuan, documentNumber },
      options.idempotencyKey,
    );
    this.show(options, view, (budgetLine) => textTable(BUDGET_COLUMNS, [budgetLine]));
  }

  @Option({ flags: '--document <number>', description: say('option.document') })
  readDocument(value: string): string {
    return value;
  }
}

@Command({
  name: 'budget',
  description: say('help.budget'),
  subCommands: [BudgetListVerb, BudgetAppropriateVerb],
})
export class BudgetVerb extends VerbGroup {}
