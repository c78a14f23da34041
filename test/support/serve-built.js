import { createApi } from '../../dist/apps/api/bootstrap-api.js';
import { openPlatform } from '../../dist/apps/platform/open-platform.js';
import { readSettings } from '../../dist/apps/platform/settings.js';

/**
 * The built service, or one half of it (`api`, `worker`), in a process of its own: prints its URL, or that it is ready, and stops once its
 * input closes, however the parent ends. On a random port unless `PORT` says which.
 */
const half = process.argv[2];
const settings = readSettings({ PORT: '0', ...process.env });
const platform = await openPlatform({ settings, log: (line) => console.error(line), worker: half !== 'api' });
const api = half === 'worker' ? undefined : await createApi(platform);
await api?.listen(settings.PORT, '127.0.0.1');
console.log(api ? await api.getUrl() : 'ready');

process.stdin.resume();
process.stdin.once('end', async () => {
  await api?.close();
  await platform.close();
  process.exit(0);
});
