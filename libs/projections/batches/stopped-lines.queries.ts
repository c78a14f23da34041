import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, type EntityManager } from 'typeorm';
import type { BusinessDate } from '#kernel/business-date.js';
import type { StoppedLine } from '#payments/batches/stopped-lines.js';
import { type HoldBoard, type HoldInForce, refuseHeld } from '#payments/holds/what-holds-stop.js';
import { holdBoardOn, holdsInForce } from '../holds/holds-in-force.js';

/**
 * The lines of a batch that may not be paid on a day, with every reason of each. Holds, suspensions and changes of an account come
 * after the batch took the tranche in, and its own stream does not learn of them; whoever moves it on asks here.
 */
export class StoppedLinesOf extends Query<readonly StoppedLine[]> {
  constructor(
    readonly batch: string,
    readonly on: BusinessDate,
  ) {
    super();
  }
}

@QueryHandler(StoppedLinesOf)
export class StoppedLinesOfHandler implements IQueryHandler<StoppedLinesOf> {
  constructor(private readonly database: DataSource) {}

  execute({ batch, on }: StoppedLinesOf): Promise<readonly StoppedLine[]> {
    return stoppedLinesOf(this.database.manager, batch, on);
  }
}

interface SuspectLine {
  readonly lineId: string;
  readonly award: string;
  readonly trancheNo: number;
  readonly measure: string;
  readonly parties: readonly string[];
  readonly payee: string;
  readonly isSuspended: boolean;
  readonly held: string | null;
  readonly accountId: string;
  readonly accountNow: string | null;
}

export const stoppedLinesOf = async (
  manager: EntityManager,
  batch: string,
  on: BusinessDate,
): Promise<readonly StoppedLine[]> => {
  const [suspects, board] = await Promise.all([
    suspectsOf(manager, batch, await holdsInForce(manager, on)),
    holdBoardOn(manager, on),
  ]);
  return suspects.flatMap((line) => stopOf(line, stopsOf(line, board)));
};

/** Only lines that anything may stop leave the database: a batch may have 100,000. */
const suspectsOf = (
  manager: EntityManager,
  batch: string,
  holds: readonly HoldInForce[],
): Promise<readonly SuspectLine[]> => {
  const coveredBy = (...kinds: readonly string[]): string[] =>
    holds.filter(({ scope }) => kinds.includes(scope.kind)).flatMap(({ covers }) => covers);
  return manager.query(SUSPECTS, [
    batch,
    coveredBy('award'),
    coveredBy('measure'),
    coveredBy('person', 'enterprise'),
  ]);
};

/** A team is paid through its host, so the account is the host's. */
const SUSPECTS = `
  select line.line_id as "lineId", line.award, line.tranche_no as "trancheNo", award.measure, award.parties, line.payee,
    award.status = 'suspended' as "isSuspended", tranche.held,
    line.account->>'accountId' as "accountId", holder.account_in_use->>'accountId' as "accountNow"
  from views.batch_line line
  join views.award award on award.id = line.award
  join views.due_tranche tranche on tranche.id = line.award || '/' || line.tranche_no
  left join views.party payee on payee.id = line.payee
  left join views.party holder on holder.id = coalesce(payee.register->'team'->>'host', line.payee)
  where line.batch = $1 and line.outcome = 'waiting' and (award.status = 'suspended' or tranche.held is not null
    or holder.account_in_use->>'accountId' is distinct from line.account->>'accountId'
    or line.award = any($2) or award.measure = any($3) or line.payee = any($4) or award.parties && $4)
  order by line.line_id`;

const stopsOf = (line: SuspectLine, board: HoldBoard): readonly Omit<StoppedLine, 'lineId'>[] => {
  const { trancheNo, held, accountId, accountNow } = line;
  const stops: Omit<StoppedLine, 'lineId'>[] = [];
  if (line.isSuspended)
    stops.push({ cause: 'award-suspended', zh: '资助已暂停', en: 'the award is suspended' });
  if (held !== null)
    stops.push({
      cause: 'tranche-held',
      zh: `第 ${trancheNo} 期已暂停支付（${held}）`,
      en: `tranche ${trancheNo} is held (${held})`,
    });
  const inForce = refuseHeld(board.stopping({ ...line, parties: [...line.parties, line.payee] }));
  if (inForce) stops.push({ cause: 'on-hold', zh: inForce.zh, en: inForce.en });
  if (accountNow !== accountId) stops.push(accountChanged(line));
  return stops;
};

/** Every reason at once, so that nobody clears one only to meet the next. */
const stopOf = ({ lineId }: SuspectLine, stops: readonly Omit<StoppedLine, 'lineId'>[]): StoppedLine[] => {
  if (stops.length === 0) return [];
  const joined = (part: 'cause' | 'zh' | 'en', joint: string): string =>
    stops.map((stop) => stop[part]).join(joint);
  return [{ lineId, cause: joined('cause', '+'), zh: joined('zh', '、'), en: joined('en', ', ') }];
};

const accountChanged = ({ accountId, accountNow }: SuspectLine): Omit<StoppedLine, 'lineId'> => ({
  cause: 'account-changed',
  zh:
    accountNow === null
      ? `收款账户 ${accountId} 已停用，收款人现无可用账户`
      : `收款账户已由 ${accountId} 变更为 ${accountNow}`,
  en:
    accountNow === null
      ? `the account ${accountId} is no longer in use and the payee has no other`
      : `the payee's account changed from ${accountId} to ${accountNow}`,
});
