import { Option, SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import { say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { CommandVerb, queryOf, required, type ServiceOptions, ServiceVerb } from '../verb.js';
import type {
  BudgetLineOnWire,
  BudgetPromiseOnWire,
  BudgetReportRowOnWire,
  BudgetTransferOnWire,
  Page,
  SpendingMonthOnWire,
  SpendingOnWire,
} from '../wire.js';
import { BUDGET_COLUMNS } from './budget-columns.js';

const money = <Row>(title: string, value: (row: Row) => string): Column<Row> => ({
  title,
  value: (row) => grouped(value(row)),
  align: 'right',
});

const lineText = (line: BudgetLineOnWire): string => textTable(BUDGET_COLUMNS, [line]);
const pathOf = (line: string, year: string, what: string): string =>
  `/v1/budget-lines/${encodeURIComponent(line)}/${encodeURIComponent(year)}/${what}`;

/** A command about one line that names a document. */
abstract class DocumentVerb extends CommandVerb {
  @Option({ flags: '--document <number>', description: say('option.document') })
  readDocument(value: string): string {
    return value;
  }
}

type DocumentOptions = ServiceOptions & { readonly document?: string };

@SubCommand({
  name: 'adjust',
  arguments: '<line> <year> <yuan>',
  description: say('help.budget.adjust'),
})
export class BudgetAdjustVerb extends DocumentVerb {
  async run([line = '', year = '', deltaYuan = '']: string[], options: DocumentOptions): Promise<void> {
    const documentNumber = required(options.document, '--document');
    const service = await this.service(options, 'maker');
    const body = { deltaYuan, documentNumber };
    const path = pathOf(line, year, 'adjustments');
    const { view } = await service.post<BudgetLineOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, lineText);
  }
}

interface ClassifyOptions extends ServiceOptions {
  readonly fund?: string;
  readonly group?: string;
  readonly source?: string;
  readonly class?: string;
}

@SubCommand({ name: 'classify', arguments: '<line> <year>', description: say('help.budget.classify') })
export class BudgetClassifyVerb extends CommandVerb {
  async run([line = '', year = '']: string[], options: ClassifyOptions): Promise<void> {
    const body = {
      fund: required(options.fund, '--fund'),
      measureGroup: required(options.group, '--group'),
      source: required(options.source, '--source'),
      economicClass: required(options.class, '--class'),
    };
    const service = await this.service(options, 'maker');
    const path = pathOf(line, year, 'classification');
    const { view } = await service.post<BudgetLineOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, lineText);
  }

  @Option({ flags: '--fund <fund>', description: say('option.fund') })
  readFund(value: string): string {
    return value;
  }

  @Option({ flags: '--group <group>', description: say('option.group') })
  readGroup(value: string): string {
    return value;
  }

  @Option({ flags: '--source <source>', description: say('option.source') })
  readSource(value: string): string {
    return value;
  }

  @Option({ flags: '--class <code>', description: say('option.economicClass') })
  readClass(value: string): string {
    return value;
  }
}

const REPORT_COLUMNS: readonly Column<BudgetReportRowOnWire>[] = [
  { title: say('column.countedUnder'), value: ({ key }) => key ?? say('budget.unclassified') },
  { title: say('column.lines'), value: ({ lines }) => lines, align: 'right' },
  money(say('column.appropriated'), ({ appropriatedYuan }) => appropriatedYuan),
  money(say('column.committed'), ({ committedYuan }) => committedYuan),
  money(say('column.paid'), ({ disbursedYuan }) => disbursedYuan),
  money(say('column.free'), ({ freeYuan }) => freeYuan),
  money(say('column.promised'), ({ forwardYuan }) => forwardYuan),
  money(say('column.uncovered'), ({ uncoveredYuan }) => uncoveredYuan),
];

@SubCommand({ name: 'report', description: say('help.budget.report') })
export class BudgetReportVerb extends ServiceVerb {
  async run(
    _: string[],
    options: ServiceOptions & { readonly by?: string; readonly year?: string },
  ): Promise<void> {
    const service = await this.service(options, 'auditor');
    const query = queryOf({ by: required(options.by, '--by'), year: options.year });
    const page = await service.get<Page<BudgetReportRowOnWire>>(`/v1/budget-report${query}`);
    this.show(options, page, (view) => pageTable(REPORT_COLUMNS, view));
  }

  @Option({ flags: '--by <dimension>', description: say('option.by') })
  readBy(value: string): string {
    return value;
  }

  @Option({ flags: '--year <year>', description: say('option.year') })
  readYear(value: string): string {
    return value;
  }
}

const TRANSFER_COLUMNS: readonly Column<BudgetTransferOnWire>[] = [
  { title: say('column.from'), value: ({ fromLine, fromYear }) => `${fromLine} ${fromYear}` },
  { title: say('column.to'), value: ({ toLine, toYear }) => `${toLine} ${toYear}` },
  money(say('column.amount'), ({ amountYuan }) => amountYuan),
  { title: say('option.document'), value: ({ documentNumber }) => documentNumber },
  {
    title: say('column.status'),
    value: ({ status, refusal }) => (refusal ? `${status}: ${refusal.code}` : status),
  },
];

@SubCommand({
  name: 'transfer',
  arguments: '<from-line> <to-line> <year> <yuan>',
  description: say('help.budget.transfer'),
})
export class BudgetTransferVerb extends DocumentVerb {
  async run(
    [fromLine = '', toLine = '', year = '', amountYuan = '']: string[],
    options: DocumentOptions,
  ): Promise<void> {
    const documentNumber = required(options.document, '--document');
    const service = await this.service(options, 'maker');
    const body = { fromLine, toLine, year: Number(year), amountYuan, documentNumber };
    const { view } = await service.post<BudgetTransferOnWire>(
      '/v1/budget-transfers',
      body,
      options.idempotencyKey,
    );
    this.show(options, view, (transfer) => textTable(TRANSFER_COLUMNS, [transfer]));
  }
}

@SubCommand({ name: 'transfers', description: say('help.budget.transfers') })
export class BudgetTransfersVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<BudgetTransferOnWire>>('/v1/budget-transfers');
    this.show(options, page, (view) => pageTable(TRANSFER_COLUMNS, view));
  }
}

const PROMISE_COLUMNS: readonly Column<BudgetPromiseOnWire>[] = [
  { title: say('column.year'), value: ({ year }) => year },
  { title: say('column.budgetLine'), value: ({ line }) => line },
  { title: say('column.award'), value: ({ award }) => award },
  { title: say('column.trancheNo'), value: ({ trancheNo }) => trancheNo, align: 'right' },
  money(say('column.promised'), ({ promisedYuan }) => promisedYuan),
];

@SubCommand({ name: 'promises', description: say('help.budget.promises') })
export class BudgetPromisesVerb extends ServiceVerb {
  async run(
    _: string[],
    options: ServiceOptions & { readonly award?: string; readonly year?: string },
  ): Promise<void> {
    const service = await this.service(options, 'auditor');
    const query = queryOf({ award: options.award, year: options.year });
    const page = await service.get<Page<BudgetPromiseOnWire>>(`/v1/budget-promises${query}`);
    this.show(options, page, (view) => pageTable(PROMISE_COLUMNS, view));
  }

  @Option({ flags: '--award <award>', description: say('option.award') })
  readAward(value: string): string {
    return value;
  }

  @Option({ flags: '--year <year>', description: say('option.year') })
  readYear(value: string): string {
    return value;
  }
}

@SubCommand({
  name: 'plan',
  arguments: '<line> <year> <yuan,yuan,…>',
  description: say('help.budget.plan'),
})
export class BudgetPlanVerb extends CommandVerb {
  async run([line = '', year = '', months = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'maker');
    const path = pathOf(line, year, 'spending-plan');
    const body = { monthsYuan: months.split(',') };
    const { view } = await service.post<BudgetLineOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, lineText);
  }
}

@SubCommand({
  name: 'confirm-plan',
  arguments: '<line> <year>',
  description: say('help.budget.confirmPlan'),
})
export class BudgetConfirmPlanVerb extends CommandVerb {
  async run([line = '', year = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'checker');
    const path = pathOf(line, year, 'spending-plan/confirm');
    const { view } = await service.post<BudgetLineOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, lineText);
  }
}

const MONTH_COLUMNS: readonly Column<SpendingMonthOnWire>[] = [
  { title: say('column.month'), value: ({ month }) => month },
  money(say('column.planned'), ({ plannedYuan }) => plannedYuan),
  money(say('column.paid'), ({ paidYuan }) => paidYuan),
  money(say('column.plannedSoFar'), ({ plannedSoFarYuan }) => plannedSoFarYuan),
  money(say('column.paidSoFar'), ({ paidSoFarYuan }) => paidSoFarYuan),
  money(say('column.overPlan'), ({ overPlanYuan }) => overPlanYuan),
];

@SubCommand({ name: 'spending', arguments: '<line> <year>', description: say('help.budget.spending') })
export class BudgetSpendingVerb extends ServiceVerb {
  async run([line = '', year = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const spending = await service.get<SpendingOnWire>(pathOf(line, year, 'spending'));
    this.show(options, spending, ({ months, overPlan }) =>
      [textTable(MONTH_COLUMNS, months), ...(overPlan ? [say('budget.overPlan')] : [])].join('\n'),
    );
  }
}

@SubCommand({
  name: 'year-end',
  arguments: '<line> <year> <carried-yuan> <returned-yuan>',
  description: say('help.budget.yearEnd'),
})
export class BudgetYearEndVerb extends DocumentVerb {
  async run(
    [line = '', year = '', carriedYuan = '', returnedYuan = '']: string[],
    options: DocumentOptions,
  ): Promise<void> {
    const documentNumber = required(options.document, '--document');
    const service = await this.service(options, 'maker');
    const body = { carriedYuan, returnedYuan, documentNumber };
    const path = pathOf(line, year, 'year-end');
    const { view } = await service.post<BudgetLineOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, lineText);
  }
}

@SubCommand({
  name: 'confirm-year-end',
  arguments: '<line> <year>',
  description: say('help.budget.confirmYearEnd'),
})
export class BudgetConfirmYearEndVerb extends CommandVerb {
  async run([line = '', year = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'checker');
    const path = pathOf(line, year, 'year-end/confirm');
    const { view } = await service.post<BudgetLineOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, lineText);
  }
}

export const BUDGET_OFFICE_VERBS = [
  BudgetAdjustVerb,
  BudgetClassifyVerb,
  BudgetReportVerb,
  BudgetTransferVerb,
  BudgetTransfersVerb,
  BudgetPromisesVerb,
  BudgetPlanVerb,
  BudgetConfirmPlanVerb,
  BudgetSpendingVerb,
  BudgetYearEndVerb,
  BudgetConfirmYearEndVerb,
];
