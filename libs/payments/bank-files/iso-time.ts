import { type Instant, instant, parseBusinessDate } from '#kernel/business-date.js';

const ISO_DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;

/** An ISO 20022 ISODateTime, or undefined. Without an offset it is the bank's local time, which is China's. */
export const momentIn = (text: string): Instant | undefined => {
  const [, day = '', offset] = ISO_DATE_TIME.exec(text) ?? [];
  if (parseBusinessDate(day) === undefined) return undefined;
  try {
    return instant(offset === undefined ? `${text}+08:00` : text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};
