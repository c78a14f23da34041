import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { teamId } from '#parties/party-id.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { NUMBER, PARTY_ID } from '../http/path-parts.js';
import { PartyDesk } from './party-desk.js';
import {
  ChangeTeamRequest,
  DelistRequest,
  ListAgencyRequest,
  ReasonRequest,
  RegisterTeamRequest,
} from './party-requests.js';

/** Teams with their members, and agencies on the list of key talent agencies. */
@ApiTags('parties')
@Controller('v1')
export class TeamsController {
  constructor(
    @Inject(PartyDesk) private readonly parties: PartyDesk,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  /** Its money goes to the account of the host. */
  @Act('party.register')
  @Post('teams')
  async register(@By() caller: Caller, @Body() body: RegisterTeamRequest): Promise<object> {
    const { leader, host, from, county = null, registryNumber = null } = body;
    const name = body.name.trim();
    await this.parties.named(leader, ['person'], '/leader');
    await this.parties.named(host, ['enterprise', 'institution'], '/host');
    const members = body.members ?? [];
    for (const [index, { person }] of members.entries())
      await this.parties.named(person, ['person'], `/members/${index}/person`);
    const party = teamId({ registryNumber, name, leader }, this.parties.lookupKey);
    return this.parties.carryOut(caller, party, {
      type: 'RegisterTeam',
      party,
      name,
      registryNumber,
      leader,
      host,
      from,
      members: members.map(({ person, role, from: joined }) => ({ person, role, from: joined ?? from })),
      county,
    });
  }

  /** Another leader or core member waits for a second person (practice E16). */
  @Act('team.change')
  @Post('parties/:id/team-changes')
  async change(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { does, person, role, on, reason }: ChangeTeamRequest,
  ): Promise<object> {
    if (does !== 'left') await this.parties.named(person, ['person'], '/person');
    const change = { does, person, role: role ?? null, on: this.day.notLater(on, '/on') };
    return this.parties.carryOut(caller, id, { type: 'ChangeTeam', change, reason, actor: caller.actor });
  }

  @Act('team.approve-change')
  @Post('parties/:id/team-changes/:no/approve')
  @HttpCode(200)
  approve(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Param('no', NUMBER) changeNo: number,
  ): Promise<object> {
    return this.parties.carryOut(caller, id, { type: 'ApproveTeamChange', changeNo, actor: caller.actor });
  }

  @Act('team.approve-change')
  @Post('parties/:id/team-changes/:no/reject')
  @HttpCode(200)
  reject(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Param('no', NUMBER) changeNo: number,
    @Body() { reason }: ReasonRequest,
  ): Promise<object> {
    const { actor } = caller;
    return this.parties.carryOut(caller, id, { type: 'RejectTeamChange', changeNo, reason, actor });
  }

  @Act('agency.list')
  @Post('parties/:id/listings')
  list(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { from, basis }: ListAgencyRequest,
  ): Promise<object> {
    return this.parties.carryOut(caller, id, { type: 'ListAgency', from, basis });
  }

  @Act('agency.list')
  @Post('parties/:id/listings/end')
  @HttpCode(200)
  delist(
    @By() caller: Caller,
    @Param('id', PARTY_ID) id: string,
    @Body() { until, basis }: DelistRequest,
  ): Promise<object> {
    return this.parties.carryOut(caller, id, { type: 'DelistAgency', until, basis });
  }
}
