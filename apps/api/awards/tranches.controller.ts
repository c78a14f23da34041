import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RefusalError } from '#kernel/refusal.js';
import type { TrancheCommand } from '#programmes/award/award.commands.js';
import { claimFactsOf } from '#programmes/kinds/measure-rules.js';
import { GetAward } from '#projections/awards/awards.queries.js';
import { ListDueTranches, ListDueWeeks } from '#projections/due-tranches/due-tranches.queries.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { AWARD_ID, NUMBER } from '../http/path-parts.js';
import { pageRequest, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';
import { AwardDesk } from './award-desk.js';
import { AwardReasonRequest, ClaimRequest } from './award-requests.js';
import { DueTrancheQuery, DueWeeksQuery, ReleaseSelectedRequest } from './due-requests.js';
import { ReleaseSelected } from './release-selected.js';
import { readFacts } from './stated.js';

@ApiTags('tranches')
@Controller('v1')
export class TranchesController {
  constructor(
    @Inject(AwardDesk) private readonly awards: AwardDesk,
    @Inject(ReleaseSelected) private readonly selected: ReleaseSelected,
    @Inject(Views) private readonly views: Views,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get('due-tranches')
  due(@Query() query: DueTrancheQuery): Promise<WiredPage> {
    const { programme, week, dueUntil, stage } = query;
    const filter = {
      ...(programme && { programme }),
      ...(week && { week }),
      ...(dueUntil && { dueUntil }),
      ...(stage && { stage }),
    };
    return this.views.page(new ListDueTranches(this.day.today(), filter, pageRequest(query)));
  }

  /** Counts and amounts by week and status. */
  @Get('due-tranches/weeks')
  async weeks(@Query() { stage }: DueWeeksQuery): Promise<object> {
    return { weeks: wired(await this.views.ask(new ListDueWeeks(stage))) };
  }

  /** Many at once; each answers for itself. */
  @Act('tranche.release')
  @Post('due-tranches/release')
  @HttpCode(200)
  releaseSelected(@By() caller: Caller, @Body() { tranches }: ReleaseSelectedRequest): Promise<object> {
    return this.selected.release(caller, tranches);
  }

  @Act('award.enter-evidence')
  @Post('awards/:id/tranches/:no/claim')
  @HttpCode(200)
  async claim(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Param('no', NUMBER) trancheNo: number,
    @Body() body: ClaimRequest,
  ): Promise<object> {
    const { award } = await this.awards.loadTranche(id, trancheNo);
    await this.awards.assertBaseStands(award);
    const definitions = claimFactsOf(this.awards.measureOf(award), award.application, trancheNo);
    const facts = readFacts(definitions, body.facts ?? {}, '/facts');
    const evidence = body.evidence.map(({ name, document, issuedOn }) => ({ name, document, issuedOn }));
    const claimedOn = this.day.today();
    const parties = await this.awards.standingsOf(award.application, claimedOn);
    const claim = { evidence, facts, claimedOn, parties };
    return this.#carryOut(caller, id, { type: 'ClaimTranche', by: caller.actor.id, trancheNo, claim });
  }

  @Act('award.verify-evidence')
  @Post('awards/:id/tranches/:no/verify')
  @HttpCode(200)
  verify(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Param('no', NUMBER) trancheNo: number,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'VerifyEvidence', by: caller.actor.id, trancheNo });
  }

  @Act('award.verify-evidence')
  @Post('awards/:id/tranches/:no/reject')
  @HttpCode(200)
  reject(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Param('no', NUMBER) trancheNo: number,
    @Body() { reason }: AwardReasonRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'RejectEvidence', by: caller.actor.id, trancheNo, reason });
  }

  /** Answers when every cap and the budget line have spoken: released, queued for money, or refused. */
  @Act('tranche.release')
  @Post('awards/:id/tranches/:no/release')
  @HttpCode(200)
  async release(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Param('no', NUMBER) trancheNo: number,
  ): Promise<object> {
    const { tranche } = await this.awards.loadTranche(id, trancheNo);
    await this.awards.assertPayable(tranche.plan);
    const command = { type: 'RequestRelease', by: caller.actor.id, trancheNo, on: this.day.today() } as const;
    const carried = await this.awards.run(caller, id, command);
    // Before everything has settled the view may still show the refusal of an earlier attempt.
    if (!carried.settled) return this.awards.answer(caller, id, carried);
    const { trancheList } = await this.views.one(new GetAward(id), 'award');
    const released = trancheList.find((one) => one.trancheNo === trancheNo);
    const { lastRefusal } = released ?? {};
    if (lastRefusal && (released?.status === 'verified' || released?.status === 'returned')) {
      const { clause, ...refusal } = lastRefusal;
      throw new RefusalError({ kind: 'refusal', ...refusal, ...(clause !== null && { clause }) });
    }
    return this.awards.answer(caller, id, carried);
  }

  @Act('tranche.hold')
  @Post('awards/:id/tranches/:no/hold')
  @HttpCode(200)
  hold(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Param('no', NUMBER) trancheNo: number,
    @Body() { reason }: AwardReasonRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'HoldTranche', by: caller.actor.id, trancheNo, reason });
  }

  @Act('tranche.resume')
  @Post('awards/:id/tranches/:no/lift-hold')
  @HttpCode(200)
  liftHold(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Param('no', NUMBER) trancheNo: number,
    @Body() { reason }: AwardReasonRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'LiftHold', by: caller.actor.id, trancheNo, reason });
  }

  @Act('award.terminate')
  @Post('awards/:id/tranches/:no/cancel')
  @HttpCode(200)
  cancel(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Param('no', NUMBER) trancheNo: number,
    @Body() { reason }: AwardReasonRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'CancelTranche', by: caller.actor.id, trancheNo, reason });
  }

  #carryOut(caller: Caller, id: string, command: TrancheCommand): Promise<object> {
    return this.awards.carryOut(caller, id, command);
  }
}
