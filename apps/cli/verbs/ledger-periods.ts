import { SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import { say } from '../speech.js';
import { type Column, grouped } from '../text-table.js';
import { CommandVerb, type ServiceOptions, ServiceVerb } from '../verb.js';
import type { Page } from '../wire.js';

interface PeriodsOnWire {
  readonly closedThrough: string | null;
  readonly proposed: { readonly month: string; readonly by: string } | null;
}

interface LatePostingOnWire {
  readonly effectiveOn: string;
  readonly bookedOn: string;
  readonly account: string;
  readonly debitYuan: string;
  readonly creditYuan: string;
  readonly eventType: string;
  readonly stream: string;
}

const periodsText = ({ closedThrough, proposed }: PeriodsOnWire): string =>
  [
    say('periods.closedThrough', { month: closedThrough ?? '—' }),
    ...(proposed ? [say('periods.proposed', proposed)] : []),
  ].join('\n');

@SubCommand({ name: 'periods', description: say('help.ledger.periods') })
export class LedgerPeriodsVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<PeriodsOnWire>('/v1/accounting-periods'), periodsText);
  }
}

@SubCommand({ name: 'close', arguments: '<month>', description: say('help.ledger.close') })
export class LedgerCloseVerb extends CommandVerb {
  async run([month = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'maker');
    const path = `/v1/accounting-periods/${encodeURIComponent(month)}/closing`;
    const { view } = await service.post<PeriodsOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, periodsText);
  }
}

@SubCommand({ name: 'confirm-close', arguments: '<month>', description: say('help.ledger.confirmClose') })
export class LedgerConfirmCloseVerb extends CommandVerb {
  async run([month = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'checker');
    const path = `/v1/accounting-periods/${encodeURIComponent(month)}/closing/confirm`;
    const { view } = await service.post<PeriodsOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, periodsText);
  }
}

const LATE_COLUMNS: readonly Column<LatePostingOnWire>[] = [
  { title: say('column.day'), value: ({ effectiveOn }) => effectiveOn },
  { title: say('column.bookedOn'), value: ({ bookedOn }) => bookedOn },
  { title: say('column.account'), value: ({ account }) => account },
  { title: say('column.debit'), value: ({ debitYuan }) => grouped(debitYuan), align: 'right' },
  { title: say('column.credit'), value: ({ creditYuan }) => grouped(creditYuan), align: 'right' },
  { title: say('column.origin'), value: ({ eventType, stream }) => `${eventType} ${stream}` },
];

@SubCommand({ name: 'late', description: say('help.ledger.late') })
export class LedgerLateVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<LatePostingOnWire>>('/v1/accounting-periods/late-postings');
    this.show(options, page, (view) => pageTable(LATE_COLUMNS, view));
  }
}

export const PERIOD_VERBS = [LedgerPeriodsVerb, LedgerCloseVerb, LedgerConfirmCloseVerb, LedgerLateVerb];
