import { Module } from '@nestjs/common';
import { ReconciliationHandler } from './reconciliation.handler.js';

@Module({ providers: [ReconciliationHandler] })
export class ReconciliationModule {}
