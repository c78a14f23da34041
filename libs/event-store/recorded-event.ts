import type { BusinessDate } from '#kernel/business-date.js';
import { contentHashOfBytes, contentHashOfText, coveredText } from './content-of-event.js';
import type { EventMetadata, LogPosition, StoredEvent } from './envelope.js';
import { EventCorrupted } from './event-store.js';
import { logPosition } from './log-position.js';
import { type UsualMetadata, usualMetadataIn } from './usual-metadata.js';
import { textOfBytes, type Utf8Bytes } from './utf8-bytes.js';

/** An event as a store of one log keeps it. */
export interface Recorded {
  readonly place: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly effectiveOn: string;
  readonly contentHash: string;
  readonly streamHash: string;
  readonly metadata: string | UsualMetadata;
  /** Canonical JSON. */
  readonly data: string | { readonly bytes: Utf8Bytes };
}

/**
 * An event out of a store, whose content hash was recomputed. Data and metadata are parsed when somebody looks at them: most readers
 * of the log want some types only. Metadata of an unusual form are parsed at once, because the hash covers a part of them.
 */
export class RecordedEvent implements StoredEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly effectiveOn: BusinessDate;
  readonly contentHash: string;
  readonly streamHash: string;
  readonly #place: number;
  readonly #keptData: Recorded['data'];
  readonly #keptMetadata: UsualMetadata | undefined;
  #data: StoredEvent['data'] | undefined;
  #metadata: EventMetadata | undefined;

  /** @throws EventCorrupted when the content does not match its hash. */
  constructor(recorded: Recorded) {
    const { metadata } = recorded;
    this.stream = recorded.stream;
    this.revision = recorded.revision;
    this.id = recorded.id;
    this.type = recorded.type;
    this.version = recorded.version;
    this.effectiveOn = recorded.effectiveOn as BusinessDate;
    this.contentHash = recorded.contentHash;
    this.streamHash = recorded.streamHash;
    this.#place = recorded.place;
    this.#keptData = recorded.data;
    this.#keptMetadata = typeof metadata === 'string' ? usualMetadataIn(metadata) : metadata;
    if (!this.#keptMetadata) this.#metadata = this.#parsedMetadata(metadata as string);
    if (this.#recomputedHash() !== this.contentHash) throw this.#corrupted();
  }

  get position(): LogPosition {
    return logPosition(this.#place);
  }

  get data(): StoredEvent['data'] {
    this.#data ??= this.ownData();
    return this.#data;
  }

  ownData(): StoredEvent['data'] {
    return JSON.parse(textOf(this.#keptData)) as StoredEvent['data'];
  }

  get metadata(): EventMetadata {
    this.#metadata ??= this.#keptMetadata!.parsed();
    return this.#metadata;
  }

  #parsedMetadata(text: string): EventMetadata {
    try {
      return JSON.parse(text) as EventMetadata;
    } catch {
      throw this.#corrupted();
    }
  }

  #corrupted(): EventCorrupted {
    return new EventCorrupted(`${this.stream}@${this.revision}`, 'its content does not match its hash');
  }

  #recomputedHash(): string {
    const [data, usual] = [this.#keptData, this.#keptMetadata];
    if (usual && typeof data !== 'string') return contentHashOfBytes(this, usual.covered, data.bytes);
    return contentHashOfText(this, usual?.covered ?? coveredText(this.metadata), textOf(data));
  }
}

const textOf = (data: Recorded['data']): string =>
  typeof data === 'string' ? data : textOfBytes(data.bytes);
