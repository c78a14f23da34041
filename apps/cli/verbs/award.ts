import { Option, SubCommand, Command } from 'nest-commander';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { queryOf, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import { pageTable } from '../lists.js';
import type { AwardOnWire, AwardViewOnWire, Page, TrancheOnWire } from '../wire.js';

const AWARD_COLUMNS: readonly Column<AwardOnWire>[] = [
  { title: say('column.award'), value: ({ award }) => award },
  { title: say('column.measure'), value: ({ measure }) => measure },
  { title: say('column.status'), value: ({ status }) => status },
  { title: say('column.appliedOn'), value: ({ appliedOn }) => appliedOn },
  { title: say('column.total'), value: ({ totalYuan }) => grouped(totalYuan), align: 'right' },
  { title: say('column.paid'), value: ({ paidYuan }) => grouped(paidYuan), align: 'right' },
];

const TRANCHE_COLUMNS: readonly Column<TrancheOnWire>[] = [
  { title: say('column.no'), value: ({ trancheNo }) => trancheNo, align: 'right' },
  {
    title: say('column.title'),
    value: ({ title, windowYear }) => `${title[cliLanguage]}${windowYear ? ` ${windowYear}` : ''}`,
  },
  { title: say('column.clause'), value: ({ clause }) => clause },
  { title: say('column.status'), value: ({ status }) => status },
  { title: say('column.planned'), value: ({ plannedYuan }) => grouped(plannedYuan), align: 'right' },
  { title: say('column.granted'), value: ({ grantedYuan }) => grouped(grantedYuan), align: 'right' },
  { title: say('column.setOff'), value: ({ setOffYuan }) => grouped(setOffYuan), align: 'right' },
  { title: say('column.paid'), value: ({ paidYuan }) => grouped(paidYuan), align: 'right' },
  { title: say('column.recovered'), value: ({ recoveredYuan }) => grouped(recoveredYuan), align: 'right' },
];

export const awardText = (view: AwardViewOnWire): string =>
  `${textTable(AWARD_COLUMNS, [view])}\n\n${textTable(TRANCHE_COLUMNS, view.trancheList)}`;

interface ListOptions extends ServiceOptions {
  readonly programme?: string;
  readonly status?: string;
  readonly party?: string;
  readonly measure?: string;
}

@SubCommand({ name: 'list', description: say('help.award.list') })
export class AwardListVerb extends ServiceVerb {
  async run(_: string[], options: ListOptions): Promise<void> {
    const { programme, status, party, measure } = options;
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<AwardOnWire>>(
      `/v1/awards${queryOf({ programme, status, party, measure })}`,
    );
    this.show(options, page, (view) => pageTable(AWARD_COLUMNS, view));
  }

  @Option({ flags: '--programme <name>', description: say('option.filter') })
  readProgramme(value: string): string {
    return value;
  }

  @Option({ flags: '--status <status>', description: say('option.filter') })
  readStatus(value: string): string {
    return value;
  }

  @Option({ flags: '--party <id>', description: say('option.filter') })
  readParty(value: string): string {
    return value;
  }

  @Option({ flags: '--measure <id>', description: say('option.filter') })
  readMeasure(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'show', arguments: '<award>', description: say('help.award.show') })
export class AwardShowVerb extends ServiceVerb {
  async run([award = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<AwardViewOnWire>(`/v1/awards/${award}`), awardText);
  }
}

interface EventOnWire {
  readonly type: string;
  readonly recordedAt: string;
  readonly effectiveOn: string;
  readonly actor?: { readonly id: string };
  readonly metadata?: { readonly actor: { readonly id: string } };
}

const EVENT_COLUMNS: readonly Column<EventOnWire>[] = [
  { title: say('column.when'), value: ({ effectiveOn }) => effectiveOn },
  { title: say('column.event'), value: ({ type }) => type },
  { title: say('column.who'), value: ({ actor, metadata }) => (actor ?? metadata?.actor)?.id },
];

@SubCommand({ name: 'history', arguments: '<award>', description: say('help.award.history') })
export class AwardHistoryVerb extends ServiceVerb {
  async run([award = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<EventOnWire>>(`/v1/awards/${award}/history`);
    this.show(options, page, (view) => pageTable(EVENT_COLUMNS, view));
  }
}

@SubCommand({ name: 'explain', arguments: '<award>', description: say('help.award.explain') })
export class AwardExplainVerb extends ServiceVerb {
  async run([award = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const explanation = await service.get<{ readonly text: string }>(
      `/v1/awards/${award}/explain?lang=${cliLanguage}`,
    );
    this.show(options, explanation, ({ text }) => text);
  }
}

@Command({
  name: 'award',
  description: say('help.award'),
  subCommands: [AwardListVerb, AwardShowVerb, AwardHistoryVerb, AwardExplainVerb],
})
export class AwardVerb extends VerbGroup {}
