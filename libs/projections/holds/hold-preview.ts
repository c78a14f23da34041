import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, type EntityManager } from 'typeorm';
import type { Words } from '#programmes/award/derivation.js';
import type { HoldScope } from '#payments/holds/hold.events.js';
import {
  type HoldInForce,
  type OpenTranche,
  stoppedBy,
  totalHeldFen,
} from '#payments/holds/what-holds-stop.js';
import type { Fen } from '#kernel/money.js';
import type { DueTrancheRow } from '../due-tranches/due-tranche.entity.js';
import { coversOf, openUnder, tranchesUnder } from './holds-in-force.js';

export interface HeldTranche {
  readonly award: string;
  readonly trancheNo: number;
  readonly title: Words;
  readonly payee: string;
  readonly status: string;
  readonly dueOn: string;
  readonly netFen: Fen;
  readonly batch: string | null;
}

/** What a hold stops today, or would stop if it were placed today. */
export interface HoldPreview {
  /** Money that is granted and would stay here; the first of them. */
  readonly stops: readonly HeldTranche[];
  readonly stopsCount: number;
  readonly stopsFen: Fen;
  /** Money in the scope that goes on: a hold of an amount lets go of what it does not need. */
  readonly goesOnCount: number;
  readonly goesOnFen: Fen;
  /** Tranches that are not released yet; a hold of everything stops their release, one of an amount what comes after it. */
  readonly notReleasedCount: number;
  /** In a batch that was sent already: no hold reaches them. */
  readonly tooLate: readonly HeldTranche[];
}

const SHOWN = 200;

export class PreviewHold extends Query<HoldPreview> {
  constructor(
    readonly scope: HoldScope,
    readonly amountFen: Fen | null,
  ) {
    super();
  }
}

@QueryHandler(PreviewHold)
export class PreviewHoldHandler implements IQueryHandler<PreviewHold> {
  constructor(private readonly database: DataSource) {}

  async execute({ scope, amountFen }: PreviewHold): Promise<HoldPreview> {
    const { manager } = this.database;
    const hold = await asIfPlaced(manager, scope, amountFen);
    const open = await openUnder(manager, hold);
    const stopped = new Set<OpenTranche>(stoppedBy(hold, open));
    const stops = open.filter((tranche) => stopped.has(tranche));
    const stopsFen = totalHeldFen(stops);
    const openIds = new Set(open.map(({ row: { id } }) => id));
    const others = (
      await tranchesUnder(manager, hold)
        .andWhere("tranche.status not in ('paid', 'cancelled')")
        .orderBy('tranche.dueOn')
        .getMany()
    ).filter(({ id }) => !openIds.has(id));
    const atBank = others.filter(({ status }) => status === 'in-batch');
    return {
      stops: stops.slice(0, SHOWN).map(({ row }) => shown(row)),
      stopsCount: stops.length,
      stopsFen,
      goesOnCount: open.length - stops.length,
      goesOnFen: totalHeldFen(open) - stopsFen,
      notReleasedCount: others.length - atBank.length,
      tooLate: atBank.slice(0, SHOWN).map(shown),
    };
  }
}

const asIfPlaced = async (
  manager: EntityManager,
  scope: HoldScope,
  amountFen: Fen | null,
): Promise<HoldInForce> => {
  const covers = await coversOf(manager, scope);
  return { hold: 'preview', scope, reason: '', placedBy: '', until: null, amountFen, covers };
};

const shown = ({
  award,
  trancheNo,
  title,
  payee,
  status,
  dueOn,
  netFen,
  batch,
}: DueTrancheRow): HeldTranche => ({
  award,
  trancheNo,
  title,
  payee,
  status,
  dueOn,
  netFen,
  batch,
});
