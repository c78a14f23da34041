import type { BusinessDate } from '#kernel/business-date.js';
import { ACCOUNT_CODES, type AccountCode } from '#ledger/accounts.js';
import type { JournalFilter } from '#projections/journal/journal.queries.js';
import type { JournalLimits } from '#projections/journal/journal-limits.js';
import { TABLE_FORMATS, type TableFormat } from '#table-files/table.js';
import { IsBusinessDate, IsChoice, IsId, IsText, IsWholeInQuery } from '../http/fields.js';
import { ListQuery, ViewQuery } from '../http/views.js';

export class JournalQuery extends ListQuery {
  @IsBusinessDate({ optional: true, description: 'first day the postings count from' }) from?: BusinessDate;
  @IsBusinessDate({ optional: true, description: 'last day the postings count from' }) to?: BusinessDate;
  @IsBusinessDate({ optional: true, description: 'only what was on record by the end of that day' })
  asKnownOn?: BusinessDate;
  @IsChoice(ACCOUNT_CODES, { optional: true }) account?: AccountCode;
  @IsId({ optional: true }) award?: string;
  @IsId({ optional: true }) party?: string;
  @IsWholeInQuery(2000, 2999, { optional: true, description: 'fiscal year' }) year?: number;
}

export class JournalExportQuery extends JournalQuery {
  @IsChoice(TABLE_FORMATS, { optional: true, description: '`csv` by default' }) format?: TableFormat;
}

export class AccountStatementQuery extends ListQuery {
  @IsBusinessDate() from: BusinessDate;
  @IsBusinessDate() to: BusinessDate;
  @IsBusinessDate({ optional: true, description: 'only what was on record by the end of that day' })
  asKnownOn?: BusinessDate;
  @IsWholeInQuery(2000, 2999, { optional: true, description: 'fiscal year' }) year?: number;
}

export class TrialBalanceQuery extends ViewQuery {
  @IsText(41, { optional: true, description: 'a day, or with `axis=position` a position of the log' })
  asOf?: string;
  @IsChoice(['effective', 'known', 'position'], {
    optional: true,
    description:
      '`effective` (default): what counts from the day or before; `known`: what was on record by its end; `position`: the log up to it',
  })
  axis?: 'effective' | 'known' | 'position';
  @IsWholeInQuery(2000, 2999, { optional: true, description: 'fiscal year' }) year?: number;
}

export const journalFilter = ({
  asKnownOn,
  year,
  from,
  to,
  account,
  award,
  party,
}: JournalQuery): JournalFilter => ({
  ...(from && { from }),
  ...(to && { to }),
  ...(asKnownOn && { knownOn: asKnownOn }),
  ...(account && { account }),
  ...(award && { award }),
  ...(party && { party }),
  ...(year !== undefined && { fiscalYear: year }),
});

/** @param day reads a day and refuses what is none. */
export const journalLimits = (
  { asOf, axis = 'effective', year }: TrialBalanceQuery,
  day: (text: string) => BusinessDate,
  position: (text: string) => string,
): JournalLimits => ({
  ...(year !== undefined && { fiscalYear: year }),
  ...(asOf !== undefined && axis === 'effective' && { effectiveTo: day(asOf) }),
  ...(asOf !== undefined && axis === 'known' && { knownOn: day(asOf) }),
  ...(asOf !== undefined && axis === 'position' && { position: position(asOf) }),
});
