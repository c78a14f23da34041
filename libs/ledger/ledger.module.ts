import { Module } from '@nestjs/common';
import { DayEndProofHandler } from './proof/day-end.handler.js';

@Module({ providers: [DayEndProofHandler] })
export class LedgerModule {}
