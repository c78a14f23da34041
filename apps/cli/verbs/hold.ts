import { Command, Option, SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import type { HeldTrancheOnWire, HoldOnWire, HoldPreviewOnWire } from '../paying-wire.js';
import { say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import {
  CommandVerb,
  oneOf,
  queryOf,
  required,
  type ServiceOptions,
  ServiceVerb,
  VerbGroup,
} from '../verb.js';
import type { Page } from '../wire.js';

const SCOPES = ['award', 'person', 'enterprise', 'measure'] as const;

const HOLD_COLUMNS: readonly Column<HoldOnWire>[] = [
  { title: say('column.hold'), value: ({ id }) => id },
  { title: say('column.status'), value: ({ status }) => status },
  { title: say('column.scope'), value: ({ scopeKind, scopeId }) => `${scopeKind} ${scopeId}` },
  {
    title: say('column.amount'),
    value: ({ amountYuan }) => (amountYuan ? grouped(amountYuan) : ''),
    align: 'right',
  },
  { title: say('column.reason'), value: ({ reason }) => reason },
  { title: say('column.who'), value: ({ placedBy }) => placedBy },
  { title: say('column.until'), value: ({ until }) => until ?? '' },
];

const HELD_COLUMNS: readonly Column<HeldTrancheOnWire>[] = [
  { title: say('column.award'), value: ({ award }) => award },
  { title: say('column.no'), value: ({ trancheNo }) => String(trancheNo) },
  { title: say('column.status'), value: ({ status }) => status },
  { title: say('column.waitsSince'), value: ({ dueOn }) => dueOn },
  { title: say('column.payee'), value: ({ payee }) => payee },
  { title: say('column.net'), value: ({ netYuan }) => grouped(netYuan), align: 'right' },
];

const previewText = ({
  stops,
  stopsCount,
  stopsYuan,
  goesOnCount,
  notReleasedCount,
  tooLate,
}: HoldPreviewOnWire): string =>
  [
    say('hold.stops', {
      count: stopsCount,
      total: grouped(stopsYuan) ?? '',
      goesOn: goesOnCount,
      notReleased: notReleasedCount,
    }),
    ...(stops.length > 0 ? [textTable(HELD_COLUMNS, stops)] : []),
    ...(tooLate.length > 0 ? [say('hold.tooLate'), textTable(HELD_COLUMNS, tooLate)] : []),
  ].join('\n');

const holdText = (hold: HoldOnWire): string =>
  [textTable(HOLD_COLUMNS, [hold]), ...(hold.stops ? [previewText(hold.stops)] : [])].join('\n');

@SubCommand({ name: 'list', description: say('help.hold.list') })
export class HoldListVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions & { readonly status?: string }): Promise<void> {
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<HoldOnWire>>(`/v1/holds${queryOf({ status: options.status })}`);
    this.show(options, page, (view) => pageTable(HOLD_COLUMNS, view));
  }

  @Option({ flags: '--status <status>', description: say('option.filter') })
  readStatus(value: string): string {
    return oneOf('--status', value, ['in-force', 'lifted', 'expired']);
  }
}

@SubCommand({ name: 'show', arguments: '<hold>', description: say('help.hold.show') })
export class HoldShowVerb extends ServiceVerb {
  async run([hold = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<HoldOnWire>(`/v1/holds/${encodeURIComponent(hold)}`), holdText);
  }
}

interface HoldOptions extends ServiceOptions {
  readonly amount?: string;
  readonly reason?: string;
  readonly until?: string;
}

const scopeOf = (kind: string, id: string) => ({ kind: oneOf('scope', kind, SCOPES), id });

@SubCommand({ name: 'preview', arguments: '<scope> <id>', description: say('help.hold.preview') })
export class HoldPreviewVerb extends ServiceVerb {
  async run([kind = '', id = '']: string[], options: HoldOptions): Promise<void> {
    const service = await this.service(options, 'maker');
    const body = { scope: scopeOf(kind, id), ...(options.amount && { amountYuan: options.amount }) };
    const { view } = await service.post<HoldPreviewOnWire>('/v1/holds/preview', body);
    this.show(options, view, previewText);
  }

  @Option({ flags: '--amount <yuan>', description: say('option.holdAmount') })
  readAmount(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'place', arguments: '<scope> <id>', description: say('help.hold.place') })
export class HoldPlaceVerb extends CommandVerb {
  async run([kind = '', id = '']: string[], options: HoldOptions): Promise<void> {
    const body = {
      scope: scopeOf(kind, id),
      reason: required(options.reason, '--reason'),
      ...(options.amount && { amountYuan: options.amount }),
      ...(options.until && { until: options.until }),
    };
    const service = await this.service(options, 'maker');
    const { view } = await service.post<HoldOnWire>('/v1/holds', body, options.idempotencyKey);
    this.show(options, view, holdText);
  }

  @Option({ flags: '--reason <reason>', description: say('option.reason') })
  readReason(value: string): string {
    return value;
  }

  @Option({ flags: '--until <day>', description: say('option.until') })
  readUntil(value: string): string {
    return value;
  }

  @Option({ flags: '--amount <yuan>', description: say('option.holdAmount') })
  readAmount(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'lift', arguments: '<hold>', description: say('help.hold.lift') })
export class HoldLiftVerb extends CommandVerb {
  async run([hold = '']: string[], options: HoldOptions): Promise<void> {
    const reason = required(options.reason, '--reason');
    const service = await this.service(options, 'checker');
    const path = `/v1/holds/${encodeURIComponent(hold)}/lift`;
    const { view } = await service.post<HoldOnWire>(path, { reason }, options.idempotencyKey);
    this.show(options, view, holdText);
  }

  @Option({ flags: '--reason <reason>', description: say('option.reason') })
  readReason(value: string): string {
    return value;
  }
}

@Command({
  name: 'hold',
  description: say('help.hold'),
  subCommands: [HoldListVerb, HoldShowVerb, HoldPreviewVerb, HoldPlaceVerb, HoldLiftVerb],
})
export class HoldVerb extends VerbGroup {}
