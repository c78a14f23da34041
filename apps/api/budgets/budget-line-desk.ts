import { Inject, Injectable } from '@nestjs/common';
import type { BudgetCommand } from '#budgets/budget-commands.js';
import { RunBudgetCommand } from '#budgets/budgets.handler.js';
import { budgetStream } from '#budgets/budgets.js';
import { RefusalError } from '#kernel/refusal.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import { GetBudgetLine } from '#projections/budget-lines/budget-lines.queries.js';
import { POLICY_REGISTER } from '../../platform/tokens.js';
import type { Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { Views } from '../http/views.js';
import { refuseUnknownLine } from './known-line.js';

/** Carries out what is asked of a budget line that a published book names, and answers with the line. */
@Injectable()
export class BudgetLineDesk {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(POLICY_REGISTER) private readonly register: PolicyRegister,
  ) {}

  /** @throws RefusalError for a line that no published book names. */
  known(line: string): void {
    const unknown = refuseUnknownLine(line, this.register.list());
    if (unknown) throw new RefusalError(unknown);
  }

  async carryOut(caller: Caller, line: string, year: number, command: BudgetCommand): Promise<object> {
    this.known(line);
    const context = this.desk.contextOf(caller);
    const carried = await this.desk.carryOut(caller, new RunBudgetCommand(line, year, command, context));
    const view = await this.views.current(new GetBudgetLine(line, year));
    return this.desk.answer(caller, budgetStream(line, year), carried, view);
  }
}
