import { Command, Option, SubCommand } from 'nest-commander';
import { UsageError } from '../exit-codes.js';
import type { Words } from '../language.js';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import { CommandVerb, ServiceVerb, type ServiceOptions, VerbGroup } from '../verb.js';
import { readJson } from '../read-input.js';
import { PolicyPackageVerb } from './policy-package.js';
import { pathOf } from './policy-path.js';

interface VersionOnWire {
  readonly policyVersion: string;
  readonly status: string;
  readonly effectiveFrom: string;
}

interface Difference extends Words {
  readonly path: string;
}

interface ComparisonOnWire {
  readonly book: readonly Difference[];
  readonly measures: readonly {
    readonly measure: string;
    readonly change: string;
    readonly differences: readonly Difference[];
  }[];
}

interface PriceOnWire {
  readonly measures: readonly {
    readonly measure: string;
    readonly awards: number;
    readonly years: readonly {
      readonly year: number;
      readonly beforeYuan: string;
      readonly afterYuan: string;
    }[];
  }[];
  readonly movers: readonly Mover[];
}

interface Mover {
  readonly award: string;
  readonly beforeYuan: string;
  readonly afterYuan: string;
  readonly refusal: Words | null;
}

const bookOf = (content: object, file: string): string => {
  if ('book' in content && typeof content.book === 'string') return encodeURIComponent(content.book);
  throw new UsageError(say('error.file', { file }));
};

const comparison = ({ book, measures }: ComparisonOnWire): string => {
  const lines = [
    ...book.map((one) => one[cliLanguage]),
    ...measures.flatMap(({ measure, change, differences }) =>
      differences.length === 0
        ? [`${measure}: ${change}`]
        : differences.map((one) => `${measure} ${one[cliLanguage]}`),
    ),
  ];
  return lines.length === 0 ? say('policy.same') : lines.join('\n');
};

const state = ({ policyVersion, status, effectiveFrom }: VersionOnWire): string =>
  say('policy.state', { version: policyVersion, status, from: effectiveFrom });

@SubCommand({ name: 'check', arguments: '<file>', description: say('help.policy.check') })
export class PolicyCheckVerb extends ServiceVerb {
  async run([file = '']: string[], options: ServiceOptions): Promise<void> {
    const content = await readJson(file);
    const service = await this.service(options, 'officer');
    const path = `/v1/policy-books/${bookOf(content, file)}/drafts/check`;
    this.show(options, (await service.post<ComparisonOnWire>(path, content)).view, comparison);
  }
}

@SubCommand({ name: 'draft', arguments: '<file>', description: say('help.policy.draft') })
export class PolicyDraftVerb extends CommandVerb {
  async run([file = '']: string[], options: ServiceOptions): Promise<void> {
    const content = await readJson(file);
    const service = await this.service(options, 'officer');
    const path = `/v1/policy-books/${bookOf(content, file)}/drafts`;
    const { view } = await service.post<VersionOnWire>(path, content, options.idempotencyKey);
    this.show(options, view, state);
  }
}

@SubCommand({ name: 'compare', arguments: '<version>', description: say('help.policy.compare') })
export class PolicyCompareVerb extends ServiceVerb {
  async run([version = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    this.show(options, await service.get<ComparisonOnWire>(`${pathOf(version)}/compare`), comparison);
  }
}

@SubCommand({ name: 'publish', arguments: '<version>', description: say('help.policy.publish') })
export class PolicyPublishVerb extends CommandVerb {
  async run(
    [version = '']: string[],
    options: ServiceOptions & { readonly retroactive?: boolean },
  ): Promise<void> {
    const service = await this.service(options, 'admin');
    const body = { retroactive: options.retroactive ?? false };
    const { view } = await service.post<VersionOnWire>(
      `${pathOf(version)}/publish`,
      body,
      options.idempotencyKey,
    );
    this.show(options, view, state);
  }

  @Option({ flags: '--retroactive', description: say('option.retroactive') })
  readRetroactive(): boolean {
    return true;
  }
}

interface YearPrice {
  readonly measure: string;
  readonly year: number;
  readonly beforeYuan: string;
  readonly afterYuan: string;
}

const before = { title: say('column.before'), align: 'right' } as const;
const after = { title: say('column.after'), align: 'right' } as const;

const YEARS: readonly Column<YearPrice>[] = [
  { title: say('column.measure'), value: ({ measure }) => measure },
  { title: say('column.year'), value: ({ year }) => year },
  { ...before, value: ({ beforeYuan }) => grouped(beforeYuan) },
  { ...after, value: ({ afterYuan }) => grouped(afterYuan) },
];

const MOVERS: readonly Column<Mover>[] = [
  { title: say('column.award'), value: ({ award }) => award },
  { ...before, value: ({ beforeYuan }) => grouped(beforeYuan) },
  { ...after, value: ({ afterYuan }) => grouped(afterYuan) },
  { title: say('column.reason'), value: ({ refusal }) => refusal?.[cliLanguage] ?? null },
];

@SubCommand({ name: 'what-if', arguments: '<version>', description: say('help.policy.whatIf') })
export class PolicyWhatIfVerb extends ServiceVerb {
  async run([version = '']: string[], options: ServiceOptions): Promise<void> {
    const service = await this.service(options, 'auditor');
    const { view } = await service.post<PriceOnWire>(`${pathOf(version)}/what-if`, {});
    this.show(options, view, ({ measures, movers }) => {
      const years = measures.flatMap(({ measure, years: list }) => list.map((one) => ({ measure, ...one })));
      return [textTable(YEARS, years), textTable(MOVERS, movers)].join('\n\n');
    });
  }
}

@Command({
  name: 'policy',
  description: say('help.policy'),
  subCommands: [
    PolicyCheckVerb,
    PolicyDraftVerb,
    PolicyCompareVerb,
    PolicyPublishVerb,
    PolicyWhatIfVerb,
    PolicyPackageVerb,
  ],
})
export class PolicyVerb extends VerbGroup {}
