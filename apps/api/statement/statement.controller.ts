import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EventStore } from '#event-store/event-store.js';
import { yearOf } from '#kernel/business-date.js';
import { sumFen } from '#kernel/money.js';
import { type ClosingStatement, GetClosingStatement } from '#projections/award-years/closing-statement.js';
import { ListAwardYears } from '#projections/award-years/award-years.queries.js';
import { ListBudgetLines } from '#projections/budget-lines/budget-lines.queries.js';
import type { Reactions } from '../../platform/reactions.js';
import { EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import { BusinessDay } from '../http/business-day.js';
import { IsId, IsText, IsWholeInQuery } from '../http/fields.js';
import { ListQuery, pageRequest, ViewQuery, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';
import { readAtRest } from './at-rest.js';
import { statementChecks, type StatementTotals } from './statement-checks.js';

const PATIENCE_MS = 5_000;

export class AwardYearQuery extends ListQuery {
  @IsText(40, { optional: true }) programme?: string;
  @IsWholeInQuery(2000, 2999, { optional: true }) year?: number;
  @IsId({ optional: true }) award?: string;
}

export class StatementQuery extends ViewQuery {
  @IsWholeInQuery(2000, 2999, { optional: true, description: 'one fiscal year; all of them when absent' })
  year?: number;
}

@ApiTags('statement')
@Controller('v1')
export class StatementController {
  constructor(
    @Inject(Views) private readonly views: Views,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(REACTIONS) private readonly reactions: Reactions,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get('award-years')
  awardYears(@Query() query: AwardYearQuery): Promise<WiredPage> {
    const { programme, award, year } = query;
    const filter = {
      ...(programme && { programme }),
      ...(award && { award }),
      ...(year !== undefined && { fiscalYear: year }),
    };
    return this.views.page(new ListAwardYears(filter, pageRequest(query)));
  }

  /**
   * The year’s closing: every figure, and the equations that hold between them. They hold at rest; while others write without a
   * pause, `atRest` is false and a figure may be one step ahead of another.
   */
  @Get('statement')
  async statement(@Query() { year }: StatementQuery): Promise<unknown> {
    const { value, ...cut } = await readAtRest(this.store, this.reactions, PATIENCE_MS, () =>
      this.#figures(year),
    );
    return wired({ ...cut, ...value });
  }

  async #figures(year: number | undefined): Promise<object> {
    const years = year === undefined ? await this.#years() : [year];
    const statements: ClosingStatement[] = [];
    for (const one of years) statements.push(await this.views.ask(new GetClosingStatement(one)));
    const totals = totalsOf(statements);
    const lines = statements.flatMap(({ fiscalYear, programmes }) =>
      programmes.map((programme) => ({ fiscalYear, ...programme })),
    );
    const budgetLines = statements.flatMap((statement) => statement.budgetLines);
    return { lines, budgetLines, totals, checks: statementChecks(totals) };
  }

  /** Money is only ever committed on a budget line, so these are all the years there are. */
  async #years(): Promise<readonly number[]> {
    const years = new Set([yearOf(this.day.today())]);
    let after: string | undefined;
    do {
      const page = await this.views.ask(
        new ListBudgetLines({}, { limit: 200, ...(after !== undefined && { after }) }),
      );
      for (const { year } of page.items) years.add(year);
      after = page.next ?? undefined;
    } while (after !== undefined);
    return [...years].toSorted((one, other) => one - other);
  }
}

const totalsOf = (statements: readonly ClosingStatement[]): StatementTotals => {
  const total = (name: keyof StatementTotals) => sumFen(statements.map(({ totals }) => totals[name]));
  return {
    appropriatedFen: total('appropriatedFen'),
    committedFen: total('committedFen'),
    freeFen: total('freeFen'),
    paidFen: total('paidFen'),
    openFen: total('openFen'),
    recoveredFen: total('recoveredFen'),
    settledFen: total('settledFen'),
    repaidFen: total('repaidFen'),
    overpaidFen: total('overpaidFen'),
    paidBackFen: total('paidBackFen'),
  };
};
