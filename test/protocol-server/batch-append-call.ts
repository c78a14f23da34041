import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import googleAny from 'google-protobuf/google/protobuf/any_pb.js';
import sharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import streamMessages from '@eventstore/db-client/generated/streams_pb.js';
import { nameOf, proposedOf } from './append-call.js';
import type { AppendFault } from './faults.js';
import { failed } from './rpc-errors.js';
import type { Serving } from './serving.js';
import type { Expected, ProposedEvent, Written } from './stored-log.js';

type Call = ServerDuplexStream<streamMessages.BatchAppendReq, streamMessages.BatchAppendResp>;
type Options = streamMessages.BatchAppendReq.Options;

interface Batch {
  readonly options: Options;
  readonly events: ProposedEvent[];
}

/** The append this project avoids: all appends of a client share one endless call. Here to show why. */
export const batchAppendCall =
  (
    serving: Serving,
  ): handleBidiStreamingCall<streamMessages.BatchAppendReq, streamMessages.BatchAppendResp> =>
  (call) => {
    serving.record('batchAppend', call.metadata);
    const batches = new Map<string, Batch>();
    call.on('data', (request: streamMessages.BatchAppendReq) => {
      const correlation = request.getCorrelationId()?.getString() ?? '';
      const options = request.getOptions();
      if (options) batches.set(correlation, { options, events: [] });
      const batch = batches.get(correlation);
      batch?.events.push(...request.getProposedMessagesList().map(proposedOf));
      if (!batch || !request.getIsFinal()) return;
      batches.delete(correlation);
      finish(serving, call, correlation, batch);
    });
    call.on('end', () => call.end());
  };

const finish = (
  { log, faults }: Serving,
  call: Call,
  correlation: string,
  { options, events }: Batch,
): void => {
  const fault: AppendFault | undefined = faults.append.shift();
  if (fault?.kind === 'end') return void call.end();
  if (fault?.kind === 'mute' && !fault.stored) return;
  if (fault?.kind === 'fail' && !fault.stored) return void call.emit('error', failed(fault.code));
  const response = responseOf(correlation, options, log.append(nameOf(options), expectedOf(options), events));
  if (fault?.kind === 'mute') return;
  if (fault?.kind === 'fail') return void call.emit('error', failed(fault.code));
  call.write(response);
  if (fault?.kind === 'acknowledge-twice') call.write(response);
};

const expectedOf = (options: Options): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'none';
  return options.hasStreamExists() ? 'exists' : Number(options.getStreamPosition());
};

const responseOf = (
  correlation: string,
  options: Options,
  written: Written,
): streamMessages.BatchAppendResp => {
  const response = new streamMessages.BatchAppendResp();
  response.setCorrelationId(new sharedMessages.UUID().setString(correlation));
  response.setStreamIdentifier(options.getStreamIdentifier());
  if (written.kind === 'written') {
    const position = new sharedMessages.AllStreamPosition();
    position.setCommitPosition(String(written.position));
    position.setPreparePosition(String(written.position));
    const success = new streamMessages.BatchAppendResp.Success();
    success.setCurrentRevision(String(written.revision));
    success.setPosition(position);
    response.setSuccess(success);
    return response;
  }
  const wrong = new sharedMessages.WrongExpectedVersion();
  if (written.actual !== undefined) wrong.setCurrentStreamRevision(String(written.actual));
  const details = new googleAny.Any();
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  const error = new statusMessages.Status();
  error.setMessage('WrongExpectedVersion');
  error.setDetails(details);
  response.setError(error);
  return response;
};
