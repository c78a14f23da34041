import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CommandExecutor } from '#event-store/execute.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { shortId } from '#kernel/ids.js';
import { fenOf } from '#kernel/money.js';
import { RefusalError } from '#kernel/refusal.js';
import { GetRecoveryCase, ListRecoveryCases } from '#projections/recovery-cases/recovery-cases.queries.js';
import type { RecoveryCommand } from '#recovery/recovery-commands.js';
import { RunRecoveryCommand } from '#recovery/recovery.handler.js';
import { recoveryDecider } from '#recovery/recovery.js';
import type { RecoveryState } from '#recovery/recovery-case.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsBusinessDate, IsFreeText, IsId, IsText, IsYuan } from '../http/fields.js';
import { CASE_ID } from '../http/path-parts.js';
import { ListQuery, notFound, pageRequest, Views, type WiredPage } from '../http/views.js';
import { BusinessDay } from '../http/business-day.js';
import { refuseBeforeDemand } from './repayment-day.js';

export class DemandRequest {
  @IsBusinessDate() repayBy: BusinessDate;
  @IsText(100) documentNumber: string;
}

export class RecoveryReasonRequest {
  @IsFreeText(500) reason: string;
}

export class RepaymentRequest {
  @IsYuan() amountYuan: string;
  @IsText(100) bankReference: string;
  @IsBusinessDate() receivedOn: BusinessDate;
}

export class WriteOffRequest {
  @IsFreeText(500) reason: string;
  @IsText(100) documentNumber: string;
}

export class ApproveWriteOffRequest {
  @IsText(100, {
    optional: true,
    description: 'of the proposal; refused when another one was proposed meanwhile',
  })
  documentNumber?: string;
}

export class RecoveryListQuery extends ListQuery {
  @IsText(40, { optional: true }) status?: string;
  @IsId({ optional: true }) debtor?: string;
}

@ApiTags('recovery')
@Controller('v1/recovery-cases')
export class RecoveryController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get()
  list(@Query() query: RecoveryListQuery): Promise<WiredPage> {
    const { status, debtor } = query;
    return this.views.page(
      new ListRecoveryCases({ ...(status && { status }), ...(debtor && { debtor }) }, pageRequest(query)),
    );
  }

  @Get(':id')
  show(@Param('id', CASE_ID) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.views.show(reply, new GetRecoveryCase(id), 'recovery-case');
  }

  @Act('recovery.demand')
  @Post(':id/demand')
  @HttpCode(200)
  async demand(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() { repayBy, documentNumber }: DemandRequest,
  ): Promise<object> {
    this.day.notEarlier(repayBy, '/repayBy');
    return this.#carryOut(caller, id, {
      type: 'ApproveDemand',
      actor: caller.actor,
      repayBy,
      documentNumber,
    });
  }

  /** Also by the second person: who may demand may say that nothing is owed. */
  @Act('recovery.demand')
  @Post(':id/dismiss')
  @HttpCode(200)
  dismiss(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() { reason }: RecoveryReasonRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'DismissCase', actor: caller.actor, reason });
  }

  @Act('recovery.repayment')
  @Post(':id/repayments')
  async repay(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() body: RepaymentRequest,
  ): Promise<object> {
    const { amountYuan, bankReference, receivedOn } = body;
    this.day.notLater(receivedOn, '/receivedOn');
    const demandedOn = (await this.views.ask(new GetRecoveryCase(id)))?.demandedOn ?? null;
    const early = refuseBeforeDemand(receivedOn, demandedOn);
    if (early) throw new RefusalError(early);
    const repaymentId = `repayment-${shortId(id, caller.commandId)}`;
    return this.#carryOut(caller, id, {
      type: 'RecordRepayment',
      repaymentId,
      amountFen: fenOf(amountYuan),
      bankReference,
      receivedOn,
    });
  }

  @Act('recovery.write-off.propose')
  @Post(':id/write-off')
  @HttpCode(200)
  writeOff(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() { reason, documentNumber }: WriteOffRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'WriteOff', actor: caller.actor, reason, documentNumber });
  }

  @Act('recovery.write-off.approve')
  @Post(':id/write-off/approve')
  @HttpCode(200)
  async approveWriteOff(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() body: ApproveWriteOffRequest,
  ): Promise<object> {
    const state = await this.#load(id);
    const proposed = 'writeOff' in state ? state.writeOff?.documentNumber : undefined;
    const documentNumber = body.documentNumber ?? proposed ?? '';
    return this.#carryOut(caller, id, { type: 'ApproveWriteOff', actor: caller.actor, documentNumber });
  }

  @Act('recovery.refer')
  @Post(':id/refer')
  @HttpCode(200)
  refer(
    @By() caller: Caller,
    @Param('id', CASE_ID) id: string,
    @Body() { reason }: RecoveryReasonRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'ReferCase', reason });
  }

  async #load(id: string): Promise<RecoveryState> {
    const { state } = await this.executor.load(recoveryDecider, id);
    if (state.status === 'none') throw new RefusalError(notFound('recovery-case'));
    return state;
  }

  async #carryOut(caller: Caller, id: string, command: RecoveryCommand): Promise<object> {
    await this.#load(id);
    const carried = await this.desk.carryOut(
      caller,
      new RunRecoveryCommand(id, command, this.desk.contextOf(caller)),
    );
    return this.desk.answer(caller, id, carried, await this.views.current(new GetRecoveryCase(id)));
  }
}
