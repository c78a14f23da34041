import {
  isCommandError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { status } from './grpc-status.js';

/** Our own timer ran out. The client sets no deadline on reads and subscriptions, and the server may ignore one on an append. */
export class NoAnswer extends Error {
  constructor(what: string, afterMs: number) {
    super(`EventStoreDB did not answer within ${afterMs} ms: ${what}`);
    this.name = 'NoAnswer';
  }
}

/** The server ended a stream of events that was not complete. */
export class EndedEarly extends Error {
  constructor(what: string) {
    super(`EventStoreDB ended ${what} early`);
    this.name = 'EndedEarly';
  }
}

/**
 * What a failed append says about the log.
 * - `conflict`: the stream is elsewhere; or the events are there already, but not where the server looks for them.
 * - `refused`: the server said no, and will say so again.
 * - `not-written`: it did not get as far as writing, so it may simply be sent again.
 * - `unknown`: nobody can tell but the log.
 */
export type AppendFailure = 'conflict' | 'refused' | 'not-written' | 'unknown';

const REFUSED: ReadonlySet<unknown> = new Set([
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.PERMISSION_DENIED,
  status.RESOURCE_EXHAUSTED,
  status.FAILED_PRECONDITION,
  status.UNIMPLEMENTED,
  status.UNAUTHENTICATED,
]);

/** What the transport says when no connection came about; only its words tell this from a connection that broke. */
const NEVER_SENT = /No connection established|Name resolution failed|Failed to discover/;

export const appendFailureOf = (error: unknown): AppendFailure => {
  if (error instanceof WrongExpectedVersionError) return 'conflict';
  if (error instanceof NotLeaderError || NEVER_SENT.test(messageOf(error))) return 'not-written';
  const refused =
    error instanceof StreamDeletedError ||
    error instanceof StreamNotFoundError ||
    error instanceof MaxAppendSizeExceededError ||
    REFUSED.has(codeOf(error));
  return refused ? 'refused' : 'unknown';
};

/** Worth another try: the server or the way to it failed, not the question. Errors of our own are never that. */
export const isTransient = (error: unknown): boolean => {
  if (error instanceof NoAnswer || error instanceof EndedEarly) return true;
  if (!isCommandError(error as Error) && codeOf(error) === undefined && !NEVER_SENT.test(messageOf(error)))
    return false;
  return ['not-written', 'unknown'].includes(appendFailureOf(error));
};

const UNTRUSTED: ReadonlySet<unknown> = new Set([status.DEADLINE_EXCEEDED, status.INTERNAL, status.UNKNOWN]);

/**
 * The client replaces its channel only after Unavailable, Cancelled and NotLeader. After anything else that hints at a broken
 * connection it would go on using it, for ever.
 */
export const poisonsClient = (error: unknown): boolean =>
  error instanceof NoAnswer || NEVER_SENT.test(messageOf(error)) || UNTRUSTED.has(codeOf(error));

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
