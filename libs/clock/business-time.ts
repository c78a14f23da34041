import { Temporal } from 'temporal-polyfill';
import { BUSINESS_TIME_ZONE, type BusinessDate, type Instant } from '#kernel/business-date.js';

/** Business hours begin at nine; that is where a moved clock starts its day. */
const START_OF_BUSINESS = '09:00';

/** How far the business clock is ahead of the wall clock; negative when it is behind. */
export const offsetMsBetween = (business: Instant, wall: Instant): number =>
  Temporal.Instant.from(business).epochMilliseconds - Temporal.Instant.from(wall).epochMilliseconds;

/** Business time when the wall clock shows `wall`. */
export const businessInstant = (wall: Instant, offsetMs: number): Instant =>
  Temporal.Instant.from(wall)
    .add({ milliseconds: offsetMs })
    .toString({ fractionalSecondDigits: 3 }) as Instant;

/** Nine in the morning of a day in China, as a moment. */
export const startOfBusiness = (day: BusinessDate): Instant =>
  Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: BUSINESS_TIME_ZONE, plainTime: START_OF_BUSINESS })
    .toInstant()
    .toString({ fractionalSecondDigits: 3 }) as Instant;
