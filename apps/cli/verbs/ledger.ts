import { writeFile } from 'node:fs/promises';
import { Command, Option, SubCommand } from 'nest-commander';
import { Unsuccessful } from '../exit-codes.js';
import { pageTable, printNext } from '../lists.js';
import { cliLanguage, say } from '../speech.js';
import { type Column, grouped, textTable } from '../text-table.js';
import {
  CommandVerb,
  oneOf,
  queryOf,
  required,
  ServiceVerb,
  type ServiceOptions,
  VerbGroup,
} from '../verb.js';
import type {
  AccountBalanceOnWire,
  AccountStatementOnWire,
  ComparisonOnWire,
  DayEndProofOnWire,
  JournalPostingOnWire,
  TrialBalanceOnWire,
} from '../ledger-wire.js';
import type { Page } from '../wire.js';
import { PERIOD_VERBS } from './ledger-periods.js';

interface PeriodOptions extends ServiceOptions {
  readonly from?: string;
  readonly to?: string;
  readonly asKnownOn?: string;
}

/** Which postings: of which days, as known when. */
abstract class PeriodVerb extends ServiceVerb {
  @Option({ flags: '--from <date>', description: say('option.from') })
  readFrom(value: string): string {
    return value;
  }

  @Option({ flags: '--to <date>', description: say('option.to') })
  readTo(value: string): string {
    return value;
  }

  @Option({ flags: '--as-known-on <date>', description: say('option.asKnownOn') })
  readAsKnownOn(value: string): string {
    return value;
  }
}

const POSTING_COLUMNS: readonly Column<JournalPostingOnWire>[] = [
  { title: say('column.day'), value: ({ effectiveOn }) => effectiveOn },
  { title: say('column.account'), value: ({ account }) => account },
  { title: say('column.event'), value: ({ eventType }) => eventType },
  { title: say('column.debit'), value: ({ debitYuan }) => grouped(debitYuan), align: 'right' },
  { title: say('column.credit'), value: ({ creditYuan }) => grouped(creditYuan), align: 'right' },
  { title: say('column.award'), value: ({ award }) => award },
  { title: say('column.no'), value: ({ trancheNo }) => trancheNo },
];

interface JournalOptions extends PeriodOptions {
  readonly account?: string;
  readonly award?: string;
  readonly party?: string;
}

@SubCommand({ name: 'journal', description: say('help.ledger.journal') })
export class LedgerJournalVerb extends PeriodVerb {
  async run(_: string[], options: JournalOptions): Promise<void> {
    const { from, to, asKnownOn, account, award, party } = options;
    const service = await this.service(options, 'auditor');
    const page = await service.get<Page<JournalPostingOnWire>>(
      `/v1/ledger/journal${queryOf({ from, to, asKnownOn, account, award, party })}`,
    );
    this.show(options, page, (view) => pageTable(POSTING_COLUMNS, view));
  }

  @Option({ flags: '--account <code>', description: say('option.account') })
  readAccount(value: string): string {
    return value;
  }

  @Option({ flags: '--award <award>', description: say('option.award') })
  readAward(value: string): string {
    return value;
  }

  @Option({ flags: '--party <party>', description: say('option.party') })
  readParty(value: string): string {
    return value;
  }
}

@SubCommand({ name: 'account', arguments: '<code>', description: say('help.ledger.account') })
export class LedgerAccountVerb extends PeriodVerb {
  async run([code = '']: string[], options: PeriodOptions): Promise<void> {
    const period = {
      from: required(options.from, '--from'),
      to: required(options.to, '--to'),
      asKnownOn: options.asKnownOn,
    };
    const service = await this.service(options, 'auditor');
    const statement = await service.get<AccountStatementOnWire>(
      `/v1/ledger/accounts/${encodeURIComponent(code)}/statement${queryOf(period)}`,
    );
    this.show(options, statement, (view) =>
      [
        say('ledger.opening', { yuan: grouped(view.openingYuan) ?? '' }),
        pageTable(
          [
            ...POSTING_COLUMNS,
            {
              title: say('column.balance'),
              value: ({ balanceYuan }) => grouped(balanceYuan),
              align: 'right',
            },
          ],
          view,
        ),
        say('ledger.closing', { yuan: grouped(view.closingYuan) ?? '' }),
      ].join('\n'),
    );
  }
}

const BALANCE_COLUMNS: readonly Column<AccountBalanceOnWire>[] = [
  { title: say('column.account'), value: ({ account }) => account },
  { title: say('column.accountName'), value: (account) => account[cliLanguage] },
  { title: say('column.debit'), value: ({ debitYuan }) => grouped(debitYuan), align: 'right' },
  { title: say('column.credit'), value: ({ creditYuan }) => grouped(creditYuan), align: 'right' },
  { title: say('column.balance'), value: ({ balanceYuan }) => grouped(balanceYuan), align: 'right' },
];

interface TrialBalanceOptions extends ServiceOptions {
  readonly asOf?: string;
  readonly axis?: string;
}

@SubCommand({ name: 'trial-balance', description: say('help.ledger.trialBalance') })
export class LedgerTrialBalanceVerb extends ServiceVerb {
  async run(_: string[], options: TrialBalanceOptions): Promise<void> {
    const { asOf, axis } = options;
    const service = await this.service(options, 'auditor');
    const balance = await service.get<TrialBalanceOnWire>(
      `/v1/ledger/trial-balance${queryOf({ asOf, axis })}`,
    );
    this.show(options, balance, ({ accounts, balanced, debitYuan, creditYuan }) => {
      const sums = `${grouped(debitYuan) ?? ''} ${balanced ? '=' : '≠'} ${grouped(creditYuan) ?? ''}`;
      return `${textTable(BALANCE_COLUMNS, accounts)}\n\n${balanced ? '✔' : '✖'} ${sums}`;
    });
  }

  @Option({ flags: '--as-of <date>', description: say('option.on') })
  readAsOf(value: string): string {
    return value;
  }

  @Option({ flags: '--axis <axis>', description: say('option.axisOfBalance') })
  readAxis(value: string): string {
    return oneOf('--axis', value, ['known', 'effective', 'position']);
  }
}

interface ExportOptions extends PeriodOptions {
  readonly fileFormat?: string;
  readonly out?: string;
}

@SubCommand({ name: 'export', description: say('help.ledger.export') })
export class LedgerExportVerb extends PeriodVerb {
  async run(_: string[], options: ExportOptions): Promise<void> {
    const { from, to, asKnownOn, fileFormat: format } = options;
    const service = await this.service(options, 'auditor');
    const file = await service.file(`/v1/ledger/journal/export${queryOf({ from, to, asKnownOn, format })}`);
    const name = options.out ?? file.fileName;
    await writeFile(name, file.bytes);
    this.show(options, { file: name, bytes: file.bytes.length }, (view) => say('ledger.saved', view));
  }

  @Option({ flags: '--file-format <format>', description: say('option.fileFormat') })
  readFileFormat(value: string): string {
    return oneOf('--file-format', value, ['csv', 'xlsx']);
  }

  @Option({ flags: '--out <file>', description: say('option.out') })
  readOut(value: string): string {
    return value;
  }
}

const verdictOf = ({ rule, lineCount, holds, differenceCount, differences }: ComparisonOnWire): string =>
  [
    `${holds ? '✔' : '✖'} ${rule[cliLanguage]}  ${say('ledger.lines', { count: lineCount })}`,
    ...differences.map(
      ({ path, figure, leftYuan, rightYuan }) =>
        `    ${path.join(' → ')}  ${figure.replace(/Fen$/, '')}  ${grouped(leftYuan) ?? ''} ≠ ${grouped(rightYuan) ?? ''}`,
    ),
    ...(differenceCount > differences.length ? [`    … ${differenceCount}`] : []),
  ].join('\n');

@SubCommand({ name: 'prove', description: say('help.ledger.prove') })
export class LedgerProveVerb extends CommandVerb {
  async run(_: string[], options: ServiceOptions & { readonly on?: string }): Promise<void> {
    const service = await this.service(options, 'checker');
    const { view } = await service.post<DayEndProofOnWire>(
      '/v1/ledger/day-end-proofs',
      options.on === undefined ? {} : { on: options.on },
      options.idempotencyKey,
    );
    this.show(options, view, ({ comparisons }) => comparisons.map(verdictOf).join('\n'));
    const result = { on: view.on, hash: view.resultsHash };
    if (!view.holds) throw new Unsuccessful(say('ledger.differs', result));
    printNext(options.format, say('ledger.proved', result));
  }

  @Option({ flags: '--on <date>', description: say('option.on') })
  readOn(value: string): string {
    return value;
  }
}

@Command({
  name: 'ledger',
  description: say('help.ledger'),
  subCommands: [
    LedgerJournalVerb,
    LedgerAccountVerb,
    LedgerTrialBalanceVerb,
    LedgerExportVerb,
    LedgerProveVerb,
    ...PERIOD_VERBS,
  ],
})
export class LedgerVerb extends VerbGroup {}
