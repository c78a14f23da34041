import type { StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { currentVersionOf } from '#event-store/upcasting.js';
import { businessDate, instant } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import { toStored } from '#kernel/fen-json.js';
import { derivedUuid } from '#kernel/ids.js';
import type { CalendarYearImported } from '#clock/calendar.js';
import type { DeadlinePassed } from '#deadlines/deadlines.events.js';
import type { BudgetEvent } from '#budgets/budgets.events.js';
import type { BudgetTransferEvent } from '#budgets/budget-transfer.js';
import type { PeriodEvent } from '#ledger/periods/accounting-periods.js';
import type { CapEvent } from '#caps/caps.events.js';
import type { PartyEvent } from '#parties/parties.events.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import type { HoldEvent } from '#payments/holds/hold.events.js';
import type { ReconciliationEvent } from '#payments/reconciliation/reconciliation.events.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { RecoveryEvent } from '#recovery/recovery.events.js';

export type AnyEvent =
  | AwardEvent
  | BudgetEvent
  | BudgetTransferEvent
  | CapEvent
  | PeriodEvent
  | PartyEvent
  | BatchEvent
  | HoldEvent
  | ReconciliationEvent
  | RecoveryEvent
  | CalendarYearImported
  | DeadlinePassed;

/** Writes a history by hand, one fact after the other, without commands. */
export interface History {
  readonly store: EventStore;
  /** The facts count from `on` and were written that day at nine in the morning, by whoever the data says. */
  write(on: string, stream: string, ...events: readonly AnyEvent[]): Promise<void>;
  all(): Promise<StoredEvent[]>;
}

export const newHistory = (store: EventStore = openMemoryEventStore()): History => {
  let count = 0;
  const newEvent = (on: string, event: DomainEvent) => {
    count += 1;
    const now = instant(`${on}T01:00:00.000Z`);
    return {
      id: derivedUuid('history', count),
      type: event.type,
      version: currentVersionOf(event.type),
      data: toStored(event.data),
      effectiveOn: businessDate(on),
      metadata: {
        recordedAt: now,
        actor: { id: 'wang', role: 'finance-maker' as const },
        commandId: derivedUuid('command', count),
        commandHash: 'f'.repeat(64),
        correlationId: derivedUuid('correlation', count),
        causationId: null,
        policyVersion: 'S@1',
      },
    };
  };
  return {
    store,
    async write(on, stream, ...events) {
      await store.append(
        stream,
        'any',
        events.map((event) => newEvent(on, event)),
      );
    },
    async all() {
      const events: StoredEvent[] = [];
      for await (const event of store.readLog()) events.push(event);
      return events;
    },
  };
};
