import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { isLogPosition } from '#event-store/log-position.js';
import { type BusinessDate, parseBusinessDate } from '#kernel/business-date.js';
import { ACCOUNT_CODES, accountOf, type AccountCode } from '#ledger/accounts.js';
import { GetAccountStatement } from '#projections/journal/account-statement.js';
import { GetTrialBalance, ListJournal } from '#projections/journal/journal.queries.js';
import { ExportJournal } from '#projections/journal/journal-stream.js';
import { csvOf } from '#table-files/csv-stream.js';
import { CONTENT_TYPES } from '#table-files/table.js';
import { xlsxOf } from '#table-files/xlsx-stream.js';
import { ACCOUNT_CODE } from '../http/path-parts.js';
import { InvalidRequest, languageOf } from '../http/problem.js';
import { pageRequest, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';
import { journalColumns } from './journal-table.js';
import {
  AccountStatementQuery,
  JournalExportQuery,
  journalFilter,
  journalLimits,
  JournalQuery,
  TrialBalanceQuery,
} from './ledger-requests.js';

/** The double-entry ledger, on both time axes. */
@ApiTags('ledger')
@Controller('v1/ledger')
export class LedgerController {
  constructor(@Inject(Views) private readonly views: Views) {}

  @Get('accounts')
  accounts(): object {
    return { items: ACCOUNT_CODES.map((account) => ({ account, ...accountOf(account) })) };
  }

  /** Postings by the day they count from, then in the order of the log. */
  @Get('journal')
  journal(@Query() query: JournalQuery): Promise<WiredPage> {
    return this.views.page(new ListJournal(journalFilter(query), pageRequest(query)));
  }

  /** All postings of the period as a file, written while it is taken. */
  @Get('journal/export')
  @ApiProduces(...Object.values(CONTENT_TYPES))
  async export(
    @Query() query: JournalExportQuery,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ): Promise<StreamableFile> {
    const { format = 'csv', from, to } = query;
    const language = languageOf(acceptLanguage);
    const rows = await this.views.ask(new ExportJournal(journalFilter(query)));
    const title = language === 'zh' ? '日记账' : 'Journal';
    const table = { title, columns: journalColumns(language), rows };
    const period = [from, to].filter((day) => day !== undefined).join('_');
    return new StreamableFile(Readable.from(format === 'csv' ? csvOf(table) : xlsxOf(table)), {
      type: CONTENT_TYPES[format],
      disposition: `attachment; filename="journal${period && `-${period}`}.${format}"`,
    });
  }

  /** One account over a period: opening balance, postings with the balance after each, closing balance. */
  @Get('accounts/:code/statement')
  async statement(
    @Param('code', ACCOUNT_CODE) code: AccountCode,
    @Query() query: AccountStatementQuery,
  ): Promise<unknown> {
    const { from, to, asKnownOn, year } = query;
    const period = {
      from,
      to,
      ...(asKnownOn && { knownOn: asKnownOn }),
      ...(year !== undefined && { fiscalYear: year }),
    };
    const { next: nextCursor, ...statement } = await this.views.ask(
      new GetAccountStatement(code, period, pageRequest(query)),
    );
    return wired({ ...accountOf(code), ...statement, nextCursor });
  }

  @Get('trial-balance')
  async trialBalance(@Query() query: TrialBalanceQuery): Promise<unknown> {
    const limits = journalLimits(query, dayIn, positionIn);
    return wired({ ...limits, ...(await this.views.ask(new GetTrialBalance(limits))) });
  }
}

const dayIn = (text: string): BusinessDate => {
  const day = parseBusinessDate(text);
  if (day) return day;
  throw badAsOf('field.date', '应为真实日期，格式为 YYYY-MM-DD', 'must be a real calendar day, YYYY-MM-DD');
};

const positionIn = (text: string): string => {
  if (isLogPosition(text)) return text;
  throw badAsOf('query.position', '应为日志位置', 'must be a position of the log');
};

const badAsOf = (code: string, zh: string, en: string): InvalidRequest =>
  new InvalidRequest([{ pointer: '/query/asOf', code, zh, en }]);
