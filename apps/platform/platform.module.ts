import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CommandExecutor } from '#event-store/execute.js';
import { ProjectionsModule } from '#projections/projections.module.js';
import type { Platform } from './open-platform.js';
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
} from './tokens.js';

/** Offers an opened platform to the modules of an app. The platform is opened and closed outside Nest, before and after it. */
@Global()
@Module({})
export class PlatformModule {
  static of(platform: Platform): DynamicModule {
    const { settings, store, sealedLog, personalData, executor, registers, rulebook, reactions } = platform;
    const providers = [
      { provide: SETTINGS, useValue: settings },
      { provide: EVENT_STORE, useValue: store },
      { provide: SEALED_LOG, useValue: sealedLog },
      { provide: PERSONAL_DATA, useValue: personalData },
      { provide: CommandExecutor, useValue: executor },
      { provide: REGISTERS, useValue: registers },
      { provide: CLOCK, useValue: registers.clock },
      { provide: WORKING_CALENDAR, useValue: registers.calendar },
      { provide: POLICY_REGISTER, useValue: registers.policies },
      { provide: RULEBOOK, useValue: rulebook },
      { provide: REACTIONS, useValue: reactions },
    ];
    return {
      module: PlatformModule,
      imports: [ProjectionsModule.forDatabase(platform.databaseUrl)],
      providers,
      exports: [...providers.map(({ provide }) => provide), ProjectionsModule],
    };
  }
}
