import '#upcasting/all-upcasters.js';
import { CLOCK_STREAM, clockDecider } from '#clock/clock.js';
import { startOfBusiness } from '#clock/business-time.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { CommandExecutor } from '#event-store/execute.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { SYSTEM } from '#kernel/actor.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { sha256 } from '#kernel/content-hash.js';
import { derivedUuid } from '#kernel/ids.js';
import { publishedYears } from '#kernel/published-years.js';
import { orThrow } from '#kernel/refusal.js';
import { workingCalendar } from '#kernel/working-calendar.js';
import { memoryKeyVault } from '#personal-data/key-vault.js';
import { masterKeys, newMasterKey } from '#personal-data/master-keys.js';
import { personalDataUnder } from '#personal-data/personal-data.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { createPolicyRegister } from '#policy/policy-register.js';
import { sampleFingerprint } from '#processes/sample-office.js';
import { rulesFor } from '#programmes/catalogue.js';
import { buildCity } from '../../apps/platform/city/build-city.js';
import { soleWriterStore } from '../../apps/platform/city/sole-writer-store.js';
import { openCityAuditor } from './city-auditor.js';
import { lineOf } from './invariants.js';

const WALL = instant('2026-01-01T00:00:00Z');

const policies = createPolicyRegister();
for (const content of await loadPolicyFiles()) {
  const { policyVersion } = orThrow(parsePolicyBook(content));
  policies.apply({
    type: 'PolicyPublished',
    data: { policyVersion, content },
  } as unknown as Parameters<typeof policies.apply>[0]);
}

const plain = { sealing: (store: EventStore) => store, fingerprintOf: sampleFingerprint };
const sealed = () => personalDataUnder(memoryKeyVault(), masterKeys(newMasterKey()));

const city = async (awards: number, seed: number, { sealing, fingerprintOf } = plain) => {
  const inside = openMemoryEventStore();
  const store = await soleWriterStore(sealing(inside));
  const executor = new CommandExecutor(store);
  const calendar = workingCalendar(publishedYears());
  const firstDay = businessDate('2020-01-02');
  const commandId = derivedUuid('start', seed);
  const now = startOfBusiness(firstDay);
  await executor.execute(
    clockDecider,
    CLOCK_STREAM,
    { type: 'StartClock', at: now, wallNow: WALL, production: false },
    { commandId, actor: SYSTEM, now, correlationId: commandId, causationId: null },
  );
  const report = await buildCity(
    {
      store,
      executor,
      calendar,
      fingerprintOf,
      rulebook: { rulesOf: (name) => orThrow(rulesFor(name)), measure: policies.version, calendar },
      measures: policies.list().flatMap(({ book }) => book.measures),
    },
    { seed, awards, parties: awards * 2, firstDay, lastDay: businessDate('2026-01-05') },
    { lookupKey: Buffer.alloc(32, 7), wallNow: () => WALL, onProgress: () => undefined },
  );
  const log: StoredEvent[] = [];
  for await (const event of inside.readLog()) log.push(event);
  return { report, log };
};

/** Measures nothing is paid for in a small city, with the reason. */
const NOT_PAID: Readonly<Record<string, string>> = {};

const RARE = [
  'TrancheReturned',
  'CommitmentQueued',
  'AwardTerminated',
  'AssessmentFailed',
  'AwardMoved',
  'IdentifierClaimed',
  'PartyAbsorbed',
];

const hashOf = (log: readonly StoredEvent[]): string =>
  sha256(log.map(({ contentHash, streamHash }) => contentHash + streamHash).join());

describe('a made-up city', () => {
  it('keeps every promise, at every prefix of its log and at rest, and pays every measure of the books', async () => {
    const { report, log } = await city(150, 1, sealed());
    const auditor = openCityAuditor();
    for (const event of log) auditor.see(event);
    expect(auditor.atRest().map(lineOf)).toEqual([]);
    const unpaid = report.measures.filter(({ id }) => !report.paidMeasures.has(id)).map(({ id }) => id);
    expect(unpaid.toSorted()).toEqual(Object.keys(NOT_PAID));
    // What happens rarely has happened, else the promises were kept by nothing being at stake.
    for (const rare of RARE) expect([rare, report.count(rare) > 0]).toEqual([rare, true]);
  });

  it('is the same for the same seed, and another for another', async () => {
    const [first, again, other] = [await city(4, 7), await city(4, 7), await city(4, 8)];
    expect(hashOf(again.log)).toBe(hashOf(first.log));
    expect(hashOf(other.log)).not.toBe(hashOf(first.log));
  });
});
