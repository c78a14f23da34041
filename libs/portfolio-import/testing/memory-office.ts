import '#upcasting/all-upcasters.js';
import { CommandExecutor } from '#event-store/execute.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { publishedYears } from '#kernel/published-years.js';
import { orThrow } from '#kernel/refusal.js';
import { workingCalendar } from '#kernel/working-calendar.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { createPolicyRegister, type PolicyRegister } from '#policy/policy-register.js';
import { awardDecider } from '#programmes/award/award.decider.js';
import type { Rulebook } from '#programmes/award/rulebook.js';
import { rulesFor } from '#programmes/catalogue.js';
import type { Books } from '../books.js';
import type { Order, Tools } from '../carry-out-row.js';

const publishedPolicies = async (): Promise<PolicyRegister> => {
  const policies = createPolicyRegister();
  for (const content of await loadPolicyFiles()) {
    const { policyVersion } = orThrow(parsePolicyBook(content));
    const published = { type: 'PolicyPublished', data: { policyVersion, content } };
    policies.apply(published as unknown as Parameters<typeof policies.apply>[0]);
  }
  return policies;
};

// Published books never change, and reading them takes longer than most of what is tried on them.
let shipped: Promise<PolicyRegister> | undefined;

/** The shipped policy over a log in memory, to take portfolios over into. */
export const memoryOffice = async () => {
  const policies = await (shipped ??= publishedPolicies());
  const rulebook: Rulebook = {
    rulesOf: (programme) => orThrow(rulesFor(programme)),
    measure: policies.version,
    calendar: workingCalendar(publishedYears()),
  };
  const store = openMemoryEventStore();
  const executor = new CommandExecutor(store);
  const awards = awardDecider(rulebook);
  const books: Books = {
    policies,
    rulebook,
    lookupKey: Buffer.alloc(32, 7),
    today: businessDate('2024-03-01'),
    party: async (id) => {
      const { state } = await executor.load(partyDecider, await survivingId(executor, id));
      return state.status === 'registered' ? state : undefined;
    },
    award: async (id) => (await executor.load(awards, id)).state,
  };
  const tools: Tools = { executor, awards, rulebook };
  const log = async (): Promise<readonly StoredEvent[]> => {
    const events: StoredEvent[] = [];
    for await (const event of store.readLog()) events.push(event);
    return events;
  };
  const order = (fileName: string, sha256: string): Order => ({
    importId: `import-${sha256.slice(0, 12)}`,
    fileName,
    sha256,
    by: { id: 'olga', role: 'programme-officer' },
    confirmedBy: { id: 'vera', role: 'programme-verifier' },
    now: () => instant('2024-03-01T02:00:00Z'),
  });
  return { policies, books, tools, log, order };
};
