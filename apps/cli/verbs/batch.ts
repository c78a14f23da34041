import { writeFile } from 'node:fs/promises';
import { Command, Option, SubCommand } from 'nest-commander';
import { pageTable, printNext } from '../lists.js';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { trancheIn } from '../tranche-ref.js';
import {
  CommandVerb,
  oneOf,
  queryOf,
  required,
  type ServiceOptions,
  ServiceVerb,
  VerbGroup,
} from '../verb.js';
import type { BatchLineOnWire, BatchOnWire, Page } from '../wire.js';

const BATCH_COLUMNS: readonly Column<BatchOnWire>[] = [
  { title: say('column.batch'), value: ({ batch }) => batch },
  { title: say('column.title'), value: ({ title }) => title },
  { title: say('column.status'), value: ({ status }) => status },
  { title: say('column.executeOn'), value: ({ executeOn }) => executeOn },
  { title: say('column.total'), value: ({ totalYuan }) => grouped(totalYuan), align: 'right' },
  {
    title: say('column.settled'),
    value: ({ byOutcome }) => grouped(byOutcome.settled.totalYuan),
    align: 'right',
  },
];

const LINE_COLUMNS: readonly Column<BatchLineOnWire>[] = [
  { title: say('column.line'), value: ({ lineId }) => lineId },
  { title: say('column.award'), value: ({ award }) => award },
  { title: say('column.no'), value: ({ trancheNo }) => trancheNo, align: 'right' },
  { title: say('column.setOff'), value: ({ setOffYuan }) => grouped(setOffYuan), align: 'right' },
  { title: say('column.net'), value: ({ netYuan }) => grouped(netYuan), align: 'right' },
  { title: say('column.outcome'), value: ({ outcome }) => outcome },
];

const batchText = (batch: BatchOnWire): string => {
  const leftOut = batch.leftOut.map((one) =>
    say('batch.leftOut', { award: one.award, no: one.trancheNo, why: one[cliLanguage] }),
  );
  return [textTable(BATCH_COLUMNS, [batch]), '', textTable(LINE_COLUMNS, batch.lines), ...leftOut].join('\n');
};

@SubCommand({ name: 'list', description: say('help.batch.list') })
export class BatchListVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions & { readonly status?: string }): Promise<void> {
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<BatchOnWire>>(`/v1/batches${queryOf({ status: options.status })}`);
    this.show(options, page, (view) => pageTable(BATCH_COLUMNS, view));
  }

  @Option({ flags: '--status <status>', description: say('option.filter') })
  readStatus(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'show', arguments: '<batch>', description: say('help.batch.show') })
export class BatchShowVerb extends ServiceVerb {
  async run([batch = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<BatchOnWire>(`/v1/batches/${batch}`), batchText);
  }
}

@SubCommand({ name: 'draft', arguments: '[tranches...]', description: say('help.batch.draft') })
export class BatchDraftVerb extends CommandVerb {
  async run(stated: string[], options: ServiceOptions & { readonly title?: string }): Promise<void> {
    const tranches = stated.length === 0 ? { all: true } : { tranches: stated.map(trancheIn) };
    const service = await this.service(options, 'maker');
    const body = { title: options.title ?? say('column.batch'), ...tranches };
    const { view } = await service.post<BatchOnWire>('/v1/batches', body, options.idempotencyKey);
    this.show(options, view, batchText);
    printNext(options.format, say('batch.next.submit', { batch: view.batch }));
  }

  @Option({ flags: '--title <title>', description: say('option.title') })
  readTitle(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'submit', arguments: '<batch>', description: say('help.batch.submit') })
export class BatchSubmitVerb extends CommandVerb {
  async run([batch = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'maker');
    const { view } = await service.post<BatchOnWire>(
      `/v1/batches/${batch}/submit`,
      {},
      options.idempotencyKey,
    );
    this.show(options, view, batchText);
    printNext(options.format, say('batch.next.approve', { batch }));
  }
}

/** Approves what the approver sees: the hash of the batch as it is shown. */
@SubCommand({ name: 'approve', arguments: '<batch>', description: say('help.batch.approve') })
export class BatchApproveVerb extends CommandVerb {
  async run([batch = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'checker');
    const { contentHash } = await service.get<BatchOnWire>(`/v1/batches/${batch}`);
    const path = `/v1/batches/${batch}/approve`;
    const { view } = await service.post<BatchOnWire>(
      path,
      { contentHash: contentHash ?? '' },
      options.idempotencyKey,
    );
    this.show(options, view, batchText);
    printNext(
      options.format,
      say(view.status === 'submitted' ? 'batch.next.approveToo' : 'batch.next.send', { batch }),
    );
  }
}

@SubCommand({ name: 'reject', arguments: '<batch>', description: say('help.batch.reject') })
export class BatchRejectVerb extends CommandVerb {
  async run([batch = '']: string[], options: ServiceOptions & { readonly reason?: string }): Promise<void> {
    const reason = required(options.reason, '--reason');
    const service = await this.service(options, 'checker');
    const { view } = await service.post<BatchOnWire>(
      `/v1/batches/${batch}/reject`,
      { reason },
      options.idempotencyKey,
    );
    this.show(options, view, batchText);
  }

  @Option({ flags: '--reason <reason>', description: say('option.reason') })
  readReason(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'send', arguments: '<batch>', description: say('help.batch.send') })
export class BatchSendVerb extends CommandVerb {
  async run(
    [batch = '']: string[],
    options: ServiceOptions & { readonly bankFormat?: string },
  ): Promise<void> {
    const service = await this.service(options, 'maker');
    const body = { format: options.bankFormat ?? 'pain.001' };
    const { view } = await service.post<BatchOnWire>(
      `/v1/batches/${batch}/send`,
      body,
      options.idempotencyKey,
    );
    this.show(options, view, batchText);
    printNext(options.format, say('batch.next.export', { batch }));
  }

  @Option({ flags: '--bank-format <format>', description: say('option.bankFormat') })
  readBankFormat(value: string): string {
    return oneOf('--bank-format', value, ['pain.001', 'csv']);
  }
}

interface VoucherOptions extends ServiceOptions {
  readonly line?: string;
  readonly out?: string;
}

/** 支付凭证, of the whole batch or of one line, as a page to print. */
@SubCommand({ name: 'voucher', arguments: '<batch>', description: say('help.batch.voucher') })
export class BatchVoucherVerb extends ServiceVerb {
  async run([batch = '']: string[], options: VoucherOptions): Promise<void> {
    const service = await this.service(options, 'maker');
    const { line, out = `${batch}.html` } = options;
    const part = line ? `lines/${encodeURIComponent(line)}/voucher` : 'voucher';
    const { bytes } = await service.file(`/v1/batches/${batch}/${part}`);
    await writeFile(out, bytes);
    this.show(options, { file: out, bytes: bytes.length }, (saved) => say('batch.voucherSaved', saved));
  }

  @Option({ flags: '--line <id>', description: say('option.line') })
  readLine(value: string): string {
    return value;
  }

  @Option({ flags: '--out <file>', description: say('option.out') })
  readOut(value: string): string {
    return value;
  }
}

/** Has the bank asked about the payments it has not answered. */
@SubCommand({ name: 'enquire', arguments: '<batch>', description: say('help.batch.enquire') })
export class BatchEnquireVerb extends CommandVerb {
  async run([batch = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'maker');
    const path = `/v1/batches/${batch}/enquire`;
    const { view } = await service.post<BatchOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, batchText);
  }
}

@Command({
  name: 'batch',
  description: say('help.batch'),
  subCommands: [
    BatchListVerb,
    BatchShowVerb,
    BatchDraftVerb,
    BatchSubmitVerb,
    BatchApproveVerb,
    BatchRejectVerb,
    BatchSendVerb,
    BatchEnquireVerb,
    BatchVoucherVerb,
  ],
})
export class BatchVerb extends VerbGroup {}
