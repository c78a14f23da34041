import { Module } from '@nestjs/common';
import { HandOverHandler } from './hand-over.handler.js';

@Module({ providers: [HandOverHandler] })
export class HandOverModule {}
