import { Module } from '@nestjs/common';
import { PartiesHandler } from './parties.handler.js';

@Module({ providers: [PartiesHandler] })
export class PartiesModule {}
