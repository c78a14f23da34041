import { openPlatform } from '../platform/open-platform.js';
import { readSettings } from '../platform/settings.js';

/** Process managers and read models alone, beside API processes on the same database. */
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const platform = await openPlatform({ settings: readSettings(process.env), log, worker: true });

const stop = async (): Promise<void> => {
  await platform.close();
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
