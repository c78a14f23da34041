import { Module } from '@nestjs/common';
import { PeriodsHandler } from './periods/periods.handler.js';
import { DayEndProofHandler } from './proof/day-end.handler.js';

@Module({ providers: [DayEndProofHandler, PeriodsHandler] })
export class LedgerModule {}
