import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';
import type { BatchState } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import { isAtBank, paymentsOf } from '#payments/batches/batch-state.js';
import type { PaymentProgress } from '#payments/batches/payment.js';
import type { HandOverState } from '#payments/channel/hand-over.js';
import { handOverDecider } from '#payments/channel/hand-over.js';
import type { HoldState } from '#payments/holds/hold.js';
import { holdDecider } from '#payments/holds/hold.js';
import type { ReconciledEntry } from '#payments/reconciliation/bank-file-state.js';
import { bankFileDecider } from '#payments/reconciliation/reconciliation.js';
import { isGranted, type TrancheStatus } from '#programmes/award/award.js';
import { sampleDecider } from '#programmes/award/sample-award.js';
import type { RecoveryState } from '#recovery/recovery-case.js';
import { recoveryDecider } from '#recovery/recovery.js';

type All<Name extends string> = Readonly<Record<Exclude<Name, 'none'>, true>>;

/** Every state there is; a new one is missing here, and the compiler says so. */
const STATES = {
  batch: {
    assembling: true,
    drafted: true,
    submitted: true,
    approved: true,
    sealed: true,
    rejected: true,
    sent: true,
    'outcome-unknown': true,
    acknowledged: true,
    settled: true,
    closed: true,
  } satisfies All<BatchState['status']>,
  payment: { waiting: true, accepted: true, settled: true, rejected: true, returned: true } satisfies All<
    PaymentProgress['outcome']
  >,
  tranche: {
    planned: true,
    claimed: true,
    refused: true,
    verified: true,
    releasing: true,
    queued: true,
    released: true,
    'in-batch': true,
    paid: true,
    returned: true,
    cancelled: true,
  } satisfies All<TrancheStatus>,
  'hand-over': { begun: true, 'handed-over': true, uncertain: true, refused: true } satisfies All<
    HandOverState['status']
  >,
  entry: { waiting: true, matched: true, unmatched: true, assigned: true } satisfies All<
    ReconciledEntry['status']
  >,
  hold: { 'in-force': true, lifted: true, expired: true } satisfies All<HoldState['status']>,
  case: {
    found: true,
    dismissed: true,
    demanded: true,
    'set-off': true,
    repaying: true,
    referred: true,
    repaid: true,
    'written-off': true,
  } satisfies All<RecoveryState['status']>,
  refund: { proposed: true, approved: true, paid: true },
} as const;

type Kind = keyof typeof STATES;

/** The state of every stream of one kind after each of its events. */
const follow = <C, S, E extends DomainEvent>(
  decider: Decider<C, S, E>,
  statesOf: (state: S, event: E) => readonly string[],
) => {
  const streams = new Map<string, S>();
  return (stored: StoredEvent): readonly string[] => {
    const event = decode<E>(stored);
    const state = decider.evolve(streams.get(stored.stream) ?? decider.initialState(), event);
    streams.set(stored.stream, state);
    return statesOf(state, event);
  };
};

const followers = (): readonly (readonly [
  prefix: string,
  kind: Kind,
  see: (stored: StoredEvent) => readonly string[],
])[] => [
  ['batch-', 'batch', follow(batchDecider, ({ status }) => [status])],
  [
    'batch-',
    'payment',
    follow(batchDecider, (state) =>
      isAtBank(state) ? paymentsOf(state).map(({ progress }) => progress.outcome) : [],
    ),
  ],
  [
    'sample-',
    'tranche',
    follow(sampleDecider, (state) => (isGranted(state) ? state.tranches.map(({ status }) => status) : [])),
  ],
  ['handover-', 'hand-over', follow(handOverDecider, ({ status }) => [status])],
  [
    'bankfile-',
    'entry',
    follow(bankFileDecider, (state) =>
      state.status === 'imported' ? state.entries.map(({ status }) => status) : [],
    ),
  ],
  ['hold-', 'hold', follow(holdDecider, ({ status }) => [status])],
  ['recovery-', 'case', follow(recoveryDecider, ({ status }) => [status])],
  [
    'recovery-',
    'refund',
    follow(recoveryDecider, (state, event) => {
      if (event.type === 'OverpaymentRefunded') return ['paid'];
      const refund = 'overpayment' in state ? state.overpayment.refund : null;
      return refund ? [refund.approvedBy === null ? 'proposed' : 'approved'] : [];
    }),
  ],
];

/** Which states of which kinds were never reached in any of the logs. */
export const statesNotReached = (logs: readonly (readonly StoredEvent[])[]): readonly string[] => {
  const reached = new Set<string>();
  for (const log of logs) {
    const all = followers();
    for (const stored of log)
      for (const [prefix, kind, see] of all)
        if (stored.stream.startsWith(prefix))
          for (const state of see(stored)) reached.add(`${kind} ${state}`);
  }
  return Object.entries(STATES)
    .flatMap(([kind, states]) => Object.keys(states).map((state) => `${kind} ${state}`))
    .filter((state) => !reached.has(state));
};
