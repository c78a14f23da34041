import type { BudgetCommand } from '#budgets/budget-commands.js';
import { capDecider } from '#caps/caps.js';
import type { CommandContext } from '#event-store/command-context.js';
import type { EventStore } from '#event-store/event-store.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { accept, type Decider, type Decision, type DomainEvent } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';
import { yuan } from '#kernel/money.js';
import { valueIn, withValue } from '#kernel/wide-map.js';
import type { BatchAtBank } from '#payments/batches/batch-state.js';
import { batchDecider } from '#payments/batches/batches.js';
import { recoveryDecider } from '#recovery/recovery.js';
import type { DemandedCase } from '#recovery/recovery-case.js';
import { overdueWhileDown, refundedUnseen, returnedAfterRepayment, sentTwice } from './canary-plays.js';
import type { Act } from './plays.js';

type AnyDecision = Decision<DomainEvent>;
type AnyDecider = Decider<object, unknown, DomainEvent>;
type Decide = (command: object, state: unknown) => AnyDecision;

/** A way to be wrong: what is decided instead, or under which id. */
interface Defect {
  readonly decide?: (
    command: { readonly type?: string },
    state: unknown,
    honest: Decide,
    decider: AnyDecider,
  ) => AnyDecision;
  readonly commandId?: (context: CommandContext, count: number) => string;
}

/** A process that does everything as the service does, except for one defect. */
export const defectiveExecutor =
  (defect: Defect) =>
  (store: EventStore): CommandExecutor =>
    new DefectiveExecutor(store, defect);

let commandCount = 0;

class DefectiveExecutor extends CommandExecutor {
  readonly #defect: Defect;

  constructor(store: EventStore, defect: Defect) {
    super(store);
    this.#defect = defect;
  }

  override execute<C extends object, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: string,
    command: C,
    context: CommandContext,
  ): Promise<Outcome<S, E>> {
    const { decide, commandId } = this.#defect;
    const honest = decider as unknown as AnyDecider;
    const wrong: AnyDecider = {
      ...honest,
      decide: (asked, state) =>
        decide ? decide(asked, state, honest.decide, honest) : honest.decide(asked, state),
    };
    commandCount += 1;
    const given = commandId ? { ...context, commandId: commandId(context, commandCount) } : context;
    return super.execute(wrong as unknown as Decider<C, S, E>, stream, command, given);
  }
}

const instead =
  (
    type: string,
    wrong: (command: object, state: unknown, honest: Decide) => AnyDecision,
  ): NonNullable<Defect['decide']> =>
  (command, state, honest) =>
    command.type === type ? wrong(command, state, honest) : honest(command, state);

const isKnown = (decider: unknown, other: unknown): boolean =>
  (decider as AnyDecider).evolve === (other as AnyDecider).evolve;

interface Answers {
  readonly answers: readonly { readonly lineId: string; readonly answer: { readonly outcome: string } }[];
}

/** One answer of the bank, or as many as fit into one append. */
const isAnswer = ({ type }: { readonly type?: string }): boolean =>
  type === 'RecordLineAnswer' || type === 'RecordLineAnswers';

const settledLinesIn = (command: { readonly type?: string }): readonly string[] => {
  if (!isAnswer(command)) return [];
  const { answers = [command as unknown as Answers['answers'][number]] } = command as Partial<Answers>;
  return answers.filter(({ answer }) => answer.outcome === 'settled').map(({ lineId }) => lineId);
};

/** The batch as if the bank had said nothing of the line. */
const unanswered = (state: unknown, lineId: string): unknown => {
  const { payments } = state as Partial<Pick<BatchAtBank, 'payments'>>;
  const payment = payments && valueIn(payments, lineId);
  if (!payment) return state;
  const waiting = { ...payment, progress: { outcome: 'waiting', final: false } as const };
  return { ...(state as object), payments: withValue(payments, lineId, waiting) };
};

interface Canary {
  readonly defect: Defect;
  /** What the simulation has to say. */
  readonly rule: RegExp;
  /** A play that shows the defect; without one, random plays have to come across it. */
  readonly play?: readonly Act[];
}

/** By what is wrong; each has to be noticed under the rule it breaks. */
export const DEFECTS: Readonly<Record<string, Canary>> = {
  'caps are granted without looking at what others hold': {
    defect: {
      decide: instead('ReserveCap', (command, _state, honest) => honest(command, capDecider.initialState())),
    },
    rule: /no cap is over its limit/,
  },
  'money is committed that was never appropriated': {
    defect: {
      decide: instead('CommitBudget', (command) => {
        const { commitmentId, amountFen, award, trancheNo } = command as Extract<
          BudgetCommand,
          { type: 'CommitBudget' }
        >;
        return accept({
          type: 'BudgetCommitted',
          data: { commitmentId, amountFen, award, trancheNo, fromQueue: false },
        });
      }),
    },
    rule: /committed is at most appropriated/,
  },
  'a settled line is settled again': {
    defect: {
      decide: (command, state, honest) =>
        honest(command, settledLinesIn(command).reduce<unknown>(unanswered, state)),
    },
    rule: /no line is settled twice/,
  },
  'a batch is sent as often as somebody asks': {
    defect: {
      decide: instead('SendBatch', (command, state, honest) => {
        return honest(command, { ...(state as object), status: 'sealed' });
      }),
    },
    rule: /only a sealed batch is sent, once|an instruction reaches the bank once/,
    play: sentTwice,
  },
  'an award gives its tranche to every batch that asks': {
    defect: {
      decide: instead('PutInBatch', (command, state, honest) => {
        const award = state as { readonly tranches: readonly { readonly status: string }[] };
        const tranches = award.tranches.map((one) =>
          one.status === 'in-batch' ? { ...one, status: 'released' } : one,
        );
        return honest(command, { ...award, tranches });
      }),
    },
    rule: /a tranche is in one batch at a time/,
  },
  'whoever asks may approve a batch': {
    defect: {
      decide: instead('ApproveBatch', (command, state, honest) => {
        const by = (command as { readonly actor: { readonly id: string } }).actor.id;
        const stranger = { ...command, actor: { id: 'a stranger', role: 'finance-checker' } };
        const { events, ...rest } = honest(stranger, state);
        const signed = events.map((event) =>
          'approvedBy' in event.data ? { ...event, data: { ...event.data, approvedBy: by } } : event,
        );
        return { ...rest, events: signed };
      }),
    },
    rule: /two people/,
  },
  'a repayment does not look at what is set off already': {
    defect: {
      decide: (command, state, honest, decider) => {
        const isCase =
          isKnown(decider, recoveryDecider) &&
          command.type === 'RecordRepayment' &&
          'proposed' in (state as object);
        if (!isCase) return honest(command, state);
        const { amountFen } = command as unknown as { readonly amountFen: bigint };
        const { bankReference } = command as unknown as { readonly bankReference: string };
        const data = {
          repaymentId: bankReference,
          amountFen,
          bankReference,
          receivedOn: '2024-02-02',
          allocations: [],
        };
        return accept({ type: 'RepaymentReceived', data });
      },
    },
    rule: /collected is at most demanded|a repayment is booked once|recovered on awards/,
  },
  'money that the bank gave back is claimed all the same': {
    defect: { decide: instead('ReduceClaim', () => accept()) },
    rule: /what the bank gave back is not claimed|RestoreCap .* cap\.restored-above-paid/,
    play: returnedAfterRepayment,
  },
  'what came in on a payment that the bank gave back is kept': {
    defect: {
      decide: instead('ReduceClaim', (command, state, honest) => {
        const { events, ...rest } = honest(command, state);
        const kept = events.map((event) => ({ ...event, data: { ...event.data, overpaidFen: 0n } }));
        return { ...rest, events: kept };
      }),
    },
    rule: /collected is at most demanded/,
    play: returnedAfterRepayment,
  },
  'what is owed back goes out before a second person has let it': {
    defect: {
      decide: instead('RecordOverpaymentRefund', (command, state, honest) => {
        const { overpayment } = state as Pick<DemandedCase, 'overpayment'>;
        const refund = overpayment.refund && { ...overpayment.refund, approvedBy: 'nobody' };
        return honest(command, { ...(state as object), overpayment: { ...overpayment, refund } });
      }),
    },
    rule: /what is paid back was approved/,
    play: refundedUnseen,
  },
  'what is paid is forgotten by its cap': {
    defect: { decide: instead('ConsumeCap', () => accept()) },
    rule: /cap paid = award paid/,
  },
  'what is paid is booked to the budget with a fen too much': {
    defect: {
      decide: instead('Disburse', (command) => {
        const { commitmentId, amountFen } = command as {
          readonly commitmentId: string;
          readonly amountFen: bigint;
        };
        return accept({
          type: 'BudgetDisbursed',
          data: { commitmentId, amountFen: amountFen + yuan(1) / 100n, cause: 'TranchePaid' },
        });
      }),
    },
    rule: /disbursed is at most committed/,
  },
  'process managers give every command a new id': {
    defect: {
      commandId: ({ causationId, commandId }, count) =>
        causationId === null ? commandId : derivedUuid('defect', count),
    },
    rule: /stand still|money is committed once|set-off|a reservation/,
  },
  'a day begins before it comes, and deadlines pass early': {
    defect: {
      decide: instead('BeginDay', (command, state, honest) => {
        const { day } = command as { readonly day: BusinessDate };
        return honest({ ...command, day: addDays(day, 40) }, state);
      }),
    },
    rule: /a deadline passes after its last day/,
  },
  'a deadline passes as often as a timer fires': {
    defect: {
      commandId: ({ commandId, commandHash }, count) =>
        commandHash === commandId ? derivedUuid('defect', count) : commandId,
      decide: instead('PassDeadline', (command, _state, honest) => honest(command, new Set())),
    },
    rule: /a deadline passes once/,
  },
  'what was due while the service was down is lost': {
    defect: {
      decide: instead('PassDeadline', (command, state, honest) => {
        const { dueOn, on } = command as { readonly dueOn: BusinessDate; readonly on: BusinessDate };
        return on === addDays(dueOn, 1) ? honest(command, state) : accept();
      }),
    },
    rule: /no deadline is lost/,
    play: overdueWhileDown,
  },
  'a batch answers with other amounts than were approved': {
    defect: {
      decide: (command, state, honest, decider) => {
        const decision = honest(command, state);
        if (!isKnown(decider, batchDecider) || !isAnswer(command)) return decision;
        const events = decision.events.map((event) =>
          event.type === 'LineSettled' ? { ...event, data: { ...event.data, netFen: 1n } } : event,
        );
        return { ...decision, events };
      },
    },
    rule: /the bank pays what was approved/,
  },
};
