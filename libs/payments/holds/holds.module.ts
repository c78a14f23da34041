import { Module } from '@nestjs/common';
import { HoldsHandler } from './holds.handler.js';

@Module({ providers: [HoldsHandler] })
export class HoldsModule {}
