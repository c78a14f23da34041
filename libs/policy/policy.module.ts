import { Module } from '@nestjs/common';
import { PolicyHandler } from './policy.handler.js';

@Module({ providers: [PolicyHandler] })
export class PolicyModule {}
