import { readSettings, type Settings } from '../platform/settings.js';
import { UsageError } from './exit-codes.js';

/** A wrong setting is wrong usage; the message names it. */
export const checkedSettings = (): Settings => {
  try {
    return readSettings(process.env);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};
