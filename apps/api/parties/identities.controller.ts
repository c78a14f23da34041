import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { survivorIn } from '#parties/identities.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { PARTY_ID } from '../http/path-parts.js';
import { PartyDesk } from './party-desk.js';
import { AddIdentifierRequest, MergeRequest, ReasonRequest } from './party-requests.js';

/** Several documents of one person, and two identities that turn out to be one person (practice E55). */
@ApiTags('parties')
@Controller('v1/parties/:id')
export class IdentitiesController {
  constructor(
    @Inject(PartyDesk) private readonly parties: PartyDesk,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Act('party.add-identifier')
  @Post('identifiers')
  async addIdentifier(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() body: AddIdentifierRequest,
  ): Promise<object> {
    const owner = survivorIn(await this.parties.load(id));
    const { party: alias, identifier } = this.parties.identified(body.identifier, 'person');
    const { basis } = body;
    const { actor } = caller;
    const command = { type: 'ClaimIdentifier', alias, owner, identifier, basis, actor } as const;
    return this.parties.carryOut(caller, alias, command, id);
  }

  /** Says that this party is the same person as another one, under whose id the person goes on. */
  @Act('party.propose-merge')
  @Post('merge')
  async proposeMerge(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { into, reason, basis }: MergeRequest,
  ): Promise<object> {
    const survivor = survivorIn(await this.parties.named(into, ['person'], '/into'));
    const { actor } = caller;
    return this.parties.carryOut(caller, id, { type: 'ProposeMerge', survivor, reason, basis, actor });
  }

  @Act('party.confirm-merge')
  @Post('merge/confirm')
  @HttpCode(200)
  async confirmMerge(@By() caller: Caller, @Param('id', PARTY_ID) id: string): Promise<object> {
    const { merging, mergedInto } = await this.parties.load(id);
    // Without a proposal the party itself says so.
    const survivor = survivorIn(await this.parties.load(merging?.into ?? mergedInto ?? id));
    const command = { type: 'ConfirmMerge', survivor, on: this.day.today(), actor: caller.actor } as const;
    return this.parties.carryOut(caller, id, command);
  }

  @Act('party.confirm-merge')
  @Post('merge/reject')
  @HttpCode(200)
  rejectMerge(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<object> {
    return this.parties.carryOut(caller, id, { type: 'RejectMerge', reason, actor: caller.actor });
  }
}
