import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { placesOf } from '#policy/cost-sharing.js';
import { type CaseDecision } from '#programmes/award/application.js';
import { recoveryFactsOf } from '#programmes/kinds/measure-rules.js';
import { GetAward, GetAwardHistory, ListAwards } from '#projections/awards/awards.queries.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { AWARD_ID, NUMBER } from '../http/path-parts.js';
import { ListQuery, pageRequest, Views, type WiredPage } from '../http/views.js';
import { ApplicationDesk } from './application-desk.js';
import { AwardDesk } from './award-desk.js';
import {
  ApproveAwardRequest,
  AssessmentRequest,
  AwardListQuery,
  AwardReasonRequest,
  BaseReductionRequest,
  type CaseDecisionPart,
  MoveRequest,
  ObjectionRequest,
  PublicityRequest,
  RefuseAwardRequest,
  ResolveObjectionRequest,
  SubmitAwardRequest,
  TerminateRequest,
} from './award-requests.js';
import { readFacts } from './stated.js';

@ApiTags('awards')
@Controller('v1/awards')
export class AwardsController {
  constructor(
    @Inject(AwardDesk) private readonly awards: AwardDesk,
    @Inject(ApplicationDesk) private readonly applications: ApplicationDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get()
  list(@Query() query: AwardListQuery): Promise<WiredPage> {
    const { programme, status, party, measure } = query;
    const filter = {
      ...(programme && { programme }),
      ...(status && { status }),
      ...(party && { party }),
      ...(measure && { measure }),
    };
    return this.views.page(new ListAwards(filter, pageRequest(query)));
  }

  @Get(':id')
  show(@Param('id', AWARD_ID) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.views.show(reply, new GetAward(id), 'award');
  }

  @Get(':id/history')
  async history(@Param('id', AWARD_ID) id: string, @Query() query: ListQuery): Promise<WiredPage> {
    await this.views.one(new GetAward(id), 'award');
    return this.views.page(new GetAwardHistory(id, pageRequest(query)));
  }

  @Act('award.submit')
  @Post()
  async submit(@By() caller: Caller, @Body() body: SubmitAwardRequest): Promise<object> {
    const command = await this.applications.read(caller, body);
    return this.awards.carryOut(caller, command.award, command);
  }

  @Act('award.accept')
  @Post(':id/accept')
  @HttpCode(200)
  accept(@By() caller: Caller, @Param('id', AWARD_ID) id: string): Promise<object> {
    return this.awards.carryOut(caller, id, {
      type: 'AcceptApplication',
      by: caller.actor.id,
      on: this.day.today(),
    });
  }

  @Act('award.verify')
  @Post(':id/verify')
  @HttpCode(200)
  verify(@By() caller: Caller, @Param('id', AWARD_ID) id: string): Promise<object> {
    return this.awards.carryOut(caller, id, { type: 'VerifyApplication', by: caller.actor.id });
  }

  @Act('award.refuse')
  @Post(':id/refuse')
  @HttpCode(200)
  refuse(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() { clause, reason }: RefuseAwardRequest,
  ): Promise<object> {
    return this.awards.carryOut(caller, id, {
      type: 'RefuseApplication',
      by: caller.actor.id,
      clause,
      reason,
    });
  }

  @Act('award.withdraw')
  @Post(':id/withdraw')
  @HttpCode(200)
  withdraw(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() { reason }: AwardReasonRequest,
  ): Promise<object> {
    return this.awards.carryOut(caller, id, { type: 'WithdrawApplication', by: caller.actor.id, reason });
  }

  /** A notice that began in the past would shorten the days on which people can object. */
  @Act('award.publicise')
  @Post(':id/publicity')
  @HttpCode(200)
  publicise(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() body: PublicityRequest,
  ): Promise<object> {
    const startsOn = this.day.notEarlier(body.startsOn ?? this.day.today(), '/startsOn');
    return this.awards.carryOut(caller, id, { type: 'StartPublicity', by: caller.actor.id, startsOn });
  }

  @Act('award.raise-objection')
  @Post(':id/objections')
  @HttpCode(200)
  object(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() { objector, statement }: ObjectionRequest,
  ): Promise<object> {
    const command = {
      type: 'RaiseObjection',
      by: caller.actor.id,
      objector,
      statement,
      on: this.day.today(),
    } as const;
    return this.awards.carryOut(caller, id, command);
  }

  @Act('award.resolve-objection')
  @Post(':id/objections/:no/resolve')
  @HttpCode(200)
  resolveObjection(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Param('no', NUMBER) objectionNo: number,
    @Body() { outcome, reason }: ResolveObjectionRequest,
  ): Promise<object> {
    const by = caller.actor.id;
    return this.awards.carryOut(caller, id, {
      type: 'ResolveObjection',
      by,
      objectionNo,
      outcome,
      reason,
      on: this.day.today(),
    });
  }

  /** The policy version in force on the day of approval is the one the award keeps. */
  @Act('award.approve')
  @Post(':id/approve')
  @HttpCode(200)
  async approve(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() body: ApproveAwardRequest,
  ): Promise<object> {
    const on = this.day.today();
    const measure = this.awards.measureOn(await this.awards.load(id), on);
    const caseDecision = body.caseDecision ? this.#readDecision(body.caseDecision, measure) : null;
    const { policyVersion } = measure;
    return this.awards.carryOut(caller, id, {
      type: 'ApproveAward',
      by: caller.actor.id,
      on,
      policyVersion,
      caseDecision,
    });
  }

  @Act('award.record-assessment')
  @Post(':id/assessments')
  @HttpCode(200)
  assess(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() body: AssessmentRequest,
  ): Promise<object> {
    const { gate, outcome, assessedOn, document, score = null, rectifyBy = null } = body;
    this.day.notLater(assessedOn, '/assessedOn');
    const command = {
      type: 'RecordAssessment',
      by: caller.actor.id,
      gate,
      outcome,
      score,
      assessedOn,
      document,
      rectifyBy,
    } as const;
    return this.awards.carryOut(caller, id, command);
  }

  @Act('award.suspend')
  @Post(':id/suspend')
  @HttpCode(200)
  suspend(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() { reason }: AwardReasonRequest,
  ): Promise<object> {
    return this.awards.carryOut(caller, id, { type: 'SuspendAward', by: caller.actor.id, reason });
  }

  @Act('award.resume')
  @Post(':id/resume')
  @HttpCode(200)
  resume(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() { reason }: AwardReasonRequest,
  ): Promise<object> {
    return this.awards.carryOut(caller, id, { type: 'ResumeAward', by: caller.actor.id, reason });
  }

  @Act('award.terminate')
  @Post(':id/terminate')
  @HttpCode(200)
  async terminate(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() body: TerminateRequest,
  ): Promise<object> {
    const { ground, reason, endedOn } = body;
    this.day.notLater(endedOn, '/endedOn');
    const measure = this.awards.measureOf(await this.awards.load(id));
    const definitions = ground === 'other' ? [] : recoveryFactsOf(measure, ground);
    const facts = readFacts(definitions, body.facts ?? {}, '/facts');
    return this.awards.carryOut(caller, id, {
      type: 'TerminateAward',
      by: caller.actor.id,
      ground,
      reason,
      endedOn,
      facts,
    });
  }

  /** Inside the policy book later tranches have other payers; outside it the award ends as its pledge says. */
  @Act('award.move')
  @Post(':id/move')
  @HttpCode(200)
  async move(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() body: MoveRequest,
  ): Promise<object> {
    const { to, movedOn, document } = body;
    this.day.notLater(movedOn, '/movedOn');
    const measure = this.awards.measureOf(await this.awards.load(id));
    const succeededBy = this.awards.successorIn(measure, to, movedOn);
    const definitions = placesOf(measure).includes(to) ? [] : recoveryFactsOf(measure, 'moved-away');
    const facts = readFacts(definitions, body.facts ?? {}, '/facts');
    const by = caller.actor.id;
    const move = { type: 'MoveAward', by, to, movedOn, document, facts } as const;
    return this.awards.carryOut(caller, id, { ...move, ...(succeededBy && { succeededBy }) });
  }

  /** The award goes on; what was paid beyond the base as it is now is found to be owed, and a second person demands it. */
  @Act('recovery.find')
  @Post(':id/base-reductions')
  @HttpCode(200)
  async reduceBase(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() body: BaseReductionRequest,
  ): Promise<object> {
    const { reducedOn, document } = body;
    this.day.notLater(reducedOn, '/reducedOn');
    const measure = this.awards.measureOf(await this.awards.load(id));
    const facts = readFacts(recoveryFactsOf(measure, 'base-reduced'), body.facts, '/facts');
    const by = caller.actor.id;
    return this.awards.carryOut(caller, id, { type: 'ReduceBase', by, reducedOn, document, facts });
  }

  @Act('award.terminate')
  @Post(':id/lapse')
  @HttpCode(200)
  lapse(
    @By() caller: Caller,
    @Param('id', AWARD_ID) id: string,
    @Body() { reason }: AwardReasonRequest,
  ): Promise<object> {
    return this.awards.carryOut(caller, id, {
      type: 'LapseAward',
      by: caller.actor.id,
      reason,
      on: this.day.today(),
    });
  }

  #readDecision(stated: CaseDecisionPart, measure: ReturnType<AwardDesk['measureOn']>): CaseDecision {
    const { body, documentNumber, decidedOn } = stated;
    this.day.notLater(decidedOn, '/caseDecision/decidedOn');
    const amounts = readFacts(measure.decisionFacts, stated.amounts, '/caseDecision/amounts');
    return { body, documentNumber, decidedOn, amounts };
  }
}
