import { Command, Option, SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import { say } from '../speech.js';
import { textTable } from '../text-table.js';
import { queryOf, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import type { Page, RecoveryCaseOnWire } from '../wire.js';
import { RECOVERY_COLUMNS } from './recovery-columns.js';
import { RefundApproveVerb, RefundPaidVerb, RefundProposeVerb } from './recovery-refund.js';

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
    this.show(options, page, (view) => pageTable(RECOVERY_COLUMNS, view));
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
    this.show(options, view, (one) => textTable(RECOVERY_COLUMNS, [one]));
  }
}

@Command({
  name: 'recovery',
  description: say('help.recovery'),
  subCommands: [RecoveryListVerb, RecoveryShowVerb, RefundProposeVerb, RefundApproveVerb, RefundPaidVerb],
})
export class RecoveryVerb extends VerbGroup {}
