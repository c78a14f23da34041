import { randomUUID } from 'node:crypto';
import { type AppendExpectedRevision, NO_STREAM } from '@eventstore/db-client';
import type { AppendRequest } from '../event-record.js';
import { AmbiguousWrite, type Appended, type ExpectedRevision, RevisionConflict } from '../event-store.js';
import { type AppendFailure, appendFailureOf, isTransient, NoAnswer, poisonsClient } from './failures.js';
import type { Source } from './read-events.js';
import { readStored } from './read-stream.js';
import { eventsToSend } from './stored-form.js';
import type { StreamIndex } from './stream-index.js';
import { backOff, freshTurn, QUIET, within } from './waiting.js';

export interface Appending {
  readonly source: Source;
  /** How long the server may take; our own timer runs a little longer. */
  readonly deadlineMs: number;
}

/** How often the same append is sent in vain, before the caller is told. */
const FAILURES_MAX = 3;

/** How often an append to whatever is there may lose its race. */
const RACES_MAX = 100;

/** How much longer than the server we wait. */
const GRACE_MS = 500;

/** The client sends one event after the other, so a large append takes its time on the way. */
const PER_EVENT_MS = 10;

type Outcome = { readonly kind: 'acknowledged' } | { readonly kind: AppendFailure; readonly error: unknown };

/** Something was sent and may be in the log; `cause` says why that is not known. */
interface Doubt {
  readonly cause: unknown;
}

/**
 * Every answer comes from reading the stream, never from the acknowledgement alone: the server takes equal ids for equal events, so
 * that an acknowledged append may be another one with other content. One append of a stream at a time.
 */
export const appendEvents = async (
  appending: Appending,
  index: StreamIndex,
  request: AppendRequest,
): Promise<Appended> => {
  const { stream, expected } = request;
  const attempt = randomUUID();
  let fresh = index.revision < 0;
  let doubt: Doubt | undefined;
  if (fresh) await refresh(appending.source, index, stream, doubt);
  for (let failures = 0, races = 0; ; fresh = true) {
    let knownEnd: number | undefined;
    const earlier = index.earlierAnswer(request, attempt);
    if (earlier) return earlier;
    if (isAt(index, expected)) {
      if (doubt && failures >= FAILURES_MAX) throw new AmbiguousWrite(stream, doubt.cause);
      const outcome = await send(appending, index, request, attempt);
      doubt ??= doubtOf(outcome);
      if (outcome.kind === 'refused') {
        if (!doubt) throw outcome.error;
        failures = FAILURES_MAX;
      } else if (outcome.kind === 'conflict') {
        races += 1;
        if (races > RACES_MAX) throw new RevisionConflict(stream, expected, revisionOf(index));
      } else {
        failures += 1;
        if (outcome.kind === 'not-written' && !doubt && failures >= FAILURES_MAX) throw outcome.error;
        if (outcome.kind === 'acknowledged') knownEnd = index.revision + 1 + request.events.length;
        else await backOff(failures, 1_000);
      }
    } else if (fresh) {
      throw new RevisionConflict(stream, expected, revisionOf(index));
    }
    await refresh(appending.source, index, stream, doubt, knownEnd);
  }
};

const doubtOf = (outcome: Outcome): Doubt | undefined => {
  if (outcome.kind === 'unknown') return { cause: outcome.error };
  if (outcome.kind !== 'acknowledged') return undefined;
  return { cause: new Error('Acknowledged, but not to be seen in the log yet') };
};

/** @throws AmbiguousWrite when something was sent and the log cannot be asked about it. */
const refresh = async (
  source: Source,
  index: StreamIndex,
  stream: string,
  doubt: Doubt | undefined,
  knownEnd?: number,
): Promise<void> => {
  try {
    const range = { from: index.revision + 1, ...(knownEnd !== undefined && { knownEnd }) };
    for await (const stored of readStored(source, stream, range)) index.add(stored);
  } catch (error) {
    throw doubt && isTransient(error) ? new AmbiguousWrite(stream, doubt.cause) : error;
  }
};

const revisionOf = ({ revision }: StreamIndex): number | undefined => (revision < 0 ? undefined : revision);

const isAt = (index: StreamIndex, expected: ExpectedRevision): boolean =>
  expected === 'any' || (expected === 'none' ? undefined : expected) === revisionOf(index);

/** Always at an explicit revision: only there the server promises to write a repeated append once. */
const send = async (
  { source, deadlineMs }: Appending,
  index: StreamIndex,
  { stream, events }: AppendRequest,
  attempt: string,
): Promise<Outcome> => {
  const { connection, prefix } = source;
  const proposed = eventsToSend(events, index.streamHash, attempt);
  const expectedRevision: AppendExpectedRevision = index.revision < 0 ? NO_STREAM : BigInt(index.revision);
  await freshTurn();
  const client = connection.client();
  try {
    const options = {
      expectedRevision,
      credentials: connection.credentials,
      deadline: deadlineMs + events.length * PER_EVENT_MS,
      requiresLeader: true,
    };
    const patienceMs = options.deadline + GRACE_MS;
    const result = await within(patienceMs, client.appendToStream(prefix + stream, proposed, options));
    if (result === QUIET) throw new NoAnswer(`an append to ${stream}`, patienceMs);
    return { kind: 'acknowledged' };
  } catch (error) {
    if (poisonsClient(error)) connection.replace(client);
    return { kind: appendFailureOf(error), error };
  }
};
