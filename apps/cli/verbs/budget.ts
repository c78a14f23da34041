import { Command, Option, SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import { say } from '../speech.js';
import { textTable } from '../text-table.js';
import { CommandVerb, queryOf, required, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import type { BudgetLineOnWire, Page } from '../wire.js';
import { BUDGET_COLUMNS } from './budget-columns.js';
import { BUDGET_OFFICE_VERBS } from './budget-office.js';

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
  subCommands: [BudgetListVerb, BudgetAppropriateVerb, ...BUDGET_OFFICE_VERBS],
})
export class BudgetVerb extends VerbGroup {}
