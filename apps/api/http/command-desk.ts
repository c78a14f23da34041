import { Inject, Injectable } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import type { LogPosition } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import type { Outcome } from '#event-store/execute.js';
import type { Clock } from '#kernel/clock.js';
import { derivedUuid } from '#kernel/ids.js';
import { RefusalError } from '#kernel/refusal.js';
import type { Reactions } from '../../platform/reactions.js';
import { CLOCK, EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import type { Caller } from './caller.js';
import { PATIENCE_MS, viewBehind } from './view-wait.js';
import { wired } from './wired.js';

/** What every command answers, besides the current view of what it changed. */
export interface Receipt {
  readonly id: string;
  readonly revision: number | null;
  readonly position: LogPosition | null;
  readonly repeated: boolean;
}

export interface Carried<S, E> extends Outcome<S, E> {
  /** False when what the command set in motion was still under way when the caller's patience ended. */
  readonly settled: boolean;
}

/**
 * Carries out a command for a caller: gives it to its handler, waits until process managers and views have caught up with
 * what it set in motion, and writes the receipt.
 */
@Injectable()
export class CommandDesk {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(REACTIONS) private readonly reactions: Reactions,
  ) {}

  contextOf(caller: Caller, policyVersion?: string): CommandContext {
    const { commandId, commandHash, actor, expectedRevision, requestId } = caller;
    return {
      commandId,
      commandHash,
      actor,
      now: this.clock.now(),
      correlationId: derivedUuid('request', requestId, commandId),
      causationId: null,
      ...(policyVersion !== undefined && { policyVersion }),
      ...(expectedRevision !== undefined && { expectedRevision }),
    };
  }

  /** @throws RefusalError when the command was refused. */
  async carryOut<S, E>(caller: Caller, command: Command<Outcome<S, E>>): Promise<Carried<S, E>> {
    const outcome = await this.bus.execute<Command<Outcome<S, E>>, Outcome<S, E>>(command);
    const position = outcome.position ?? (await this.store.head());
    const settled = position === undefined || (await this.reactions.settled(position, caller.waitMs));
    if (!outcome.refusal) return { ...outcome, position, settled };
    // A refused attempt may have been put on record; whoever looks next sees it.
    if (outcome.position !== undefined) void caller.reply.header('Tranche-Position', outcome.position);
    throw new RefusalError(outcome.refusal);
  }

  /** As long as the caller's patience lasts, waits for what everything in the log sets in motion. */
  async untilSettled({ waitMs }: Caller): Promise<boolean> {
    const head = await this.store.head();
    return head === undefined || this.reactions.settled(head, waitMs);
  }

  /** Waits until the views show everything that is in the log now. @throws RefusalError when they do not in time. */
  async untilSeen(): Promise<void> {
    const head = await this.store.head();
    if (head !== undefined && !(await this.reactions.caughtUp(head, PATIENCE_MS))) throw viewBehind(head);
  }

  /** Headers and body of the answer. Reactions may have moved the stream on, and a view may still be behind: the later revision counts. */
  answer(caller: Caller, id: string, carried: Carried<unknown, unknown>, view: object): Receipt & object {
    const revision = laterOf(revisionOf(view), carried.revision);
    if (revision !== null) void caller.reply.header('ETag', `"${revision}"`);
    if (carried.position !== undefined) void caller.reply.header('Tranche-Position', carried.position);
    if (!carried.settled) void caller.reply.status(202);
    const receipt: Receipt = { id, revision, position: carried.position ?? null, repeated: carried.repeated };
    return { ...(wired(view) as object), ...receipt };
  }
}

const revisionOf = (view: object): number | undefined =>
  'revision' in view && typeof view.revision === 'number' ? view.revision : undefined;

const laterOf = (...revisions: readonly (number | undefined)[]): number | null => {
  const known = revisions.filter((revision) => revision !== undefined);
  return known.length === 0 ? null : Math.max(...known);
};
