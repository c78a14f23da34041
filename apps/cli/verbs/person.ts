import { Command, Option, SubCommand } from 'nest-commander';
import { say } from '../speech.js';
import { CommandVerb, required, type ServiceOptions, VerbGroup } from '../verb.js';

interface ForgettingOnWire {
  readonly id: string;
  readonly forgetting: { readonly proposedBy: string; readonly reason: string } | null;
  readonly forgotten: { readonly on: string; readonly confirmedBy: string; readonly reason: string } | null;
}

const forgettingText = ({ id, forgetting, forgotten }: ForgettingOnWire): string => {
  if (forgotten) return say('person.forgotten', { id, ...forgotten });
  return say('person.proposed', { id, by: forgetting?.proposedBy ?? '—', reason: forgetting?.reason ?? '—' });
};

interface ForgetOptions extends ServiceOptions {
  readonly reason?: string;
  readonly basis?: string;
}

@SubCommand({ name: 'forget', arguments: '<party>', description: say('help.person.forget') })
export class PersonForgetVerb extends CommandVerb {
  @Option({ flags: '--reason <reason>', description: say('option.reason') })
  readReason(value: string): string {
    return value;
  }

  @Option({ flags: '--basis <document>', description: say('option.basis') })
  readBasis(value: string): string {
    return value;
  }

  async run([party = '']: string[], options: ForgetOptions): Promise<void> {
    const body = {
      reason: required(options.reason, '--reason'),
      basis: required(options.basis, '--basis'),
    };
    const service = await this.service(options, 'officer');
    const path = `/v1/parties/${encodeURIComponent(party)}/forget`;
    const { view } = await service.post<ForgettingOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, forgettingText);
  }
}

@SubCommand({ name: 'confirm-forget', arguments: '<party>', description: say('help.person.confirmForget') })
export class PersonConfirmForgetVerb extends CommandVerb {
  async run([party = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'verifier');
    const path = `/v1/parties/${encodeURIComponent(party)}/forget/confirm`;
    const { view } = await service.post<ForgettingOnWire>(path, {}, options.idempotencyKey);
    this.show(options, view, forgettingText);
  }
}

@Command({
  name: 'person',
  description: say('help.person'),
  subCommands: [PersonForgetVerb, PersonConfirmForgetVerb],
})
export class PersonVerb extends VerbGroup {}
