import { type DynamicModule, type InjectionToken, Module } from '@nestjs/common';
import { AWARD_RULEBOOK, AwardHandler } from './award.handler.js';

@Module({})
export class AwardModule {
  /** @param rulebook token of the `Rulebook` that the service runs on. */
  static using(rulebook: InjectionToken): DynamicModule {
    return {
      module: AwardModule,
      providers: [{ provide: AWARD_RULEBOOK, useExisting: rulebook }, AwardHandler],
    };
  }
}
