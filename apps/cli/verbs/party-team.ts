import { Option, SubCommand } from 'nest-commander';
import { type PartyOnWire, partyText, pathOf } from '../party-wire.js';
import { say } from '../speech.js';
import { CommandVerb, required, type ServiceOptions } from '../verb.js';

interface TeamOptions extends ServiceOptions {
  readonly name?: string;
  readonly registryNumber?: string;
  readonly leader?: string;
  readonly host?: string;
  readonly from?: string;
}

@SubCommand({ name: 'register-team', description: say('help.party.registerTeam') })
export class PartyRegisterTeamVerb extends CommandVerb {
  async run(_: string[], options: TeamOptions): Promise<void> {
    const body = {
      name: required(options.name, '--name'),
      ...(options.registryNumber && { registryNumber: options.registryNumber }),
      leader: required(options.leader, '--leader'),
      host: required(options.host, '--host'),
      from: required(options.from, '--from'),
    };
    const service = await this.service(options, 'officer');
    const { view } = await service.post<PartyOnWire>('/v1/teams', body, options.idempotencyKey);
    this.show(options, view, partyText);
  }

  @Option({ flags: '--name <name>', description: say('option.partyName') })
  readName(value: string): string {
    return value;
  }

  @Option({ flags: '--registry-number <number>', description: say('option.registryNumber') })
  readRegistryNumber(value: string): string {
    return value;
  }

  @Option({ flags: '--leader <party>', description: say('option.leader') })
  readLeader(value: string): string {
    return value;
  }

  @Option({ flags: '--host <party>', description: say('option.host') })
  readHost(value: string): string {
    return value;
  }

  @Option({ flags: '--from <day>', description: say('option.formedOn') })
  readFrom(value: string): string {
    return value;
  }
}

interface ChangeOptions extends ServiceOptions {
  readonly does?: string;
  readonly person?: string;
  readonly memberRole?: string;
  readonly on?: string;
  readonly reason?: string;
}

@SubCommand({ name: 'change-team', arguments: '<party>', description: say('help.party.changeTeam') })
export class PartyChangeTeamVerb extends CommandVerb {
  async run([party = '']: string[], options: ChangeOptions): Promise<void> {
    const body = {
      does: required(options.does, '--does'),
      person: required(options.person, '--person'),
      ...(options.memberRole && { role: options.memberRole }),
      on: required(options.on, '--on'),
      reason: required(options.reason, '--reason'),
    };
    const service = await this.service(options, 'officer');
    const path = pathOf(party, '/team-changes');
    const { view } = await service.post<PartyOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, partyText);
  }

  @Option({ flags: '--does <change>', description: say('option.teamChange') })
  readDoes(value: string): string {
    return value;
  }

  @Option({ flags: '--person <party>', description: say('option.teamPerson') })
  readPerson(value: string): string {
    return value;
  }

  @Option({ flags: '--member-role <role>', description: say('option.teamRole') })
  readMemberRole(value: string): string {
    return value;
  }

  @Option({ flags: '--on <day>', description: say('option.teamChangeOn') })
  readOn(value: string): string {
    return value;
  }

  @Option({ flags: '--reason <reason>', description: say('option.reason') })
  readReason(value: string): string {
    return value;
  }
}

@SubCommand({
  name: 'approve-team-change',
  arguments: '<party> <no>',
  description: say('help.party.approveTeamChange'),
})
export class PartyApproveTeamChangeVerb extends CommandVerb {
  async run([party = '', no = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'verifier');
    const path = pathOf(party, `/team-changes/${encodeURIComponent(no)}/approve`);
    const { view } = await service.post<PartyOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, partyText);
  }
}
