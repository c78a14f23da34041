import { ArrayOverlap, type DataSource, In, Not } from 'typeorm';
import type { LogPosition } from '#event-store/envelope.js';
import type { Lookups } from '#processes/lookups.js';
import { AwardRow } from '#projections/awards/award.entity.js';
import { BatchLineRow } from '#projections/batches/batch.entity.js';
import { CapAccountRow } from '#projections/caps/cap.entity.js';
import { pastDeadlines } from '#projections/deadlines/deadlines.queries.js';
import { DueTrancheRow } from '#projections/due-tranches/due-tranche.entity.js';
import { holdsInForce, openUnder } from '#projections/holds/holds-in-force.js';
import {
  OpenCasesOfDebtor,
  OpenCasesOfDebtorHandler,
} from '#projections/recovery-cases/recovery-cases.queries.js';

/** The questions of the process managers, answered by the read models once they have seen the event in hand. */
export const viewsLookups = (views: DataSource, seen: (position: LogPosition) => Promise<void>): Lookups => {
  const openCases = new OpenCasesOfDebtorHandler(views);
  return {
    at: seen,
    openCasesOf: async (debtor) =>
      (await openCases.execute(new OpenCasesOfDebtor(debtor))).map(({ caseId }) => caseId),
    releasedTranchesOf: (payee) =>
      views.manager.find(DueTrancheRow, {
        where: { payee, status: 'released' },
        order: { releasedOn: 'ASC', id: 'ASC' },
      }),
    capAccountsOf: async (parties) => {
      const where = { subject: In([...parties]) };
      const rows = await views.manager.find(CapAccountRow, { where, order: { id: 'ASC' } });
      return rows.flatMap(({ capKey, subject, window }) =>
        capKey !== null && subject !== null && window !== null ? [{ capKey, subject, window }] : [],
      );
    },
    runningAwards: async (parties, measures) => {
      const where = {
        measure: In([...measures]),
        status: In(['approved', 'active', 'suspended']),
        parties: ArrayOverlap([...parties]),
      };
      const rows = await views.manager.find(AwardRow, { where, select: { id: true }, order: { id: 'ASC' } });
      return rows.map(({ id }) => id);
    },
    deadlinesBefore: async (day) =>
      (await pastDeadlines(views.manager, day)).flatMap(({ id: key, kind, subject, dueOn, correlationId }) =>
        dueOn === null ? [] : [{ key, kind, subject, dueOn, correlationId }],
      ),
    holdsInForce: (day, position) => holdsInForce(views.manager, day, position),
    openTranchesUnder: (hold) => openUnder(views.manager, hold),
    batchOfLine: async (lineId) =>
      (await views.manager.findOneBy(BatchLineRow, { lineId, outcome: Not('removed') }))?.batch,
  };
};
