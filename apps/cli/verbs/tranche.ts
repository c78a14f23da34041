import { Command, SubCommand } from 'nest-commander';
import { UsageError } from '../exit-codes.js';
import { say } from '../speech.js';
import { CommandVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import type { AwardViewOnWire } from '../wire.js';
import { ReleaseSelectedVerb, TrancheDueVerb } from './due.js';
import { awardText } from './award.js';

@SubCommand({ name: 'release', arguments: '<award> <no>', description: say('help.tranche.release') })
export class TrancheReleaseVerb extends CommandVerb {
  async run([award = '', no = '']: string[], options: ServiceOptions): Promise<void> {
    if (!/^[1-9]\d?$/.test(no)) throw new UsageError(say('error.tranche', { text: `${award}/${no}` }));
    const service = await this.service(options, 'maker');
    const path = `/v1/awards/${award}/tranches/${no}/release`;
    const { view } = await service.post<AwardViewOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, awardText);
  }
}

@Command({
  name: 'tranche',
  description: say('help.tranche'),
  subCommands: [TrancheReleaseVerb, TrancheDueVerb, ReleaseSelectedVerb],
})
export class TrancheVerb extends VerbGroup {}
