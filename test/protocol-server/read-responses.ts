import sharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import streamMessages from '@eventstore/db-client/generated/streams_pb.js';
import type { LoggedEvent } from './stored-log.js';

const { ReadResp } = streamMessages;
type Response = streamMessages.ReadResp;

/** 2024-01-02 in the server's ticks of 100 nanoseconds since 1970. */
const CREATED = '17041536000000000';

export const eventResponse = (event: LoggedEvent): Response => {
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new sharedMessages.UUID().setString(event.id));
  recorded.setStreamIdentifier(identifierOf(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', CREATED);
  recorded.setCustomMetadata(event.metadata);
  recorded.setData(event.data);
  const read = new ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(event.position));
  return new ReadResp().setEvent(read);
};

const identifierOf = (stream: string): sharedMessages.StreamIdentifier =>
  new sharedMessages.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));

export const streamNotFound = (stream: sharedMessages.StreamIdentifier | undefined): Response =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(stream));

export const subscriptionConfirmed = (): Response =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId('subscription'));

export const checkpointAt = (position: bigint): Response => {
  const checkpoint = new ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  return new ReadResp().setCheckpoint(checkpoint);
};

export const withCaughtUp = (): Response => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());
