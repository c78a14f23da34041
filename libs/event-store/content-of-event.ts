import { hash } from 'node:crypto';
import { canonicalJson } from '#kernel/content-hash.js';
import type { NewEvent } from './envelope.js';
import { sha256OfBytes, type Utf8Bytes } from './utf8-bytes.js';

/** What of the metadata is hashed; see `coveredText`. */
type Covered = Pick<NewEvent['metadata'], 'actor' | 'commandId'>;

/** What of an event is hashed, apart from its data and metadata. */
type HashedHeader = Pick<NewEvent, 'id' | 'type' | 'version' | 'effectiveOn'>;

/**
 * What makes two events with one id the same fact. The moment of writing, the correlation and the actor's session are left out on
 * purpose: a retry happens later, but says the same thing.
 */
export const contentHashOf = (event: NewEvent): string =>
  contentHashOfText(event, coveredText(event.metadata), canonicalJson(event.data));

/**
 * The same for an event whose data is still the text the store keeps. The text is hashed as it is, because reading must notice any
 * changed byte and must not pay for writing the JSON again. The result is the RFC 8785 form of the object: its keys in order.
 */
export const contentHashOfText = (event: HashedHeader, covered: string, canonicalData: string): string =>
  sha256(`{${covered},"data":${canonicalData}${afterData(event)}`);

/** The same for data in bytes; everything else is plain ASCII, which is its own bytes. */
export const contentHashOfBytes = (event: HashedHeader, covered: string, canonicalData: Utf8Bytes): string =>
  sha256OfBytes(`{${covered},"data":${canonicalData}${afterData(event)}`);

/** The part of the metadata that is hashed, as it stands in what is hashed. */
export const coveredText = ({ actor, commandId }: Covered): string =>
  `"actor":{"id":${text(actor.id)},"role":${text(actor.role)}},"commandId":${text(commandId)}`;

const afterData = ({ effectiveOn, id, type, version }: HashedHeader): string =>
  NEEDS_NO_ESCAPE.test(type) && NEEDS_NO_ESCAPE.test(effectiveOn) && NEEDS_NO_ESCAPE.test(id)
    ? `,"effectiveOn":"${effectiveOn}","id":"${id}","type":"${type}","version":${version}}`
    : `,"effectiveOn":${text(effectiveOn)},"id":${text(id)},"type":${text(type)},"version":${version}}`;

/** Most header fields are plain ASCII, which is its own JSON. */
const text = (value: string): string => (NEEDS_NO_ESCAPE.test(value) ? `"${value}"` : JSON.stringify(value));

const NEEDS_NO_ESCAPE = /^[\w .:@-]*$/;

/** In one call, which is twice as fast as an object per hash; a replay hashes every event of the log. */
const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** The chain starts from 64 zeros. */
export const CHAIN_START = '0'.repeat(64);

export const chainHash = (previous: string, contentHash: string): string =>
  sha256(`${previous}${contentHash}`);
