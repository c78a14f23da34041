import { Command, Option, SubCommand } from 'nest-commander';
import { say } from '../speech.js';
import { type Column, textTable } from '../text-table.js';
import { CommandVerb, required, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';

interface FailedOnWire {
  readonly type: string;
  readonly stream: string;
  readonly attempts: number;
  readonly error: string | null;
}

interface ParkedKeyOnWire {
  readonly key: string;
  readonly failed: readonly FailedOnWire[];
  readonly waitingCount: number;
}

interface ReactionsOnWire {
  readonly activity: string;
  readonly position: string | null;
  readonly eventsBehind: number;
  readonly stalled?: FailedOnWire;
  readonly parked: readonly ParkedKeyOnWire[];
}

interface ParkedRow extends ParkedKeyOnWire {
  readonly first: FailedOnWire | undefined;
}

const COLUMNS: readonly Column<ParkedRow>[] = [
  { title: say('column.key'), value: ({ key }) => key },
  { title: say('column.event'), value: ({ first }) => first?.type },
  { title: say('column.stream'), value: ({ first }) => first?.stream },
  { title: say('column.attempts'), value: ({ first }) => first?.attempts, align: 'right' },
  { title: say('column.waiting'), value: ({ waitingCount }) => waitingCount, align: 'right' },
  { title: say('column.error'), value: ({ first }) => first?.error },
];

const statusText = ({ activity, position, eventsBehind, stalled, parked }: ReactionsOnWire): string => {
  const progress = say('reactions.progress', { activity, position: position ?? '—', behind: eventsBehind });
  const lines = stalled
    ? [progress, say('reactions.stalled', { ...stalled, error: stalled.error ?? '' })]
    : [progress];
  if (parked.length === 0) return [...lines, say('reactions.nothingParked')].join('\n');
  const rows = parked.map((one) => ({ ...one, first: one.failed[0] }));
  return [...lines, '', textTable(COLUMNS, rows), '', say('reactions.stopped')].join('\n');
};

@SubCommand({ name: 'status', description: say('help.reactions.status') })
export class ReactionsStatusVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<ReactionsOnWire>('/v1/reactions'), statusText);
  }
}

interface DecisionOptions extends ServiceOptions {
  readonly reason?: string;
}

/** Both decisions name a key, may say why, and answer with what is parked afterwards. */
abstract class DecisionVerb extends CommandVerb {
  @Option({ flags: '--reason <reason>', description: say('option.reason') })
  readReason(value: string): string {
    return value;
  }

  protected async decide(decision: string, key: string, options: DecisionOptions): Promise<void> {
    const service = await this.service(options, 'admin');
    const path = `/v1/reactions/parked-keys/${encodeURIComponent(key)}/${decision}`;
    const body = options.reason === undefined ? {} : { reason: options.reason };
    const { view } = await service.post<ReactionsOnWire>(path, body, options.idempotencyKey);
    this.show(options, view, statusText);
  }
}

@SubCommand({ name: 'retry', arguments: '<key>', description: say('help.reactions.retry') })
export class ReactionsRetryVerb extends DecisionVerb {
  async run([key = '']: string[], options: DecisionOptions): Promise<void> {
    await this.decide('retry', key, options);
  }
}

@SubCommand({ name: 'skip', arguments: '<key>', description: say('help.reactions.skip') })
export class ReactionsSkipVerb extends DecisionVerb {
  async run([key = '']: string[], options: DecisionOptions): Promise<void> {
    await this.decide('skip', key, { ...options, reason: required(options.reason, '--reason') });
  }
}

@Command({
  name: 'reactions',
  description: say('help.reactions'),
  subCommands: [ReactionsStatusVerb, ReactionsRetryVerb, ReactionsSkipVerb],
})
export class ReactionsVerb extends VerbGroup {}
