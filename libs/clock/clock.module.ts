import { Module } from '@nestjs/common';
import { CalendarHandler } from './calendar.handler.js';
import { ClockHandler } from './clock.handler.js';

@Module({ providers: [ClockHandler, CalendarHandler] })
export class ClockModule {}
