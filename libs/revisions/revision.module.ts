import { Module } from '@nestjs/common';
import { RevisionHandler } from './revision.handler.js';

@Module({ providers: [RevisionHandler] })
export class RevisionModule {}
