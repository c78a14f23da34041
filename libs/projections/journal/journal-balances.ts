import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { fromStored, type JsonObject } from '#kernel/fen-json.js';
import type { AccountCode } from '#ledger/accounts.js';
import { plus, type Turnover } from '#ledger/trial-balance.js';
import { JournalDayRow, JournalPostingRow } from './journal.entity.js';
import { type JournalLimits, withinDays } from './journal-limits.js';

interface AccountTurnover extends Turnover {
  readonly account: AccountCode;
}

const ofSameDay = `posting.account = row.account and posting.fiscal_year = row.fiscal_year
  and posting.effective_on = row.effective_on and posting.recorded_on = row.recorded_on`;

/**
 * What went through every account within the limits, or through one of them. A position cuts some days in two; of those, and only of
 * those, the postings are looked at.
 */
export const turnoversWithin = async (
  manager: EntityManager,
  limits: JournalLimits,
  account?: AccountCode,
): Promise<ReadonlyMap<AccountCode, Turnover>> => {
  const { position } = limits;
  const days = (): SelectQueryBuilder<JournalDayRow> => {
    const query = withinDays(manager.createQueryBuilder(JournalDayRow, 'row'), limits);
    return account === undefined ? query : query.andWhere('row.account = :account', { account });
  };
  if (position === undefined) return summed([...(await sums(days(), 'row'))]);
  const whole = days().andWhere('row.last_position <= :position', { position });
  const cut = days()
    .innerJoin(JournalPostingRow, 'posting', ofSameDay)
    .andWhere('row.first_position <= :position and row.last_position > :position', { position })
    .andWhere('posting.position <= :position');
  return summed([...(await sums(whole, 'row')), ...(await sums(cut, 'posting'))]);
};

const sums = async (
  query: SelectQueryBuilder<JournalDayRow>,
  of: 'row' | 'posting',
): Promise<readonly AccountTurnover[]> => {
  const rows = await query
    .select('row.account', 'account')
    .addSelect(`sum(${of}.debit_fen)`, 'debitFen')
    .addSelect(`sum(${of}.credit_fen)`, 'creditFen')
    .groupBy('row.account')
    .getRawMany<JsonObject>();
  return rows.map((row) => fromStored(row) as AccountTurnover);
};

const summed = (turnovers: readonly AccountTurnover[]): ReadonlyMap<AccountCode, Turnover> => {
  const byAccount = new Map<AccountCode, Turnover>();
  for (const turnover of turnovers)
    byAccount.set(turnover.account, plus(byAccount.get(turnover.account), turnover));
  return byAccount;
};
