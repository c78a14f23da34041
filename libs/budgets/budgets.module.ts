import { Module } from '@nestjs/common';
import { BudgetsHandler } from './budgets.handler.js';

@Module({ providers: [BudgetsHandler] })
export class BudgetsModule {}
