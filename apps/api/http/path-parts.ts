import type { PipeTransform } from '@nestjs/common';
import { RefusalError, refuse } from '#kernel/refusal.js';
import { type AccountCode, isAccountCode } from '#ledger/accounts.js';
import { SHEET_KINDS } from '#portfolio-import/sheets.js';
import { programmes } from '#programmes/catalogue.js';
import { ID_PATTERN } from './fields.js';
import { notFound } from './views.js';

/** Twelve characters of `shortId`. */
const SHORT = '[0-9A-HJKMNP-TV-Z]{12}';

const PARTY = new RegExp(`^party-${SHORT}$`);
const AWARD = new RegExp(`^(?:${programmes.map(({ programme }) => programme).join('|')})-${SHORT}$`);

export const isPartyId = (text: string): boolean => PARTY.test(text);
export const isAwardId = (text: string): boolean => AWARD.test(text);

/**
 * Ids in paths. What cannot be the id of such a thing names nothing, so it is not found. The kind is part of the id, and it is
 * checked here so that no stream is ever read as a stream of another kind.
 */
const pathOf = <T>(
  accepts: RegExp,
  refused: () => Error,
  read: (text: string) => T,
): PipeTransform<unknown, T> => ({
  transform: (value) => {
    if (typeof value !== 'string' || !accepts.test(value)) throw refused();
    return read(value);
  },
});

const idOf = (accepts: RegExp, what: string): PipeTransform<unknown, string> =>
  pathOf(
    accepts,
    () => new RefusalError(notFound(what)),
    (text) => text,
  );

const notAPath = (part: string) => (): Error =>
  new RefusalError(refuse('path.not-found', `路径中没有这样的“${part}”`, `The path has no such "${part}"`));

export const PARTY_ID = idOf(PARTY, 'party');
export const AWARD_ID = idOf(AWARD, 'award');
export const BATCH_ID = idOf(new RegExp(`^batch-${SHORT}$`), 'batch');
export const HOLD_ID = idOf(new RegExp(`^hold-${SHORT}$`), 'hold');
export const CASE_ID = idOf(new RegExp(`^recovery-${SHORT}$`), 'recovery-case');
export const TRANSFER_ID = idOf(new RegExp(`^transfer-${SHORT}$`), 'budget-transfer');
export const REVISION_ID = idOf(new RegExp(`^revision-${SHORT}$`), 'revision');
export const BANK_FILE_ID = idOf(/^bankfile-[0-9a-f]{24}$/, 'bank-answer');
export const IMPORT_ID = idOf(new RegExp(`^import-${SHORT}$`), 'import');
/** One table of a portfolio, or all of them. */
export const SHEET_KIND = idOf(new RegExp(`^(?:all|${SHEET_KINDS.join('|')})$`), 'template');
/** The name of a budget line as policy books write it. */
export const BUDGET_LINE = idOf(/^[A-Z][A-Z0-9-]{1,31}$/, 'budget-line');
export const MEASURE_ID = idOf(/^[A-Z0-9]+-[0-9]+(\.[0-9]+[a-z]?)?$/, 'measure');
export const POLICY_BOOK = idOf(/^[A-Z0-9]{1,32}$/, 'policy-book');
/** An id that is looked for inside something: an account, a line, a file. */
export const INNER_ID = pathOf(ID_PATTERN, notAPath('id'), (text) => text);
/** A tranche, an objection, an entry. */
export const NUMBER = pathOf(/^[1-9]\d{0,5}$/, notAPath('number'), Number);
/** A month of the accounts, `2024-03`. */
export const MONTH = pathOf(/^2\d{3}-(?:0[1-9]|1[0-2])$/, notAPath('month'), (text) => text);
export const YEAR = pathOf(/^2\d{3}$/, notAPath('year'), Number);
/** An account of the ledger. */
export const ACCOUNT_CODE: PipeTransform<unknown, AccountCode> = {
  transform: (value) => {
    if (typeof value === 'string' && isAccountCode(value)) return value;
    throw new RefusalError(notFound('account'));
  },
};
