import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CommandExecutor } from '#event-store/execute.js';
import { readSettings, type Settings } from '../platform/settings.js';
import {
  CLOCK,
  EVENT_STORE,
  PERSONAL_DATA,
  POLICY_REGISTER,
  REACTIONS,
  REGISTERS,
  RULEBOOK,
  SEALED_LOG,
  SETTINGS,
  WORKING_CALENDAR,
} from '../platform/tokens.js';

/** A platform without a database, for looking at the routes without serving them. */
@Global()
@Module({})
export class StandInPlatform {
  static of(settings: Settings): DynamicModule {
    const tokens = [
      CLOCK,
      EVENT_STORE,
      PERSONAL_DATA,
      SEALED_LOG,
      POLICY_REGISTER,
      REACTIONS,
      REGISTERS,
      RULEBOOK,
      WORKING_CALENDAR,
      CommandExecutor,
      DataSource,
    ];
    const providers = [
      ...tokens.map((provide) => ({ provide, useValue: {} })),
      { provide: SETTINGS, useValue: settings },
    ];
    return { module: StandInPlatform, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** Settings that touch no folder and hold no secret. */
export const standInSettings = (home: string): Settings =>
  readSettings({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    TRANCHE_HOME: home,
    TRANCHE_TOKEN_SECRET: 'x'.repeat(32),
    TRANCHE_LOOKUP_KEY: 'x'.repeat(32),
    TRANCHE_MASTER_KEY: '0'.repeat(64),
  });
