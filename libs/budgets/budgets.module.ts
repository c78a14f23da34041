import { Module } from '@nestjs/common';
import { BudgetsHandler, TransfersHandler } from './budgets.handler.js';

@Module({ providers: [BudgetsHandler, TransfersHandler] })
export class BudgetsModule {}
