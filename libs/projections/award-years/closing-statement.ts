import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, type EntityManager } from 'typeorm';
import { fromStored, type JsonObject } from '#kernel/fen-json.js';
import { type Fen, sumFen } from '#kernel/money.js';
import { BudgetLineRow } from '../budget-lines/budget-line.entity.js';
import { MONEY_COLUMNS, type MoneyFigures } from './award-years.queries.js';

/** One programme in one fiscal year. Everything belongs to the year whose budget paid, also when the bank or the debtor was later. */
export interface ProgrammeStatement extends MoneyFigures {
  readonly programme: string;
  /** Lines the bank says it paid and that did not come back. */
  readonly settledFen: Fen;
  /** Paid back by debtors through the bank. */
  readonly repaidFen: Fen;
  /** Came in from debtors beyond what they owed, since the bank gave a payment back; owed to them. */
  readonly overpaidFen: Fen;
  /** Of that, paid back to them; what is left is `overpaidFen`. */
  readonly paidBackFen: Fen;
  /** settled − repaid + paid back: what left the account for good. */
  readonly settledNetFen: Fen;
}

export interface ClosingStatement {
  readonly fiscalYear: number;
  readonly programmes: readonly ProgrammeStatement[];
  readonly budgetLines: readonly Readonly<BudgetLineRow>[];
  readonly totals: {
    readonly appropriatedFen: Fen;
    readonly committedFen: Fen;
    readonly freeFen: Fen;
    readonly paidFen: Fen;
    readonly openFen: Fen;
    readonly recoveredFen: Fen;
    readonly settledFen: Fen;
    readonly repaidFen: Fen;
    readonly overpaidFen: Fen;
    readonly paidBackFen: Fen;
    readonly settledNetFen: Fen;
  };
}

/** Totals of a fiscal year, by programme and by budget line. */
export class GetClosingStatement extends Query<ClosingStatement> {
  constructor(readonly fiscalYear: number) {
    super();
  }
}

@QueryHandler(GetClosingStatement)
export class GetClosingStatementHandler implements IQueryHandler<GetClosingStatement> {
  constructor(private readonly database: DataSource) {}

  /** In one snapshot, so that the figures belong together. */
  execute({ fiscalYear }: GetClosingStatement): Promise<ClosingStatement> {
    return this.database.transaction('REPEATABLE READ', async (manager) => {
      const programmes = await programmeStatements(manager, fiscalYear);
      const budgetLines = await manager.find(BudgetLineRow, {
        where: { year: fiscalYear },
        order: { line: 'ASC' },
      });
      return { fiscalYear, programmes, budgetLines, totals: totalsOf(programmes, budgetLines) };
    });
  }
}

const MONEY = Object.entries(MONEY_COLUMNS)
  .map(([name, sql]) => `${sql} as "${name}"`)
  .join(', ');

const STATEMENT = `
  select money.programme, ${MONEY},
         coalesce(sum(line.settled_fen), 0) as "settledFen",
         coalesce(sum(receipt.repaid_fen), 0) as "repaidFen",
         coalesce(sum(receipt.overpaid_fen), 0) as "overpaidFen",
         coalesce(sum(receipt.paid_back_fen), 0) as "paidBackFen",
         coalesce(sum(line.settled_fen), 0) - coalesce(sum(receipt.repaid_fen), 0)
           + coalesce(sum(receipt.paid_back_fen), 0) as "settledNetFen"
    from views.award_money money
    left join lateral (
      select sum(net_fen) as settled_fen from views.batch_line
       where award = money.award and tranche_no = money.tranche_no and attempt = money.attempt and outcome = 'settled'
    ) line on true
    left join lateral (
      select sum(amount_fen) filter (where how = 'repayment') as repaid_fen,
             -coalesce(sum(amount_fen) filter (where how = 'correction'), 0)
               + coalesce(sum(amount_fen) filter (where how = 'refund'), 0) as overpaid_fen,
             -sum(amount_fen) filter (where how = 'refund') as paid_back_fen
        from views.recovery_receipt
       where award = money.award and tranche_no = money.tranche_no and attempt = money.attempt
    ) receipt on true
   where money.fiscal_year = $1
   group by money.programme
   order by money.programme`;

const programmeStatements = async (
  manager: EntityManager,
  fiscalYear: number,
): Promise<ProgrammeStatement[]> => {
  const rows: JsonObject[] = await manager.query(STATEMENT, [fiscalYear]);
  return rows.map(fromStored) as ProgrammeStatement[];
};

const totalsOf = (
  programmes: readonly ProgrammeStatement[],
  lines: readonly BudgetLineRow[],
): ClosingStatement['totals'] => {
  const total = (amount: (programme: ProgrammeStatement) => Fen): Fen => sumFen(programmes.map(amount));
  return {
    appropriatedFen: sumFen(lines.map(({ appropriatedFen }) => appropriatedFen)),
    committedFen: total(({ committedFen }) => committedFen),
    freeFen: sumFen(lines.map(({ freeFen }) => freeFen)),
    paidFen: total(({ paidFen }) => paidFen),
    openFen: total(({ openFen }) => openFen),
    recoveredFen: total(({ recoveredFen }) => recoveredFen),
    settledFen: total(({ settledFen }) => settledFen),
    repaidFen: total(({ repaidFen }) => repaidFen),
    overpaidFen: total(({ overpaidFen }) => overpaidFen),
    paidBackFen: total(({ paidBackFen }) => paidBackFen),
    settledNetFen: total(({ settledNetFen }) => settledNetFen),
  };
};
