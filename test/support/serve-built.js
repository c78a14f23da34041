import { createApi } from '../../dist/apps/api/bootstrap-api.js';
import { openPlatform } from '../../dist/apps/platform/open-platform.js';
import { readSettings } from '../../dist/apps/platform/settings.js';

/** The built service in a process of its own: prints its URL, and stops once its input closes, however the parent ends. */
const settings = readSettings(process.env);
const platform = await openPlatform({ settings, log: (line) => console.error(line), worker: true });
const api = await createApi(platform);
await api.listen(0, '127.0.0.1');
console.log(await api.getUrl());

process.stdin.resume();
process.stdin.once('end', async () => {
  await api.close();
  await platform.close();
  process.exit(0);
});
