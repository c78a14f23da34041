import { Option, SubCommand } from 'nest-commander';
import { pageTable } from '../lists.js';
import type { DueTrancheOnWire, SelectedAnswersOnWire } from '../paying-wire.js';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { trancheIn } from '../tranche-ref.js';
import { CommandVerb, oneOf, queryOf, type ServiceOptions, ServiceVerb } from '../verb.js';
import type { Page } from '../wire.js';

const language = cliLanguage === 'en' ? 'en' : 'zh';

const DUE_COLUMNS: readonly Column<DueTrancheOnWire>[] = [
  { title: say('column.week'), value: ({ dueWeek }) => dueWeek },
  { title: say('column.award'), value: ({ award }) => award },
  { title: say('column.no'), value: ({ trancheNo }) => String(trancheNo) },
  { title: say('column.status'), value: ({ status }) => status },
  { title: say('column.net'), value: ({ netYuan }) => grouped(netYuan), align: 'right' },
  {
    title: say('column.blockers'),
    value: ({ blockers, notices }) =>
      [...blockers, ...notices].map((one) => one[language]).join('; ') || say('due.payable'),
  },
];

interface DueOptions extends ServiceOptions {
  readonly week?: string;
  readonly programme?: string;
  readonly stage?: string;
}

@SubCommand({ name: 'due', description: say('help.tranche.due') })
export class TrancheDueVerb extends ServiceVerb {
  async run(_: string[], options: DueOptions): Promise<void> {
    const { week, programme, stage } = options;
    const service = await this.service(options, 'maker');
    const path = `/v1/due-tranches${queryOf({ week, programme, stage, limit: '200' })}`;
    this.show(options, await service.get<Page<DueTrancheOnWire>>(path), (page) =>
      pageTable(DUE_COLUMNS, page),
    );
  }

  @Option({ flags: '--week <week>', description: say('option.week') })
  readWeek(value: string): string {
    return value;
  }

  @Option({ flags: '--programme <programme>', description: say('option.filter') })
  readProgramme(value: string): string {
    return value;
  }

  @Option({ flags: '--stage <stage>', description: say('option.stage') })
  readStage(value: string): string {
    return oneOf('--stage', value, ['waiting', 'coming', 'all']);
  }
}

const ANSWER_COLUMNS: readonly Column<SelectedAnswersOnWire['answers'][number]>[] = [
  { title: say('column.award'), value: ({ award }) => award },
  { title: say('column.no'), value: ({ trancheNo }) => String(trancheNo) },
  { title: say('column.status'), value: ({ status }) => status ?? '' },
  { title: say('column.blockers'), value: ({ refusal }) => refusal?.[language] ?? '' },
];

@SubCommand({
  name: 'release-selected',
  arguments: '<tranches...>',
  description: say('help.tranche.releaseSelected'),
})
export class ReleaseSelectedVerb extends CommandVerb {
  async run(stated: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'maker');
    const { view } = await service.post<SelectedAnswersOnWire>(
      '/v1/due-tranches/release',
      { tranches: stated.map(trancheIn) },
      options.idempotencyKey,
    );
    this.show(options, view, ({ answers }) => textTable(ANSWER_COLUMNS, answers));
  }
}
