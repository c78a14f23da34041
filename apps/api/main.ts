import { openPlatform } from '../platform/open-platform.js';
import { readSettings } from '../platform/settings.js';
import { createApi } from './bootstrap-api.js';

/** The HTTP edge alone, beside workers that run elsewhere on the same database. */
const settings = readSettings(process.env);
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const platform = await openPlatform({ settings, log, worker: false });
const api = await createApi(platform);
await api.listen(settings.PORT, settings.HOST);

const stop = async (): Promise<void> => {
  await api.close();
  await platform.close();
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
