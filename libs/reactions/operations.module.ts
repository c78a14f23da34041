import { Module } from '@nestjs/common';
import { OperationsHandler } from './operations.handler.js';

@Module({ providers: [OperationsHandler] })
export class OperationsModule {}
