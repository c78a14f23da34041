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
  `^\\{"recordedAt":${TEXT},"actor":\\{"id":${TEXT},"role":${TEXT}\\},"commandId":${TEXT},"commandHash":${TEXT},` +
    `"correlationId":${TEXT},"causationId":${OR_NULL},"policyVersion":${OR_NULL}\\}$`,
);

/**
 * Reads metadata in a third of the time that parsing their JSON takes; undefined for any others, for instance those of a refusal.
 * The expression spans the whole text, so there is nothing a parser could understand in another way.
 */
export const usualMetadataIn = (text: string): UsualMetadata | undefined =>
  USUAL.test(text) ? new UsualText(text) : undefined;

/** Most readers do not look at metadata, so the object is made when somebody does, and until then only the text is kept. */
class UsualText implements UsualMetadata {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** No text has a quotation mark in it, so what is found first is the field. */
  get covered(): string {
    const from = this.#text.indexOf('"actor":');
    return this.#text.slice(from, this.#text.indexOf(',"commandHash":', from));
  }

  parsed(): EventMetadata {
    const [, recordedAt, id, role, commandId, commandHash, correlationId, causationId, policyVersion] =
      USUAL.exec(this.#text)!;
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
