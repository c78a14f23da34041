import { Option, SubCommand } from 'nest-commander';
import { type PartyOnWire, partyText, pathOf } from '../party-wire.js';
import { say } from '../speech.js';
import { CommandVerb, required, type ServiceOptions } from '../verb.js';

interface BasisOptions extends ServiceOptions {
  readonly basis?: string;
}

/** Puts something on record by the number of a document. */
abstract class BasisVerb extends CommandVerb {
  protected async record(
    who: string,
    path: string,
    stated: object,
    { basis, ...options }: BasisOptions,
  ): Promise<void> {
    const body = { ...stated, basis: required(basis, '--basis') };
    const service = await this.service(options, who);
    const { view } = await service.post<PartyOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, partyText);
  }

  @Option({ flags: '--basis <document>', description: say('option.basis') })
  readBasis(value: string): string {
    return value;
  }
}

interface IdentifierOptions extends BasisOptions {
  readonly document?: string;
  readonly number?: string;
}

@SubCommand({ name: 'add-identifier', arguments: '<party>', description: say('help.party.addIdentifier') })
export class PartyAddIdentifierVerb extends BasisVerb {
  async run([party = '']: string[], { document, number, ...options }: IdentifierOptions): Promise<void> {
    const identifier = { kind: required(document, '--document'), value: required(number, '--number') };
    await this.record('officer', pathOf(party, '/identifiers'), { identifier }, options);
  }

  @Option({ flags: '--document <kind>', description: say('option.documentKind') })
  readDocument(value: string): string {
    return value;
  }

  @Option({ flags: '--number <number>', description: say('option.documentNumber') })
  readNumber(value: string): string {
    return value;
  }
}

interface ListOptions extends BasisOptions {
  readonly from?: string;
}

@SubCommand({ name: 'list', arguments: '<party>', description: say('help.party.list') })
export class PartyListVerb extends BasisVerb {
  async run([party = '']: string[], { from, ...options }: ListOptions): Promise<void> {
    await this.record('officer', pathOf(party, '/listings'), { from: required(from, '--from') }, options);
  }

  @Option({ flags: '--from <day>', description: say('option.listedFrom') })
  readFrom(value: string): string {
    return value;
  }
}

interface DelistOptions extends BasisOptions {
  readonly until?: string;
}

@SubCommand({ name: 'delist', arguments: '<party>', description: say('help.party.delist') })
export class PartyDelistVerb extends BasisVerb {
  async run([party = '']: string[], { until, ...options }: DelistOptions): Promise<void> {
    const stated = { until: required(until, '--until') };
    await this.record('officer', pathOf(party, '/listings/end'), stated, options);
  }

  @Option({ flags: '--until <day>', description: say('option.listedUntil') })
  readUntil(value: string): string {
    return value;
  }
}
