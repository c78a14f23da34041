import { randomUUID } from 'node:crypto';
import { businessDate, instant } from '#kernel/business-date.js';
import type { JsonObject } from '#kernel/fen-json.js';
import type { NewEvent } from '#event-store/envelope.js';
import { currentVersionOf } from '#event-store/upcasting.js';
import { seededRandom } from './measure.js';

/** What a cap account of this service writes: a reservation, then its payment. */
export interface WorkloadEvent {
  readonly type: 'CapReserved' | 'CapConsumed';
  readonly data: JsonObject;
}

export const EVENT_TYPES = ['CapReserved', 'CapConsumed'] as const;

/** Events a stream of the workload has when it is full. */
export const EVENTS_PER_STREAM = 10;

export const streamName = (prefix: string, number: number): string => `cap-person-year-${prefix}-${number}`;

/** The event at a revision of any stream; about 400 bytes of JSON. */
export const createWorkload = (seed: number): ((revision: number) => WorkloadEvent) => {
  const random = seededRandom(seed);
  return (revision): WorkloadEvent => {
    const reservationId = `overseas-engineer-2024-000${revision >> 1}/tranche-${(revision >> 1) + 1}/attempt-1`;
    if (revision % 2 === 1) {
      return {
        type: 'CapConsumed',
        data: { reservationId, amountFen: '100', cause: `batch-2024-${Math.trunc(random() * 1e6)}` },
      };
    }
    const amountFen = `${100 + Math.trunc(random() * 5_000_000)}00`;
    return {
      type: 'CapReserved',
      data: {
        reservationId,
        measure: 'JX24-4.1',
        clause: 'JX24-4.1',
        year: 2024,
        requestedFen: amountFen,
        limit: { kind: 'amount', limitFen: '900000000000' },
        award: 'overseas-engineer-2024-0001',
        trancheNo: 1,
        title: { zh: '海外工程师年薪资助个人年度上限', en: 'Salary subsidy per engineer and year' },
        usedBeforeFen: '0',
        yearsBefore: [],
        grantedFen: amountFen,
        takenOver: false,
      },
    };
  };
};

const ON = businessDate('2024-02-02');
const AT = instant('2024-02-02T02:00:00.000Z');
const ACTOR = { id: 'office-maker-01', role: 'finance-maker' } as const;

/** The same as an event of this service, with the envelope a command gives it; ids as cheap as those of the other contenders. */
export const envelope = ({ type, data }: WorkloadEvent): NewEvent => {
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    type,
    version: currentVersionOf(type),
    data,
    effectiveOn: ON,
    metadata: {
      recordedAt: AT,
      actor: ACTOR,
      commandId,
      commandHash: 'c'.repeat(64),
      correlationId: commandId,
      causationId: null,
      policyVersion: 'JX24@1',
    },
  };
};
