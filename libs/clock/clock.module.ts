import { Module } from '@nestjs/common';
import { ClockHandler } from './clock.handler.js';

@Module({ providers: [ClockHandler] })
export class ClockModule {}
