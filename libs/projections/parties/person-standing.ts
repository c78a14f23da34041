import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, In } from 'typeorm';
import { addYears, type BusinessDate } from '#kernel/business-date.js';
import type { PersonStanding } from '#parties/forget-person.js';
import { AwardRow } from '../awards/award.entity.js';
import { DueTrancheRow } from '../due-tranches/due-tranche.entity.js';
import { PartyRow } from './party.entity.js';
import { RecoveryCaseRow, RecoveryReceiptRow } from '../recovery-cases/recovery-case.entity.js';

/** What stands against forgetting a person: running awards, money due, open cases, and how long records are kept. */
export class PersonStandingOf extends Query<PersonStanding> {
  constructor(
    readonly party: string,
    readonly today: BusinessDate,
    /** Counted from the last day on which an award ended or money came back. */
    readonly retentionYears: number,
  ) {
    super();
  }
}

const ON_THE_WAY = ['releasing', 'queued', 'released', 'in-batch', 'returned'] as const;
/** In all other statuses more money may still be demanded or come in. */
const CLOSED_CASES = ['repaid', 'written-off', 'dismissed'];

@QueryHandler(PersonStandingOf)
export class PersonStandingOfHandler implements IQueryHandler<PersonStandingOf> {
  constructor(private readonly database: DataSource) {}

  async execute({ party, today, retentionYears }: PersonStandingOf): Promise<PersonStanding> {
    const { manager } = this.database;
    const row = await manager.findOneBy(PartyRow, { id: party });
    // Awards of a former identity are paid and owed under its id.
    const ids = [party, ...(row?.register?.absorbed ?? [])];
    const awards = await manager
      .createQueryBuilder(AwardRow, 'award')
      .where('award.parties && :ids', { ids })
      .orderBy('award.id')
      .getMany();
    const due = await manager.find(DueTrancheRow, { where: { payee: In(ids), status: In([...ON_THE_WAY]) } });
    const cases = await manager.find(RecoveryCaseRow, { where: { debtor: In(ids) } });
    const receipts = await manager.find(RecoveryReceiptRow, {
      where: { caseId: In(cases.map(({ caseId }) => caseId)) },
    });
    const lastDay = [
      ...awards.flatMap(({ ending }) => ending?.on ?? []),
      ...receipts.map(({ receivedOn }) => receivedOn as BusinessDate),
    ]
      .toSorted()
      .at(-1);
    return {
      today,
      keptUntil: lastDay === undefined ? null : addYears(lastDay, retentionYears),
      awards: awards.map(({ id }) => id),
      runningAwards: awards.filter(({ ending }) => ending === null).map(({ id }) => id),
      dueTranches: due.map(({ award, trancheNo }) => `${award}/${trancheNo}`).toSorted(),
      openCases: cases
        .filter(({ status }) => !CLOSED_CASES.includes(status))
        .map(({ caseId }) => caseId)
        .toSorted(),
    };
  }
}
