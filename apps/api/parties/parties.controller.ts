import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { addDays, addYears } from '#kernel/business-date.js';
import { parseIdentifier } from '#kernel/chinese-identifiers/identifier-kind.js';
import { shortId } from '#kernel/ids.js';
import { orThrow } from '#kernel/refusal.js';
import { RunPartyCommand } from '#parties/parties.handler.js';
import type { PartyCommand } from '#parties/parties.js';
import { partyId } from '#parties/party-id.js';
import { GetParty, ListParties } from '#projections/parties/parties.queries.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { INNER_ID, PARTY_ID } from '../http/path-parts.js';
import { pageRequest, Views, type WiredPage } from '../http/views.js';
import {
  ImposeBanRequest,
  PartyListQuery,
  ProposeAccountRequest,
  ReasonRequest,
  RecogniseTierRequest,
  RegisterPartyRequest,
} from './party-requests.js';

/** Decision 27: three years after fraud. */
const BAN_YEARS = 3;

@ApiTags('parties')
@Controller('v1/parties')
export class PartiesController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  list(@Query() query: PartyListQuery): Promise<WiredPage> {
    const { kind, name } = query;
    return this.views.page(
      new ListParties({ ...(kind && { kind }), ...(name && { name }) }, pageRequest(query)),
    );
  }

  @Get(':id')
  show(@Param('id', PARTY_ID) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.views.show(reply, new GetParty(id), 'party');
  }

  @Act('party.register')
  @Post()
  register(@By() caller: Caller, @Body() body: RegisterPartyRequest): Promise<object> {
    const { kind, name, identifier: stated, bornOn, nationality, county } = body;
    const value = orThrow(parseIdentifier(stated.kind, stated.value, '/identifier/value'));
    const party = partyId(kind, stated.kind, value, Buffer.from(this.settings.lookupKey));
    const identifier = { kind: stated.kind, value };
    return this.#carryOut(caller, party, {
      type: 'RegisterParty',
      party,
      kind,
      name,
      identifier,
      bornOn,
      nationality,
      county,
    });
  }

  @Act('account.propose')
  @Post(':id/accounts')
  async proposeAccount(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() account: ProposeAccountRequest,
  ): Promise<object> {
    const accountId = `account-${shortId(id, caller.commandId)}`;
    const { actor } = caller;
    const answer = await this.#carryOut(caller, id, {
      type: 'ProposeAccount',
      accountId,
      account: { ...account },
      actor,
    });
    return { ...answer, accountId };
  }

  @Act('account.confirm')
  @Post(':id/accounts/:accountId/confirm')
  @HttpCode(200)
  confirmAccount(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Param('accountId', INNER_ID) accountId: string,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'ConfirmAccount', accountId, actor: caller.actor });
  }

  @Act('account.reject')
  @Post(':id/accounts/:accountId/reject')
  @HttpCode(200)
  rejectAccount(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Param('accountId', INNER_ID) accountId: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'RejectAccount', accountId, actor: caller.actor, reason });
  }

  @Act('tier.recognise')
  @Post(':id/tiers')
  recogniseTier(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { tier, from, basis }: RecogniseTierRequest,
  ): Promise<object> {
    return this.#carryOut(caller, id, { type: 'RecogniseTier', tier, from, basis });
  }

  @Act('ban.impose')
  @Post(':id/bans')
  imposeBan(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() body: ImposeBanRequest,
  ): Promise<object> {
    const { from, reason } = body;
    const until = body.until ?? addDays(addYears(from, BAN_YEARS), -1);
    const cause = `ban-${shortId(id, caller.commandId)}`;
    return this.#carryOut(caller, id, { type: 'ImposeBan', from, until, reason, cause });
  }

  async #carryOut(caller: Caller, party: string, command: PartyCommand): Promise<object> {
    const carried = await this.desk.carryOut(
      caller,
      new RunPartyCommand(party, command, this.desk.contextOf(caller)),
    );
    return this.desk.answer(caller, party, carried, await this.views.current(new GetParty(party)));
  }
}
