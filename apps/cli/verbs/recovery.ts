import { Command, Option, SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import { say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { queryOf, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import type { Page, RecoveryCaseOnWire } from '../wire.js';

const COLUMNS: readonly Column<RecoveryCaseOnWire>[] = [
  { title: say('column.case'), value: ({ caseId }) => caseId },
  { title: say('column.debtor'), value: ({ debtor }) => debtor },
  { title: say('column.ground'), value: ({ ground }) => ground },
  { title: say('column.status'), value: ({ status }) => status },
  { title: say('column.foundOn'), value: ({ foundOn }) => foundOn },
  { title: say('column.amount'), value: ({ amountYuan }) => grouped(amountYuan), align: 'right' },
  { title: say('column.setOff'), value: ({ setOffYuan }) => grouped(setOffYuan), align: 'right' },
  { title: say('column.repaid'), value: ({ repaidYuan }) => grouped(repaidYuan), align: 'right' },
  { title: say('column.reduced'), value: ({ reducedYuan }) => grouped(reducedYuan), align: 'right' },
  { title: say('column.overpaid'), value: ({ overpaidYuan }) => grouped(overpaidYuan), align: 'right' },
  {
    title: say('column.outstanding'),
    value: ({ outstandingYuan }) => grouped(outstandingYuan),
    align: 'right',
  },
];

interface ListOptions extends ServiceOptions {
  readonly status?: string;
  readonly debtor?: string;
}

@SubCommand({ name: 'list', description: say('help.recovery.list') })
export class RecoveryListVerb extends ServiceVerb {
  async run(_: string[], options: ListOptions): Promise<void> {
    const { status, debtor } = options;
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<RecoveryCaseOnWire>>(
      `/v1/recovery-cases${queryOf({ status, debtor })}`,
    );
    this.show(options, page, (view) => pageTable(COLUMNS, view));
  }

  @Option({ flags: '--status <status>', description: say('option.filter') })
  readStatus(value: string): string {
    return value;
  }

  @Option({ flags: '--debtor <id>', description: say('option.filter') })
  readDebtor(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'show', arguments: '<case>', description: say('help.recovery.show') })
export class RecoveryShowVerb extends ServiceVerb {
  async run([caseId = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const view = await service.get<RecoveryCaseOnWire>(`/v1/recovery-cases/${encodeURIComponent(caseId)}`);
    this.show(options, view, (one) => textTable(COLUMNS, [one]));
  }
}

@Command({
  name: 'recovery',
  description: say('help.recovery'),
  subCommands: [RecoveryListVerb, RecoveryShowVerb],
})
export class RecoveryVerb extends VerbGroup {}
