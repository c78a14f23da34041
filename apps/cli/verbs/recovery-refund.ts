import { Option, SubCommand } from 'nest-commander';
import { printNext } from '../lists.js';
import { say } from '../speech.js';
import { textTable } from '../text-table.js';
import { CommandVerb, required, type ServiceOptions } from '../verb.js';
import type { RecoveryCaseOnWire } from '../wire.js';
import { RECOVERY_COLUMNS } from './recovery-columns.js';

const caseText = (one: RecoveryCaseOnWire): string => textTable(RECOVERY_COLUMNS, [one]);

const refundPath = (caseId: string): string => `/v1/recovery-cases/${encodeURIComponent(caseId)}/refund`;

interface ProposeOptions extends ServiceOptions {
  readonly reason?: string;
  readonly document?: string;
}

@SubCommand({ name: 'refund', arguments: '<case>', description: say('help.recovery.refund') })
export class RefundProposeVerb extends CommandVerb {
  async run([caseId = '']: string[], options: ProposeOptions): Promise<void> {
    const reason = required(options.reason, '--reason');
    const documentNumber = required(options.document, '--document');
    const service = await this.service(options, 'maker');
    const body = { reason, documentNumber };
    const { view } = await service.post<RecoveryCaseOnWire>(refundPath(caseId), body, options.idempotencyKey);
    this.show(options, view, caseText);
    printNext(options.format, say('recovery.next.approve', { caseId, documentNumber }));
  }

  @Option({ flags: '--reason <reason>', description: say('option.reason') })
  readReason(value: string): string {
    return value;
  }

  @Option({ flags: '--document <number>', description: say('option.document') })
  readDocument(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'approve-refund', arguments: '<case>', description: say('help.recovery.approveRefund') })
export class RefundApproveVerb extends CommandVerb {
  async run(
    [caseId = '']: string[],
    options: ServiceOptions & { readonly document?: string },
  ): Promise<void> {
    const documentNumber = required(options.document, '--document');
    const service = await this.service(options, 'checker');
    const path = `${refundPath(caseId)}/approve`;
    const { view } = await service.post<RecoveryCaseOnWire>(path, { documentNumber }, options.idempotencyKey);
    this.show(options, view, caseText);
    printNext(options.format, say('recovery.next.paid', { caseId }));
  }

  @Option({ flags: '--document <number>', description: say('option.document') })
  readDocument(value: string): string {
    return value;
  }
}

interface PaidOptions extends ServiceOptions {
  readonly bankReference?: string;
  readonly on?: string;
}

@SubCommand({ name: 'refund-paid', arguments: '<case>', description: say('help.recovery.refundPaid') })
export class RefundPaidVerb extends CommandVerb {
  async run([caseId = '']: string[], options: PaidOptions): Promise<void> {
    const bankReference = required(options.bankReference, '--bank-reference');
    const paidOn = required(options.on, '--on');
    const service = await this.service(options, 'maker');
    const path = `${refundPath(caseId)}/payment`;
    const body = { bankReference, paidOn };
    const { view } = await service.post<RecoveryCaseOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, caseText);
  }

  @Option({ flags: '--bank-reference <reference>', description: say('option.bankReference') })
  readReference(value: string): string {
    return value;
  }

  @Option({ flags: '--on <day>', description: say('option.on') })
  readDay(value: string): string {
    return value;
  }
}
