import { openDatabase } from '../../apps/platform/open-database.js';
import { openEventStore } from '../../apps/platform/open-event-store.js';
import { readSettings } from '../../apps/platform/settings.js';
import { lineOf } from './invariants.js';
import { openCityAuditor } from './city-auditor.js';

/**
 * Judges every prefix of the log of a data directory or database by the promises (DESIGN §4) and prints what breaks them. The service
 * that keeps its data there must be stopped, or the log would grow meanwhile. Run: `npm run judge`; settings as for `npm start`.
 */
const settings = readSettings(process.env);
const database = await openDatabase(settings, () => undefined);
const store = openEventStore(settings, database.url);
const auditor = openCityAuditor();
const startedMs = performance.now();
let events = 0;
for await (const event of store.readLog()) {
  auditor.see(event);
  events += 1;
}
const violations = auditor.atRest();
await store.close();
await database.close();

const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(
  `${events} events judged in ${seconds} s, ${peakMiB} MiB; ${violations.length} violations\n`,
);
const MANY = 100;
for (const violation of violations.slice(0, MANY)) process.stdout.write(`${lineOf(violation)}\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
