import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { addDays, addYears, type BusinessDate } from '#kernel/business-date.js';
import { shortId } from '#kernel/ids.js';
import { orThrow, RefusalError, refuse } from '#kernel/refusal.js';
import type { WorkingCalendar } from '#kernel/working-calendar.js';
import type { PersonStanding } from '#parties/forget-person.js';
import { GetParty, ListParties } from '#projections/parties/parties.queries.js';
import { PersonStandingOf } from '#projections/parties/person-standing.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS, WORKING_CALENDAR } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { INNER_ID, PARTY_ID } from '../http/path-parts.js';
import { pageRequest, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';
import { PartyDesk } from './party-desk.js';
import {
  ForgetRequest,
  ImposeBanRequest,
  PartyListQuery,
  ProposeAccountRequest,
  ReasonRequest,
  RegisterPartyRequest,
  SearchPartiesRequest,
} from './party-requests.js';

/** Decision 27: three years after fraud. */
const BAN_YEARS = 3;

@ApiTags('parties')
@Controller('v1/parties')
export class PartiesController {
  constructor(
    @Inject(PartyDesk) private readonly parties: PartyDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(BusinessDay) private readonly day: BusinessDay,
    @Inject(WORKING_CALENDAR) private readonly calendar: WorkingCalendar,
  ) {}

  @Get()
  list(@Query() query: PartyListQuery): Promise<WiredPage> {
    const { kind } = query;
    return this.views.page(new ListParties(kind ? { kind } : {}, pageRequest(query)));
  }

  /** A person is found by the number of a document; names of persons lie sealed, so only organisations are found by name. */
  @Act('read')
  @Post('search')
  @HttpCode(200)
  async search(@Body() body: SearchPartiesRequest): Promise<WiredPage> {
    const { identifier, name } = body;
    if ((identifier === undefined) === (name === undefined)) throw new RefusalError(oneOfTwo());
    if (identifier === undefined)
      return this.views.page(new ListParties({ ...(name && { name }) }, pageRequest(body)));
    const { party } = this.parties.identified(identifier);
    const found = await this.views.ask(new GetParty(await this.parties.surviving(party)));
    return { items: found ? [wired(found)] : [], nextCursor: null };
  }

  @Get(':id')
  show(@Param('id', PARTY_ID) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.views.show(reply, new GetParty(id), 'party');
  }

  @Act('party.register')
  @Post()
  register(@By() caller: Caller, @Body() body: RegisterPartyRequest): Promise<object> {
    const { kind, name, bornOn, nationality, county } = body;
    const { party, identifier } = this.parties.identified(body.identifier, kind);
    return this.parties.carryOut(caller, party, {
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
    @Body() { kind, ...account }: ProposeAccountRequest,
  ): Promise<object> {
    const accountId = `account-${shortId(id, caller.commandId)}`;
    const { actor } = caller;
    const answer = await this.parties.carryOut(caller, id, {
      type: 'ProposeAccount',
      accountId,
      account,
      ...(kind && { accountKind: kind }),
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
    const usableFrom = this.#endOfCoolingOff();
    return this.parties.carryOut(caller, id, {
      type: 'ConfirmAccount',
      accountId,
      actor: caller.actor,
      ...(usableFrom && { usableFrom }),
    });
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
    return this.parties.carryOut(caller, id, {
      type: 'RejectAccount',
      accountId,
      actor: caller.actor,
      reason,
    });
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
    return this.parties.carryOut(caller, id, { type: 'ImposeBan', from, until, reason, cause });
  }

  /** Proposes that a person be forgotten; refused while records have to be kept. */
  @Act('person.propose-forgetting')
  @Post(':id/forget')
  async forget(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { reason, basis }: ForgetRequest,
  ): Promise<object> {
    const standing = await this.#standingOf(id);
    const { actor } = caller;
    return this.parties.carryOut(caller, id, { type: 'ProposeForgetting', reason, basis, actor, standing });
  }

  /** A second person confirms; the key of the person is destroyed for good. */
  @Act('person.confirm-forgetting')
  @Post(':id/forget/confirm')
  @HttpCode(200)
  async confirmForgetting(@By() caller: Caller, @Param('id', PARTY_ID) id: string): Promise<object> {
    const standing = await this.#standingOf(id);
    return this.parties.carryOut(caller, id, { type: 'ConfirmForgetting', actor: caller.actor, standing });
  }

  /** First day on which money would go to an account that is confirmed today in place of another. */
  #endOfCoolingOff(): BusinessDate | undefined {
    const days = this.settings.TRANCHE_ACCOUNT_COOLING_OFF_DAYS;
    return days === 0 ? undefined : orThrow(this.calendar.addWorkingDays(this.day.today(), days));
  }

  /** The views may be behind the log by a moment; what is on its way then is older than the retention term in any case. */
  #standingOf(party: string): Promise<PersonStanding> {
    return this.views.ask(
      new PersonStandingOf(party, this.day.today(), this.settings.TRANCHE_RETENTION_YEARS),
    );
  }
}

const oneOfTwo = () =>
  refuse(
    'party.search-by-one',
    '请按证件号码或名称查询，二者择一',
    'Search either by identifier or by name',
    { pointer: '/identifier' },
  );
