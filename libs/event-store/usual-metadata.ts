import type { EventMetadata } from './envelope.js';

/** Metadata in the form this service writes them nearly always: these fields in this order, all of them plain ASCII. */
export interface UsualMetadata {
  /** What the content hash covers of them, as it stands in the text. */
  readonly covered: string;
  readonly parsed: () => EventMetadata;
}

/** A text that JSON writes as it is: no quotation mark, no backslash, nothing but printable ASCII. */
const TEXT = '"([ !#-\\[\\]-~]*)"';
const OR_NULL = `(?:null|${TEXT})`;

const USUAL = new RegExp(
  `^\\{"recordedAt":${TEXT},("actor":\\{"id":${TEXT},"role":${TEXT}\\},"commandId":${TEXT}),"commandHash":${TEXT},` +
    `"correlationId":${TEXT},"causationId":${OR_NULL},"policyVersion":${OR_NULL}\\}$`,
);

/**
 * Reads metadata in a third of the time that parsing their JSON takes; undefined for any others, for instance those of a refusal.
 * The expression spans the whole text, so there is nothing a parser could understand in another way.
 */
export const usualMetadataIn = (text: string): UsualMetadata | undefined => {
  const found = USUAL.exec(text);
  return found ? new Found(found) : undefined;
};

/** Most readers do not look at metadata, so the object is made when somebody does. */
class Found implements UsualMetadata {
  readonly covered: string;
  readonly #texts: RegExpExecArray;

  constructor(texts: RegExpExecArray) {
    this.covered = texts[2]!;
    this.#texts = texts;
  }

  parsed(): EventMetadata {
    const [, recordedAt, , id, role, commandId, commandHash, correlationId, causationId, policyVersion] =
      this.#texts;
    return {
      recordedAt,
      actor: { id, role },
      commandId,
      commandHash,
      correlationId,
      causationId: causationId ?? null,
      policyVersion: policyVersion ?? null,
    } as EventMetadata;
  }
}
