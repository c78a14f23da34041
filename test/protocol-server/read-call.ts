import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import streamMessages from '@eventstore/db-client/generated/streams_pb.js';
import { nameOf } from './append-call.js';
import type { ReadFault } from './faults.js';
import {
  checkpointAt,
  eventResponse,
  streamNotFound,
  subscriptionConfirmed,
  withCaughtUp,
} from './read-responses.js';
import { failed, notLeader } from './rpc-errors.js';
import type { Serving } from './serving.js';
import type { LoggedEvent } from './stored-log.js';

type Options = streamMessages.ReadReq.Options;
type Call = ServerWritableStream<streamMessages.ReadReq, streamMessages.ReadResp>;

/** Reading a stream, reading the log, subscribing to the log: in this protocol one call with many options. */
export const readCall =
  (serving: Serving): handleServerStreamingCall<streamMessages.ReadReq, streamMessages.ReadResp> =>
  (call) => {
    const options = call.request.getOptions();
    const method = options?.hasSubscription() ? 'subscribe' : 'read';
    const refuse = (error: Error): void => void call.emit('error', error);
    if (!options || !serving.admits(method, call.metadata, refuse)) return;
    const fault = serving.faults[method].shift();
    if (fault?.kind === 'not-leader') return refuse(notLeader(fault.host, fault.port));
    const send = senderOf(call, fault);
    void (options.hasSubscription()
      ? subscribe(serving, call, options, send)
      : read(serving, call, options, send));
  };

/** Sends unless the client is gone or a fault has set in; false then. */
type Send = (response: streamMessages.ReadResp) => Promise<boolean>;

const senderOf = (call: Call, fault: ReadFault | undefined): Send => {
  let events = 0;
  return async (response) => {
    if (call.cancelled || call.destroyed || call.writableEnded) return false;
    if (fault && fault.kind !== 'not-leader' && events >= fault.after) {
      if (fault.kind === 'end') call.end();
      if (fault.kind === 'drop') call.emit('error', failed(fault.code));
      return false;
    }
    if (response.hasEvent()) events += 1;
    if (!call.write(response)) await anyOf(call, ['drain', 'cancelled', 'close']);
    return true;
  };
};

const anyOf = (call: Call, names: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      for (const name of names) call.off(name, done);
      resolve();
    };
    for (const name of names) call.on(name, done);
  });

const read = async ({ log }: Serving, call: Call, options: Options, send: Send): Promise<void> => {
  const ofStream = options.getStream();
  const name = ofStream && nameOf(ofStream);
  const events = name === undefined ? log.all : log.stream(name);
  if (!events) {
    if (await send(streamNotFound(ofStream?.getStreamIdentifier()))) call.end();
    return;
  }
  const count = Number(options.getCount());
  const backwards = Number(options.getReadDirection()) === 1;
  const start = startOf(options, events, backwards);
  const selected = backwards
    ? events.slice(Math.max(0, start - count), start).reverse()
    : events.slice(start, start + count);
  for (const event of selected) {
    if (!(await send(eventResponse(event)))) return;
  }
  // Also an empty answer passes the fault.
  if (await send(new streamMessages.ReadResp())) call.end();
};

/** Index of the first event to read; backwards, of the one before which to read: a revision is included then, a position is not. */
const startOf = (options: Options, events: readonly LoggedEvent[], backwards: boolean): number => {
  const from = options.getStream() ?? options.getAll();
  if (from?.hasEnd()) return events.length;
  if (from?.hasStart()) return 0;
  const revision = options.getStream()?.getRevision();
  if (revision !== undefined) return Math.min(Number(revision) + (backwards ? 1 : 0), events.length);
  const position = BigInt(options.getAll()?.getPosition()?.getCommitPosition() ?? 0);
  const found = events.findIndex((event) => event.position >= position);
  return found < 0 ? events.length : found;
};

/** Sends what is there, says that it has caught up, and goes on with what comes. The start is exclusive. */
const subscribe = async ({ log }: Serving, call: Call, options: Options, send: Send): Promise<void> => {
  const after = BigInt(options.getAll()?.getPosition()?.getCommitPosition() ?? -1);
  const passes = filterOf(options.getFilter());
  const every =
    (options.getFilter()?.getCheckpointintervalmultiplier() ?? 1) * (options.getFilter()?.getMax() || 32);
  let next = options.getAll()?.hasEnd()
    ? log.all.length
    : log.all.findIndex(({ position }) => position > after);
  if (next < 0) next = log.all.length;
  if (!(await send(subscriptionConfirmed()))) return;
  for (let considered = 0, live = false; ;) {
    const event = log.all[next];
    if (event) {
      next += 1;
      considered += 1;
      if (passes(event) && !(await send(eventResponse(event)))) return;
      if (considered % every === 0 && !(await send(checkpointAt(event.position)))) return;
    } else {
      if (!live && !(await send(withCaughtUp()))) return;
      live = true;
      await somethingToDo(log, call, next);
      if (call.cancelled || call.destroyed) return;
    }
  }
};

const somethingToDo = async (log: Serving['log'], call: Call, next: number): Promise<void> => {
  if (log.all.length > next) return;
  const stop = log.onAppend(() => call.emit('appended'));
  await anyOf(call, ['appended', 'cancelled', 'close']);
  stop();
};

const filterOf = (
  filter: streamMessages.ReadReq.Options.FilterOptions | undefined,
): ((event: LoggedEvent) => boolean) => {
  const byStream = filter?.getStreamIdentifier();
  const expression = byStream ?? filter?.getEventType();
  if (!expression) return () => true;
  const prefixes = expression.getPrefixList();
  const regex = new RegExp(expression.getRegex() || '^');
  return ({ stream, type }) => {
    const text = byStream ? stream : type;
    return prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
};
