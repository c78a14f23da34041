import type { BusinessDate } from '#kernel/business-date.js';
import { contentHashOfBytes, contentHashOfText, coveredText, coveredTextIn } from './content-of-event.js';
import type { EventMetadata, LogPosition, StoredEvent } from './envelope.js';
import { EventCorrupted } from './event-store.js';
import { logPosition } from './log-position.js';

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
  readonly metadata: string;
  /** Canonical JSON: its text, or its bytes where the store has put them. */
  readonly data: string | PieceOfPage;
}

export interface PieceOfPage {
  readonly page: Buffer;
  readonly from: number;
  readonly to: number;
}

/**
 * An event out of a store, whose content hash was recomputed. Data and metadata are parsed when somebody looks at them: most readers
 * of the log want some types only. What the hash covers of the metadata is found in its text; parsing must then come to the same.
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
  readonly #keptMetadata: string;
  /** What the hash covers of the metadata, as it was found in their text. */
  readonly #covered: string | undefined;
  #data: StoredEvent['data'] | undefined;
  #metadata: EventMetadata | undefined;

  /** @throws EventCorrupted when the content does not match its hash. */
  constructor(recorded: Recorded) {
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
    this.#keptMetadata = recorded.metadata;
    this.#covered = coveredTextIn(recorded.metadata);
    if (this.#covered === undefined) void this.metadata;
    else this.#assertIntact(this.#covered);
  }

  get position(): LogPosition {
    return logPosition(this.#place);
  }

  get data(): StoredEvent['data'] {
    this.#data ??= JSON.parse(textOf(this.#keptData)) as StoredEvent['data'];
    return this.#data;
  }

  get metadata(): EventMetadata {
    if (this.#metadata) return this.#metadata;
    const metadata = JSON.parse(this.#keptMetadata) as EventMetadata;
    const covered = coveredText(metadata);
    if (covered !== this.#covered) this.#assertIntact(covered);
    this.#metadata = metadata;
    return metadata;
  }

  #assertIntact(covered: string): void {
    const data = this.#keptData;
    const hash =
      typeof data === 'string'
        ? contentHashOfText(this, covered, data)
        : contentHashOfBytes(this, covered, data.page, data.from, data.to);
    if (hash === this.contentHash) return;
    throw new EventCorrupted(`${this.stream}@${this.revision}`, 'its content does not match its hash');
  }
}

const textOf = (data: Recorded['data']): string =>
  typeof data === 'string' ? data : data.page.toString('utf8', data.from, data.to);
