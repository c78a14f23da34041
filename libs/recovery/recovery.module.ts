import { Module } from '@nestjs/common';
import { RecoveryHandler } from './recovery.handler.js';

@Module({ providers: [RecoveryHandler] })
export class RecoveryModule {}
