import { SubCommand } from 'nest-commander';
import type { Words } from '../language.js';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { CommandVerb, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import { pathOf } from './policy-path.js';

interface ItemOnWire extends Partial<Words> {
  readonly itemNo: number;
  readonly award: string;
  readonly trancheNo: number;
  readonly kind: string;
  readonly paidYuan: string;
  readonly newYuan: string;
  readonly outcome: string | null;
}

interface PackageHead {
  readonly id: string;
  readonly policyVersion: string;
  readonly status: string;
  readonly count: number;
  readonly topUpYuan: string;
  readonly recoveryYuan: string;
}

interface PackageOnWire extends PackageHead {
  readonly itemsHash: string;
  readonly items: readonly ItemOnWire[];
}

const ITEMS: readonly Column<ItemOnWire>[] = [
  { title: '#', value: ({ itemNo }) => itemNo },
  { title: say('column.award'), value: ({ award, trancheNo }) => `${award}/${trancheNo}` },
  { title: say('column.before'), align: 'right', value: ({ paidYuan }) => grouped(paidYuan) },
  { title: say('column.after'), align: 'right', value: ({ newYuan }) => grouped(newYuan) },
  { title: say('column.status'), value: ({ outcome, kind }) => outcome ?? kind },
  { title: say('column.reason'), value: (item) => item[cliLanguage] ?? null },
];

const PACKAGES: readonly Column<PackageHead>[] = [
  { title: say('column.package'), value: ({ id }) => id },
  { title: say('column.version'), value: ({ policyVersion }) => policyVersion },
  { title: say('column.status'), value: ({ status }) => status },
  { title: '#', align: 'right', value: ({ count }) => count },
  { title: say('column.topUp'), align: 'right', value: ({ topUpYuan }) => grouped(topUpYuan) },
  { title: say('column.recovery'), align: 'right', value: ({ recoveryYuan }) => grouped(recoveryYuan) },
];

const told = (one: PackageOnWire): string => {
  const { id, policyVersion: version, status, itemsHash: hash } = one;
  const { topUpYuan: topUp, recoveryYuan: recovery } = one;
  const state = say('package.state', { id, version, status, topUp, recovery, hash });
  return [state, textTable(ITEMS, one.items)].join('\n\n');
};

const revisionPath = (id: string): string => `/v1/revisions/${encodeURIComponent(id)}`;

@SubCommand({ name: 'draft', arguments: '<version>', description: say('help.policy.package.draft') })
export class PackageDraftVerb extends CommandVerb {
  async run([version = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'officer');
    const path = `${pathOf(version)}/package`;
    this.show(options, (await service.post<PackageOnWire>(path, {}, options.idempotencyKey)).view, told);
  }
}

@SubCommand({
  name: 'approve',
  arguments: '<package> <hash>',
  description: say('help.policy.package.approve'),
})
export class PackageApproveVerb extends CommandVerb {
  async run([id = '', itemsHash = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'approver');
    const path = `${revisionPath(id)}/approve`;
    const { view } = await service.post<PackageOnWire>(path, { itemsHash }, options.idempotencyKey);
    this.show(options, view, told);
  }
}

@SubCommand({
  name: 'reject',
  arguments: '<package> <reason>',
  description: say('help.policy.package.reject'),
})
export class PackageRejectVerb extends CommandVerb {
  async run([id = '', reason = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'approver');
    const path = `${revisionPath(id)}/reject`;
    const { view } = await service.post<PackageOnWire>(path, { reason }, options.idempotencyKey);
    this.show(options, view, told);
  }
}

@SubCommand({ name: 'list', description: say('help.policy.package.list') })
export class PackageListVerb extends ServiceVerb {
  async run(_none: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const list = await service.get<{ readonly items: readonly PackageHead[] }>('/v1/revisions');
    this.show(options, list, ({ items }) => textTable(PACKAGES, items));
  }
}

@SubCommand({ name: 'show', arguments: '<package>', description: say('help.policy.package.show') })
export class PackageShowVerb extends ServiceVerb {
  async run([id = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<PackageOnWire>(revisionPath(id)), told);
  }
}

@SubCommand({
  name: 'package',
  description: say('help.policy.package'),
  subCommands: [PackageDraftVerb, PackageApproveVerb, PackageRejectVerb, PackageShowVerb, PackageListVerb],
})
export class PolicyPackageVerb extends VerbGroup {}
