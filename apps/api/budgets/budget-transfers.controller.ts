import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RunTransferCommand } from '#budgets/budgets.handler.js';
import { shortId } from '#kernel/ids.js';
import { fenOf } from '#kernel/money.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import { GetBudgetTransfer, ListBudgetTransfers } from '#projections/budget-lines/budget-reports.queries.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { TRANSFER_ID } from '../http/path-parts.js';
import { ListQuery, pageRequest, Views, type WiredPage } from '../http/views.js';
import { BudgetLineDesk } from './budget-line-desk.js';
import { TransferRequest } from './budget-requests.js';

/** Money moved from line to line by one document: both lines follow, or neither. */
@ApiTags('budgets and caps')
@Controller('v1/budget-transfers')
export class BudgetTransfersController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(BudgetLineDesk) private readonly lines: BudgetLineDesk,
    @Inject(Views) private readonly views: Views,
  ) {}

  /** Answers when both lines have it; where one of them refuses, with the refusal, which is on record. */
  @Act('budget.transfer')
  @Post()
  async transfer(
    @By() caller: Caller,
    @Body() { fromLine, toLine, year, amountYuan, documentNumber }: TransferRequest,
  ): Promise<object> {
    for (const line of [fromLine, toLine]) this.lines.known(line);
    const transfer = `transfer-${shortId('transfer', caller.commandId)}`;
    const order = {
      transfer,
      from: { line: fromLine, year },
      to: { line: toLine, year },
      amountFen: fenOf(amountYuan),
      documentNumber,
      by: caller.actor.id,
    };
    const command = { type: 'RequestTransfer', ...order } as const;
    const carried = await this.desk.carryOut(
      caller,
      new RunTransferCommand(transfer, command, this.desk.contextOf(caller)),
    );
    const view = await this.views.ask(new GetBudgetTransfer(transfer));
    if (view?.refusal) throw new RefusalError(refuse(view.refusal.code, view.refusal.zh, view.refusal.en));
    return this.desk.answer(caller, transfer, carried, view ?? {});
  }

  @Get()
  list(@Query() query: ListQuery): Promise<WiredPage> {
    return this.views.page(new ListBudgetTransfers(pageRequest(query)));
  }

  @Get(':id')
  show(
    @Param('id', TRANSFER_ID) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.views.show(reply, new GetBudgetTransfer(id), 'budget-transfer');
  }
}
