import { randomUUID } from 'node:crypto';
import type { NewEvent, StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { sampleOffice, appropriate, withPayee } from '#processes/sample-office.js';
import { grant, release } from '#processes/sample-payments.js';
import { inParallel } from './contender.js';

/** One award with its first tranche released, and its payee, as the real deciders and process managers made them. */
export interface Template {
  readonly award: readonly StoredEvent[];
  readonly party: readonly StoredEvent[];
  readonly budgetStream: string;
  /** Before the first release, and of each release. */
  readonly budgetBefore: readonly StoredEvent[];
  readonly budgetEach: readonly StoredEvent[];
}

const AWARD = 'sample-000000';
const PARTY = 'party-ENTERPRISE';

export const awardNo = (number: number): string => `sample-${String(number).padStart(6, '0')}`;
const partyNo = (number: number): string => `party-${String(number).padStart(10, '0')}`;

export const templateOf = async (): Promise<Template> => {
  const office = sampleOffice();
  await withPayee(office);
  await appropriate(office, 90_000_000);
  await grant(office, AWARD);
  await release(office, AWARD);
  const of = (stream: string) => office.log.filter((event) => event.stream === stream);
  const budget = office.log.filter(({ stream }) => stream.startsWith('budget-'));
  const about = (event: StoredEvent): boolean => JSON.stringify(event.data).includes(AWARD);
  return {
    award: of(AWARD),
    party: of(PARTY),
    budgetStream: budget[0]?.stream ?? '',
    budgetBefore: budget.filter((event) => !about(event)),
    budgetEach: budget.filter(about),
  };
};

const copied = (events: readonly StoredEvent[], number: number): NewEvent[] =>
  events.map(({ type, version, effectiveOn, data, metadata }) => {
    const text = JSON.stringify(data).replaceAll(AWARD, awardNo(number)).replaceAll(PARTY, partyNo(number));
    const commandId = randomUUID();
    return {
      id: randomUUID(),
      type,
      version,
      effectiveOn,
      data: JSON.parse(text) as NewEvent['data'],
      metadata: { ...metadata, commandId, correlationId: commandId },
    };
  });

const EVENTS_AT_ONCE = 500;

/** As many awards, each with a payee of its own and a tranche that waits for payment. */
export const releaseAll = async (store: EventStore, template: Template, count: number): Promise<void> => {
  await inParallel(count, 32, async (number) => {
    await store.append(partyNo(number), 'none', copied(template.party, number));
    await store.append(awardNo(number), 'none', copied(template.award, number));
  });
  let revision: number | 'none' = 'none';
  const append = async (events: readonly NewEvent[]): Promise<void> => {
    revision = (await store.append(template.budgetStream, revision, events)).revision;
  };
  await append(copied(template.budgetBefore, 0));
  for (let first = 0; first < count; first += EVENTS_AT_ONCE) {
    const numbers = Array.from(
      { length: Math.min(EVENTS_AT_ONCE, count - first) },
      (_, place) => first + place,
    );
    await append(numbers.flatMap((number) => copied(template.budgetEach, number)));
  }
};
