import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { shortId } from '#kernel/ids.js';
import { fenOf } from '#kernel/money.js';
import type { HoldScope } from '#payments/holds/hold.events.js';
import type { HoldCommand } from '#payments/holds/hold.js';
import { RunHoldCommand } from '#payments/holds/holds.handler.js';
import { type HoldPreview, PreviewHold } from '#projections/holds/hold-preview.js';
import { GetHold, type HoldView, ListHolds } from '#projections/holds/holds.queries.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { HOLD_ID } from '../http/path-parts.js';
import { pageRequest, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';
import { HoldListQuery, LiftHoldRequest, PlaceHoldRequest, PreviewHoldRequest } from './hold-requests.js';
import { HoldScopes } from './hold-scopes.js';

@ApiTags('holds')
@Controller('v1/holds')
export class HoldsController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(HoldScopes) private readonly scopes: HoldScopes,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get()
  list(@Query() query: HoldListQuery): Promise<WiredPage> {
    return this.views.page(new ListHolds(query.status ? { status: query.status } : {}, pageRequest(query)));
  }

  /** What a hold would stop if it were placed now; nothing is held. */
  @Act('read')
  @Post('preview')
  @HttpCode(200)
  async preview(@Body() { scope, amountYuan }: PreviewHoldRequest): Promise<unknown> {
    await this.scopes.assertThere(scope);
    return wired(await this.#preview({ ...scope }, amountYuan));
  }

  /** A hold with what it stops today. */
  @Get(':id')
  async show(@Param('id', HOLD_ID) id: string): Promise<unknown> {
    const hold = await this.views.one(new GetHold(id), 'hold');
    const stops = hold.status === 'in-force' ? await this.#stoppedBy(hold) : null;
    return wired({ ...hold, stops });
  }

  @Act('hold.place')
  @Post()
  async place(@By() caller: Caller, @Body() body: PlaceHoldRequest): Promise<object> {
    const { scope, reason, until, amountYuan } = body;
    await this.scopes.assertThere(scope);
    const hold = `hold-${shortId('hold', caller.commandId)}`;
    return this.#carryOut(caller, hold, {
      type: 'PlaceHold',
      hold,
      scope: { ...scope },
      reason,
      from: this.day.today(),
      until: until ?? null,
      amountFen: amountYuan === undefined ? null : fenOf(amountYuan),
      actor: caller.actor,
    });
  }

  /** By somebody else than who placed it. */
  @Act('hold.lift')
  @Post(':id/lift')
  @HttpCode(200)
  lift(
    @By() caller: Caller,
    @Param('id', HOLD_ID) id: string,
    @Body() { reason }: LiftHoldRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, {
      type: 'LiftHold',
      actor: caller.actor,
      reason,
      on: this.day.today(),
    });
  }

  async #carryOut(caller: Caller, hold: string, command: HoldCommand): Promise<object> {
    const carried = await this.desk.carryOut(
      caller,
      new RunHoldCommand(hold, command, this.desk.contextOf(caller)),
    );
    return this.desk.answer(caller, hold, carried, await this.#view(hold));
  }

  /** Whoever places a hold sees at once what it stops. */
  async #view(hold: string): Promise<object> {
    const view = await this.views.ask(new GetHold(hold));
    return view ? { ...view, stops: view.status === 'in-force' ? await this.#stoppedBy(view) : null } : {};
  }

  #stoppedBy({ scopeKind: kind, scopeId: id, amountFen }: HoldView): Promise<HoldPreview> {
    return this.views.ask(new PreviewHold({ kind, id }, amountFen));
  }

  #preview(scope: HoldScope, amountYuan: string | undefined): Promise<HoldPreview> {
    return this.views.ask(new PreviewHold(scope, amountYuan === undefined ? null : fenOf(amountYuan)));
  }
}
