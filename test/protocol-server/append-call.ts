import { type handleClientStreamingCall, type sendUnaryData, status } from '@grpc/grpc-js';
import sharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import streamMessages from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendFault } from './faults.js';
import { failed, maximumAppendSizeExceeded, notLeader } from './rpc-errors.js';
import type { Serving } from './serving.js';
import type { Expected, ProposedEvent, Written } from './stored-log.js';

type Options = streamMessages.AppendReq.Options;
type Proposed = streamMessages.AppendReq.ProposedMessage | streamMessages.BatchAppendReq.ProposedMessage;

/** The classic append: one call, whose first message says where and whose other messages say what. */
export const appendCall =
  (serving: Serving): handleClientStreamingCall<streamMessages.AppendReq, streamMessages.AppendResp> =>
  async (call, answer) => {
    if (!serving.admits('append', call.metadata, answer)) return;
    let options: Options | undefined;
    const events: ProposedEvent[] = [];
    try {
      for await (const request of call as AsyncIterable<streamMessages.AppendReq>) {
        options ??= request.getOptions();
        const message = request.getProposedMessage();
        if (message) events.push(proposedOf(message));
      }
    } catch {
      return; // The client went away in the middle; nothing is written then.
    }
    if (!options) return answer(failed(status.INVALID_ARGUMENT));
    if (sizeOf(events) > serving.maxAppendBytes)
      return answer(maximumAppendSizeExceeded(serving.maxAppendBytes));
    const write = (): Written => serving.log.append(nameOf(options), expectedOf(options), events);
    answerWith(serving.faults.append.shift(), write, answer);
  };

const answerWith = (
  fault: AppendFault | undefined,
  write: () => Written,
  answer: sendUnaryData<streamMessages.AppendResp>,
): void => {
  switch (fault?.kind) {
    case 'not-leader':
      return answer(notLeader(fault.host, fault.port));
    case 'delay':
      setTimeout(() => answer(null, responseOf(write())), fault.ms);
      return;
    case 'mute':
      if (fault.stored) write();
      return;
    case 'fail':
      if (fault.stored) write();
      return answer(failed(fault.code));
    default:
      return answer(null, responseOf(write()));
  }
};

export const nameOf = (holder: {
  getStreamIdentifier(): sharedMessages.StreamIdentifier | undefined;
}): string => Buffer.from(holder.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');

const expectedOf = (options: Options): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'none';
  return options.hasStreamExists() ? 'exists' : Number(options.getRevision());
};

export const proposedOf = (message: Proposed): ProposedEvent => {
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? '',
    type: String(metadata.get('type')),
    contentType: String(metadata.get('content-type')),
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};

const sizeOf = (events: readonly ProposedEvent[]): number =>
  events.reduce((sum, { type, data, metadata }) => sum + type.length + data.length + metadata.length, 0);

const responseOf = (written: Written): streamMessages.AppendResp => {
  const response = new streamMessages.AppendResp();
  if (written.kind === 'written') {
    const success = new streamMessages.AppendResp.Success();
    const position = new streamMessages.AppendResp.Position();
    position.setCommitPosition(String(written.position));
    position.setPreparePosition(String(written.position));
    success.setCurrentRevision(String(written.revision));
    success.setPosition(position);
    response.setSuccess(success);
    return response;
  }
  const wrong = new streamMessages.AppendResp.WrongExpectedVersion();
  if (written.actual === undefined) wrong.setCurrentNoStream(new sharedMessages.Empty());
  else wrong.setCurrentRevision(String(written.actual));
  // A server may name another expectation than it was given; nobody should trust this field.
  wrong.setExpectedAny(new sharedMessages.Empty());
  response.setWrongExpectedVersion(wrong);
  return response;
};
