import { setTimeout as sleep } from 'node:timers/promises';
import { Command, SubCommand } from 'nest-commander';
import { Unsuccessful } from '../exit-codes.js';
import { progressBar } from '../progress-bar.js';
import type { ServiceClient } from '../service-client.js';
import { say } from '../speech.js';
import { type Column, textTable } from '../text-table.js';
import { CommandVerb, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';

interface TableOnWire {
  readonly table: string;
  readonly rowCount: number;
  readonly differingCount: number;
  readonly differing: readonly string[];
}

interface RebuildOnWire {
  readonly state: 'requested' | 'building' | 'done' | 'failed';
  readonly eventsDone: number;
  readonly eventsTotal: number;
  readonly perSecond: number;
  /** How long ago it last moved. */
  readonly silentSeconds: number;
  readonly error: string | null;
  readonly comparison: readonly TableOnWire[] | null;
}

interface ProjectionOnWire {
  readonly name: string;
  readonly activity: string;
  readonly eventsBehind: number;
  readonly secondsBehind: number;
  readonly stalled?: { readonly type: string; readonly stream: string; readonly error: string };
  readonly rebuild: RebuildOnWire | null;
}

interface ProjectionsOnWire {
  readonly items: readonly ProjectionOnWire[];
}

/** A rebuild that has not moved for so long says for how long; its worker may be gone, and another takes it up. */
const SILENT_SECONDS = 10;

const progressOf = ({ state, eventsDone, eventsTotal, perSecond, silentSeconds }: RebuildOnWire): string => {
  const isSilent = state === 'building' && silentSeconds >= SILENT_SECONDS;
  const silence = isSilent ? `, ${say('projections.silent', { seconds: silentSeconds })}` : '';
  return `${state} ${eventsDone}/${eventsTotal} (${perSecond}/s${silence})`;
};

const COLUMNS: readonly Column<ProjectionOnWire>[] = [
  { title: say('column.name'), value: ({ name }) => name },
  { title: say('column.status'), value: ({ activity }) => activity },
  { title: say('column.behind'), value: ({ eventsBehind }) => eventsBehind, align: 'right' },
  { title: say('column.secondsBehind'), value: ({ secondsBehind }) => secondsBehind, align: 'right' },
  {
    title: say('column.error'),
    value: ({ stalled }) => stalled && `${stalled.type} ${stalled.stream}: ${stalled.error}`,
  },
  { title: say('column.rebuild'), value: ({ rebuild }) => rebuild && progressOf(rebuild) },
];

@SubCommand({ name: 'status', description: say('help.projections.status') })
export class ProjectionsStatusVerb extends ServiceVerb {
  async run(_: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const view = await service.get<ProjectionsOnWire>('/v1/projections');
    this.show(options, view, ({ items }) => textTable(COLUMNS, items));
  }
}

const TABLE_COLUMNS: readonly Column<TableOnWire>[] = [
  { title: say('column.name'), value: ({ table }) => table },
  { title: say('column.rows'), value: ({ rowCount }) => rowCount, align: 'right' },
  { title: say('column.differing'), value: ({ differingCount }) => differingCount, align: 'right' },
  { title: say('column.title'), value: ({ differing }) => differing.join(' ') },
];

const POLL_MS = 500;

/** Asks for it, shows how far it is until it is done, and then how rows and copy compared. Ending the verb does not end the work. */
abstract class RebuildVerb extends CommandVerb {
  protected async carryOut(purpose: string, name: string, options: ServiceOptions): Promise<RebuildOnWire> {
    const service = await this.service(options, 'admin');
    await service.post(`/v1/projections/${encodeURIComponent(name)}/${purpose}`, {}, options.idempotencyKey);
    const done = await finished(service, name);
    this.show(options, done, (rebuild) =>
      [
        progressOf(rebuild),
        ...(rebuild.comparison ? [textTable(TABLE_COLUMNS, rebuild.comparison)] : []),
      ].join('\n'),
    );
    if (done.state === 'failed') throw new Unsuccessful(done.error ?? '');
    return done;
  }
}

const finished = async (service: ServiceClient, name: string): Promise<RebuildOnWire> => {
  const bar = progressBar(process.stderr);
  for (;;) {
    const { items } = await service.get<ProjectionsOnWire>('/v1/projections');
    const rebuild = items.find((one) => one.name === name)?.rebuild;
    if (rebuild?.state === 'done' || rebuild?.state === 'failed') {
      bar.end();
      return rebuild;
    }
    if (rebuild) bar.show(rebuild.eventsDone, rebuild.eventsTotal, progressOf(rebuild));
    await sleep(POLL_MS);
  }
};

@SubCommand({ name: 'rebuild', arguments: '<name>', description: say('help.projections.rebuild') })
export class ProjectionsRebuildVerb extends RebuildVerb {
  async run([name = '']: string[], options: ServiceOptions): Promise<void> {
    await this.carryOut('rebuild', name, options);
  }
}

@SubCommand({ name: 'diff', arguments: '<name>', description: say('help.projections.diff') })
export class ProjectionsDiffVerb extends RebuildVerb {
  async run([name = '']: string[], options: ServiceOptions): Promise<void> {
    const { comparison } = await this.carryOut('diff', name, options);
    if (comparison?.some(({ differingCount }) => differingCount > 0)) throw new Unsuccessful('');
  }
}

@Command({
  name: 'projections',
  description: say('help.projections'),
  subCommands: [ProjectionsStatusVerb, ProjectionsRebuildVerb, ProjectionsDiffVerb],
})
export class ProjectionsVerb extends VerbGroup {}
