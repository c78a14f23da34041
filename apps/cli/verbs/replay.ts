import { Command, Option } from 'nest-commander';
import { parseBusinessDate } from '#kernel/business-date.js';
import { UsageError } from '../exit-codes.js';
import { say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { oneOf, queryOf, required, ServiceVerb, type ServiceOptions } from '../verb.js';

interface ReplayOptions extends ServiceOptions {
  readonly asOf?: string;
  readonly axis?: string;
}

type Figure = readonly [name: string, value: string];

const COLUMNS: readonly Column<Figure>[] = [
  { title: say('column.figure'), value: ([name]) => name },
  {
    title: say('column.amount'),
    value: ([name, value]) => (name.endsWith('Yuan') ? grouped(value) : value),
    align: 'right',
  },
];

/** `totals.paidYuan` and the like, so that every figure of the answer is shown, whatever its depth. */
const figuresIn = (value: unknown, name = ''): readonly Figure[] => {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, part]) => figuresIn(part, name ? `${name}.${key}` : key));
};

@Command({ name: 'replay', description: say('help.replay') })
export class ReplayVerb extends ServiceVerb {
  async run(_: string[], options: ReplayOptions): Promise<void> {
    const asOf = required(options.asOf, '--as-of');
    const service = await this.service(options, 'auditor');
    const totals = await service.get<object>(
      `/v1/audit/replay${queryOf({ asOf, axis: options.axis ?? 'known' })}`,
    );
    this.show(options, totals, (view) => textTable(COLUMNS, figuresIn(view)));
  }

  @Option({ flags: '--as-of <date>', description: say('option.on') })
  readAsOf(value: string): string {
    if (!parseBusinessDate(value))
      throw new UsageError(say('error.option', { option: '--as-of', choices: 'YYYY-MM-DD' }));
    return value;
  }

  @Option({ flags: '--axis <axis>', description: say('option.axis') })
  readAxis(value: string): string {
    return oneOf('--axis', value, ['known', 'effective']);
  }
}
