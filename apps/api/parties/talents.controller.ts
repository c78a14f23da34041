import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { addDays } from '#kernel/business-date.js';
import { orThrow } from '#kernel/refusal.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { RULEBOOK } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { PARTY_ID } from '../http/path-parts.js';
import { PartyDesk } from './party-desk.js';
import {
  ApplyForTierRequest,
  IssueCardRequest,
  PubliciseTierRequest,
  ReasonRequest,
  RecogniseTierRequest,
  RevokeRequest,
} from './party-requests.js';

/** Decision 24. */
const PUBLICITY_WORKING_DAYS = 5;

/** Recognition of talents: application, publicity, tier, and the green card that goes with it. */
@ApiTags('parties')
@Controller('v1/parties/:id')
export class TalentsController {
  constructor(
    @Inject(PartyDesk) private readonly parties: PartyDesk,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Act('tier.apply')
  @Post('tier-application')
  apply(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { tier, basis, appliedOn: stated }: ApplyForTierRequest,
  ): Promise<object> {
    const appliedOn = this.day.notLater(stated ?? this.day.today(), '/appliedOn');
    const { actor } = caller;
    return this.parties.carryOut(caller, id, { type: 'ApplyForTier', tier, appliedOn, basis, actor });
  }

  /** The notice is out for five working days; its first day counts when it is one. */
  @Act('tier.publicise')
  @Post('tier-application/publicity')
  @HttpCode(200)
  publicise(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { startsOn: stated }: PubliciseTierRequest,
  ): Promise<object> {
    const startsOn = this.day.notEarlier(stated ?? this.day.today(), '/startsOn');
    const { calendar } = this.rulebook;
    const endsOn = orThrow(calendar.addWorkingDays(addDays(startsOn, -1), PUBLICITY_WORKING_DAYS));
    const { actor } = caller;
    return this.parties.carryOut(caller, id, { type: 'PubliciseTier', startsOn, endsOn, actor });
  }

  @Act('tier.recognise')
  @Post('tier-application/refuse')
  @HttpCode(200)
  refuse(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<object> {
    return this.parties.carryOut(caller, id, { type: 'RefuseTier', reason, actor: caller.actor });
  }

  /** Ends an application after its publicity; without one it records what another body recognised. */
  @Act('tier.recognise')
  @Post('tiers')
  recognise(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { tier, from, basis }: RecogniseTierRequest,
  ): Promise<object> {
    const { actor } = caller;
    return this.parties.carryOut(caller, id, { type: 'RecogniseTier', tier, from, basis, actor });
  }

  /** The green card goes with the tier. */
  @Act('tier.revoke')
  @Post('tiers/revoke')
  @HttpCode(200)
  revoke(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { revokedOn: stated, reason }: RevokeRequest,
  ): Promise<object> {
    const revokedOn = this.day.notLater(stated ?? this.day.today(), '/revokedOn');
    return this.parties.carryOut(caller, id, { type: 'RevokeTier', revokedOn, reason });
  }

  @Act('card.issue')
  @Post('green-card')
  issueCard(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { cardNumber, issuedOn: stated }: IssueCardRequest,
  ): Promise<object> {
    const issuedOn = this.day.notLater(stated ?? this.day.today(), '/issuedOn');
    return this.parties.carryOut(caller, id, { type: 'IssueGreenCard', cardNumber, issuedOn });
  }

  @Act('tier.revoke')
  @Post('green-card/revoke')
  @HttpCode(200)
  revokeCard(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { revokedOn: stated, reason }: RevokeRequest,
  ): Promise<object> {
    const revokedOn = this.day.notLater(stated ?? this.day.today(), '/revokedOn');
    return this.parties.carryOut(caller, id, { type: 'RevokeGreenCard', revokedOn, reason });
  }
}
