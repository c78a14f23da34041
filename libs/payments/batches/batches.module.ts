import { Module } from '@nestjs/common';
import { BatchesHandler } from './batches.handler.js';

@Module({ providers: [BatchesHandler] })
export class BatchesModule {}
