import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { LogPosition } from '#event-store/envelope.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { HoldScope } from '#payments/holds/hold.events.js';
import {
  type HoldBoard,
  type HoldInForce,
  holdBoard,
  type OpenTranche,
} from '#payments/holds/what-holds-stop.js';
import { AwardRow } from '../awards/award.entity.js';
import { DueTrancheRow } from '../due-tranches/due-tranche.entity.js';
import { PartyRow } from '../parties/party.entity.js';
import { HoldRow } from './hold.entity.js';

/**
 * Every hold that bites on a day.
 *
 * @param at as the log was at this position, so that an event that is handled again finds what it found before; now without it.
 */
export const holdsInForce = async (
  manager: EntityManager,
  on: BusinessDate,
  at?: LogPosition,
): Promise<readonly HoldInForce[]> => {
  const query = manager
    .createQueryBuilder(HoldRow, 'hold')
    .where('hold.from <= :on and (hold.until is null or hold.until >= :on)', { on });
  if (at === undefined) query.andWhere("hold.status = 'in-force'");
  else query.andWhere('hold.placedAt <= :at and (hold.endedAt is null or hold.endedAt > :at)', { at });
  const rows = await query.orderBy('hold.from').addOrderBy('hold.id').getMany();
  return Promise.all(rows.map((row) => inForce(manager, row)));
};

const inForce = async (manager: EntityManager, row: HoldRow): Promise<HoldInForce> => {
  const { id: hold, reason, placedBy, amountFen } = row;
  const scope = { kind: row.scopeKind, id: row.scopeId };
  const covers = await coversOf(manager, scope);
  return { hold, scope, reason, placedBy, until: row.until as BusinessDate | null, amountFen, covers };
};

/** A party that was merged goes by several ids, and awards name the one they were given. */
export const coversOf = async (
  manager: EntityManager,
  { kind, id }: HoldScope,
): Promise<readonly string[]> => {
  if (kind === 'award' || kind === 'measure') return [id];
  const party = await manager.findOneBy(PartyRow, { id });
  return [id, ...(party?.register?.absorbed ?? [])];
};

/** What holds stop on a day, as the views have it. */
export const holdBoardOn = async (manager: EntityManager, on: BusinessDate): Promise<HoldBoard> =>
  holdBoard(await holdsInForce(manager, on), (hold) => openUnder(manager, hold));

/** Statuses of a batch whose money is still here. */
const NOT_YET_SENT = "('assembling', 'drafted', 'submitted', 'approved', 'sealed')";

/** Money that is granted and has not left: what a hold can still keep back. */
const OPEN = `(tranche.status in ('released', 'queued', 'returned') or (tranche.status = 'in-batch'
  and exists (select from views.batch where batch.id = tranche.batch and batch.status in ${NOT_YET_SENT})))`;

/** All tranches in the scope of a hold, whatever their status. */
export const tranchesUnder = (
  manager: EntityManager,
  { scope, covers }: Pick<HoldInForce, 'scope' | 'covers'>,
): SelectQueryBuilder<DueTrancheRow> => {
  const query = manager.createQueryBuilder(DueTrancheRow, 'tranche');
  const ids = [...covers];
  if (scope.kind === 'award') return query.where('tranche.award = any(:ids)', { ids });
  if (scope.kind === 'measure') return query.where('tranche.measure = any(:ids)', { ids });
  return query.where(
    '(tranche.payee = any(:ids) or exists (select from views.award where award.id = tranche.award and award.parties && :ids))',
    { ids },
  );
};

/** With the parties of their awards; longest waiting first. */
export const openUnder = async (
  manager: EntityManager,
  hold: Pick<HoldInForce, 'scope' | 'covers'>,
): Promise<readonly (OpenTranche & { readonly row: DueTrancheRow })[]> => {
  const rows = await tranchesUnder(manager, hold).andWhere(OPEN).orderBy('tranche.dueOn').getMany();
  const partiesOf = await partiesOfAwards(manager, rows);
  return rows.map((row) => ({ ...subjectOf(row, partiesOf), row }));
};

/** By award: everybody it names. */
export const partiesOfAwards = async (
  manager: EntityManager,
  rows: readonly DueTrancheRow[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = await manager
    .createQueryBuilder(AwardRow, 'award')
    .select(['award.id', 'award.parties'])
    .where('award.id = any(:ids)', { ids: [...new Set(rows.map(({ award }) => award))] })
    .getMany();
  return new Map(found.map(({ id, parties }) => [id, parties]));
};

export const subjectOf = (
  { award, measure, trancheNo, netFen, dueOn, payee }: DueTrancheRow,
  partiesOf: ReadonlyMap<string, readonly string[]>,
): OpenTranche => ({
  award,
  measure,
  trancheNo,
  netFen,
  dueOn,
  parties: [...new Set([...(partiesOf.get(award) ?? []), payee])],
});
