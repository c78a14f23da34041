import { Command } from 'nest-commander';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { ServiceVerb, type ServiceOptions } from '../verb.js';
import { BUDGET_COLUMNS } from './budget-columns.js';
import type { StatementOnWire, PaymentTotals } from '../wire.js';

interface Row {
  readonly programme: string;
  readonly year: string;
  readonly totals: PaymentTotals;
}

const amount = (title: string, name: keyof PaymentTotals): Column<Row> => ({
  title,
  value: ({ totals }) => grouped(totals[name]),
  align: 'right',
});

const COLUMNS: readonly Column<Row>[] = [
  { title: say('column.programme'), value: ({ programme }) => programme },
  { title: say('column.year'), value: ({ year }) => year },
  amount(say('column.committed'), 'committedYuan'),
  amount(say('column.paid'), 'paidYuan'),
  amount(say('column.open'), 'openYuan'),
  amount(say('column.recovered'), 'recoveredYuan'),
  amount(say('column.settled'), 'settledYuan'),
  amount(say('column.repaid'), 'repaidYuan'),
  amount(say('column.overpaid'), 'overpaidYuan'),
  amount(say('column.paidBack'), 'paidBackYuan'),
];

const statementText = ({ lines, budgetLines, totals, checks, atRest }: StatementOnWire): string => {
  const rows = lines.map((line) => ({
    programme: line.programme,
    year: String(line.fiscalYear),
    totals: line,
  }));
  const table = textTable(COLUMNS, [...rows, { programme: say('statement.total'), year: '', totals }]);
  const verdicts = checks.map(
    ({ rule, leftYuan, rightYuan, holds }) =>
      `${holds ? '✔' : '✖'} ${rule[cliLanguage]}  ${grouped(leftYuan)}${holds ? '' : ` ≠ ${grouped(rightYuan)}`}`,
  );
  const moving = atRest ? [] : ['', say('statement.moving')];
  return [textTable(BUDGET_COLUMNS, budgetLines), '', table, '', ...verdicts, ...moving].join('\n');
};

@Command({ name: 'statement', description: say('help.statement') })
export class StatementVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<StatementOnWire>('/v1/statement'), statementText);
  }
}
