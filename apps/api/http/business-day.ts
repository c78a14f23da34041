import { Inject, Injectable } from '@nestjs/common';
import type { BusinessDate } from '#kernel/business-date.js';
import { type Clock, today } from '#kernel/clock.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import { CLOCK } from '../../platform/tokens.js';

/** Today on the business clock, and the two ways a stated day can be wrong against it. */
@Injectable()
export class BusinessDay {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  today(): BusinessDate {
    return today(this.clock);
  }

  /** For what has happened already. */
  notLater(day: BusinessDate, pointer: string): BusinessDate {
    const now = this.today();
    if (day <= now) return day;
    throw new RefusalError(
      refuse('date.in-future', `日期 ${day} 晚于当前业务日期 ${now}`, `${day} is later than today, ${now}`, {
        pointer,
        facts: { day, today: now },
      }),
    );
  }

  /** For what is still to happen. */
  notEarlier(day: BusinessDate, pointer: string): BusinessDate {
    const now = this.today();
    if (day >= now) return day;
    throw new RefusalError(
      refuse('date.in-past', `日期 ${day} 早于当前业务日期 ${now}`, `${day} is earlier than today, ${now}`, {
        pointer,
        facts: { day, today: now },
      }),
    );
  }
}
