import { canonicalJson, sha256 } from '#kernel/content-hash.js';
import type { NewEvent } from './envelope.js';

/**
 * What makes two events with one id the same fact. The moment of writing, the correlation and the actor's session are left out on
 * purpose: a retry happens later, but says the same thing.
 */
export const contentHashOf = (event: NewEvent): string =>
  sha256(
    canonicalJson({
      id: event.id,
      type: event.type,
      version: event.version,
      data: event.data,
      effectiveOn: event.effectiveOn,
      actor: event.metadata.actor,
      commandId: event.metadata.commandId,
    }),
  );

/** The chain starts from 64 zeros. */
export const CHAIN_START = '0'.repeat(64);

export const chainHash = (previous: string, contentHash: string): string => sha256(`${previous}${contentHash}`);
