import { hash } from 'node:crypto';
import { canonicalJson } from '#kernel/content-hash.js';
import type { NewEvent } from './envelope.js';

/** What of an event is hashed, apart from its data. */
type Header = Pick<NewEvent, 'id' | 'type' | 'version' | 'effectiveOn'> & {
  readonly metadata: Pick<NewEvent['metadata'], 'actor' | 'commandId'>;
};

/**
 * What makes two events with one id the same fact. The moment of writing, the correlation and the actor's session are left out on
 * purpose: a retry happens later, but says the same thing.
 */
export const contentHashOf = (event: NewEvent): string => contentHashOfText(event, canonicalJson(event.data));

/**
 * The same for an event whose data is still the text the store keeps. The text is hashed as it is, because reading must notice any
 * changed byte and must not pay for writing the JSON again. The result is the RFC 8785 form of the object: its keys in order.
 */
export const contentHashOfText = (event: Header, canonicalData: string): string => {
  const { actor, commandId } = event.metadata;
  return sha256(
    `{"actor":{"id":${text(actor.id)},"role":${text(actor.role)}},"commandId":${text(commandId)},"data":${canonicalData},` +
      `"effectiveOn":${text(event.effectiveOn)},"id":${text(event.id)},"type":${text(event.type)},"version":${event.version}}`,
  );
};

/** Most header fields are plain ASCII, which is its own JSON. */
const text = (value: string): string => (NEEDS_NO_ESCAPE.test(value) ? `"${value}"` : JSON.stringify(value));

const NEEDS_NO_ESCAPE = /^[\w .:@-]*$/;

/** In one call, which is twice as fast as an object per hash; a replay hashes every event of the log. */
const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** The chain starts from 64 zeros. */
export const CHAIN_START = '0'.repeat(64);

export const chainHash = (previous: string, contentHash: string): string =>
  sha256(`${previous}${contentHash}`);
