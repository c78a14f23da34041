import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandExecutor } from '#event-store/execute.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { RefusalError } from '#kernel/refusal.js';
import { GetRecoveryCase } from '#projections/recovery-cases/recovery-cases.queries.js';
import { RunRecoveryCommand } from '#recovery/recovery.handler.js';
import { recoveryDecider } from '#recovery/recovery.js';
import type { RefundCommand } from '#recovery/refund-overpayment.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsBusinessDate, IsFreeText, IsText } from '../http/fields.js';
import { CASE_ID } from '../http/path-parts.js';
import { notFound, Views } from '../http/views.js';

export class ProposeRefundRequest {
  @IsFreeText(500) reason: string;
  @IsText(100) documentNumber: string;
}

export class ApproveRefundRequest {
  @IsText(100, { description: 'of the proposal; refused when another one was proposed meanwhile' })
  documentNumber: string;
}

export class RefundPaymentRequest {
  @IsText(100) bankReference: string;
  @IsBusinessDate() paidOn: BusinessDate;
}

/** What came in beyond the claim goes back to the debtor: proposed by one, approved by another, recorded once the bank has paid. */
@ApiTags('recovery')
@Controller('v1/recovery-cases')
export class RefundsController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Act('recovery.refund.propose')
  @Post(':id/refund')
  @HttpCode(200)
  propose(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() { reason, documentNumber }: ProposeRefundRequest,
  ): Promise<object> {
    const { actor } = caller;
    return this.#carryOut(caller, id, { type: 'ProposeOverpaymentRefund', actor, reason, documentNumber });
  }

  @Act('recovery.refund.approve')
  @Post(':id/refund/approve')
  @HttpCode(200)
  approve(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() { documentNumber }: ApproveRefundRequest,
  ): Promise<object> {
    const { actor } = caller;
    return this.#carryOut(caller, id, { type: 'ApproveOverpaymentRefund', actor, documentNumber });
  }

  @Act('recovery.refund.record')
  @Post(':id/refund/payment')
  @HttpCode(200)
  async recordPayment(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() { bankReference, paidOn }: RefundPaymentRequest,
  ): Promise<object> {
    this.day.notLater(paidOn, '/paidOn');
    return this.#carryOut(caller, id, { type: 'RecordOverpaymentRefund', bankReference, paidOn });
  }

  async #carryOut(caller: Caller, id: string, command: RefundCommand): Promise<object> {
    const { state } = await this.executor.load(recoveryDecider, id);
    if (state.status === 'none') throw new RefusalError(notFound('recovery-case'));
    const carried = await this.desk.carryOut(
      caller,
      new RunRecoveryCommand(id, command, this.desk.contextOf(caller)),
    );
    return this.desk.answer(caller, id, carried, await this.views.current(new GetRecoveryCase(id)));
  }
}
