import { Module } from '@nestjs/common';
import { UserHandler } from './user.handler.js';

@Module({ providers: [UserHandler] })
export class UserModule {}
