import { Command, Option, SubCommand } from 'nest-commander';
import { type PartyOnWire, partyText, pathOf } from '../party-wire.js';
import { say } from '../speech.js';
import { CommandVerb, required, type ServiceOptions, ServiceVerb, VerbGroup } from '../verb.js';
import { PartyAddIdentifierVerb, PartyDelistVerb, PartyListVerb } from './party-documents.js';
import { PartyApproveTeamChangeVerb, PartyChangeTeamVerb, PartyRegisterTeamVerb } from './party-team.js';

@SubCommand({ name: 'show', arguments: '<party>', description: say('help.party.show') })
export class PartyShowVerb extends ServiceVerb {
  async run([party = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<PartyOnWire>(pathOf(party)), partyText);
  }
}

interface RegisterOptions extends ServiceOptions {
  readonly kind?: string;
  readonly name?: string;
  readonly document?: string;
  readonly number?: string;
  readonly bornOn?: string;
}

@SubCommand({ name: 'register', description: say('help.party.register') })
export class PartyRegisterVerb extends CommandVerb {
  async run(_: string[], options: RegisterOptions): Promise<void> {
    const body = {
      kind: required(options.kind, '--kind'),
      name: required(options.name, '--name'),
      identifier: {
        kind: required(options.document, '--document'),
        value: required(options.number, '--number'),
      },
      ...(options.bornOn && { bornOn: options.bornOn }),
    };
    const service = await this.service(options, 'officer');
    const { view } = await service.post<PartyOnWire>('/v1/parties', body, options.idempotencyKey);
    this.show(options, view, partyText);
  }

  @Option({ flags: '--kind <kind>', description: say('option.partyKind') })
  readKind(value: string): string {
    return value;
  }

  @Option({ flags: '--name <name>', description: say('option.partyName') })
  readName(value: string): string {
    return value;
  }

  @Option({ flags: '--document <kind>', description: say('option.documentKind') })
  readDocument(value: string): string {
    return value;
  }

  @Option({ flags: '--number <number>', description: say('option.documentNumber') })
  readNumber(value: string): string {
    return value;
  }

  @Option({ flags: '--born-on <day>', description: say('option.bornOn') })
  readBornOn(value: string): string {
    return value;
  }
}

interface MergeOptions extends ServiceOptions {
  readonly into?: string;
  readonly reason?: string;
  readonly basis?: string;
}

@SubCommand({ name: 'merge', arguments: '<party>', description: say('help.party.merge') })
export class PartyMergeVerb extends CommandVerb {
  async run([party = '']: string[], options: MergeOptions): Promise<void> {
    const body = {
      into: required(options.into, '--into'),
      reason: required(options.reason, '--reason'),
      basis: required(options.basis, '--basis'),
    };
    const service = await this.service(options, 'officer');
    const { view } = await service.post<PartyOnWire>(pathOf(party, '/merge'), body, options.idempotencyKey);
    this.show(options, view, partyText);
  }

  @Option({ flags: '--into <party>', description: say('option.into') })
  readInto(value: string): string {
    return value;
  }

  @Option({ flags: '--reason <reason>', description: say('option.reason') })
  readReason(value: string): string {
    return value;
  }

  @Option({ flags: '--basis <document>', description: say('option.basis') })
  readBasis(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'confirm-merge', arguments: '<party>', description: say('help.party.confirmMerge') })
export class PartyConfirmMergeVerb extends CommandVerb {
  async run([party = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'verifier');
    const path = pathOf(party, '/merge/confirm');
    const { view } = await service.post<PartyOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, partyText);
  }
}

interface RecogniseOptions extends ServiceOptions {
  readonly tier?: string;
  readonly from?: string;
  readonly basis?: string;
}

@SubCommand({ name: 'recognise', arguments: '<party>', description: say('help.party.recognise') })
export class PartyRecogniseVerb extends CommandVerb {
  async run([party = '']: string[], options: RecogniseOptions): Promise<void> {
    const body = {
      tier: required(options.tier, '--tier'),
      from: required(options.from, '--from'),
      basis: required(options.basis, '--basis'),
    };
    const service = await this.service(options, 'verifier');
    const { view } = await service.post<PartyOnWire>(pathOf(party, '/tiers'), body, options.idempotencyKey);
    this.show(options, view, partyText);
  }

  @Option({ flags: '--tier <tier>', description: say('option.tier') })
  readTier(value: string): string {
    return value;
  }

  @Option({ flags: '--from <day>', description: say('option.tierFrom') })
  readFrom(value: string): string {
    return value;
  }

  @Option({ flags: '--basis <document>', description: say('option.basis') })
  readBasis(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'issue-card', arguments: '<party> <number>', description: say('help.party.issueCard') })
export class PartyIssueCardVerb extends CommandVerb {
  async run([party = '', cardNumber = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'officer');
    const path = pathOf(party, '/green-card');
    const { view } = await service.post<PartyOnWire>(path, { cardNumber }, options.idempotencyKey);
    this.show(options, view, partyText);
  }
}

@Command({
  name: 'party',
  description: say('help.party'),
  subCommands: [
    PartyShowVerb,
    PartyRegisterVerb,
    PartyMergeVerb,
    PartyConfirmMergeVerb,
    PartyRecogniseVerb,
    PartyIssueCardVerb,
    PartyAddIdentifierVerb,
    PartyListVerb,
    PartyDelistVerb,
    PartyRegisterTeamVerb,
    PartyChangeTeamVerb,
    PartyApproveTeamChangeVerb,
  ],
})
export class PartyVerb extends VerbGroup {}
