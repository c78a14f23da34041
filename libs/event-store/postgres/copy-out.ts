import type { Connection, PoolClient, Submittable } from 'pg';

/** Rows of a query as PostgreSQL sends them in binary COPY, one behind the other. */
export interface CopiedRows {
  readonly bytes: Buffer;
  /** Where each row begins: two bytes with its number of columns, then each column behind four bytes with its length. */
  readonly starts: readonly number[];
  /** Nobody will look at the bytes any more, so they may be overwritten. Not to be called is no mistake. */
  readonly release: () => void;
}

/** Behind it: four bytes of flags and four with the length of an extension, which is empty. */
const SIGNATURE = Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1');
const HEADER_BYTES = SIGNATURE.length + 8;
/** Where the number of columns stands, the file ends. */
const END_OF_FILE = 0xff_ff;
const FIRST_BYTES = 1 << 16;

/**
 * Memory of pages that were released. It lies outside the heap, and so much of it, thrown away so fast, has the collector go through
 * the whole heap every thirty pages.
 */
const spare: Buffer[] = [];
const SPARE_MOST = 4;
const SPARE_BYTES_MOST = 1 << 22;

const release = (bytes: Buffer): void => {
  if (spare.length < SPARE_MOST && bytes.length <= SPARE_BYTES_MOST) spare.push(bytes);
};

/**
 * Reads a query by COPY: the server writes no row descriptions, and nothing is turned into text that nobody looks at. The text of the
 * query is sent as it is, so it is the caller's business that nothing foreign is in it.
 */
export const copyOut = (client: PoolClient, query: string, bytesExpected: number): Promise<CopiedRows> =>
  new Promise((resolve, reject) => {
    client.query(
      new CopyOut(`copy (${query}) to stdout (format binary)`, bytesExpected, (error, rows) => {
        if (rows) resolve(rows);
        else reject(error);
      }),
    );
  });

type Callback = (error: Error | undefined, rows?: CopiedRows) => void;

/** What the client calls while the answer to a query comes in; see `Query` of `pg`. */
class CopyOut implements Submittable {
  readonly #text: string;
  #bytes: Buffer;
  readonly #starts: number[] = [];
  #length = 0;
  /** The client puts its timer around it. */
  callback: Callback;

  constructor(text: string, bytesExpected: number, callback: Callback) {
    this.#text = text;
    this.#bytes = spare.pop() ?? Buffer.allocUnsafe(Math.max(bytesExpected, FIRST_BYTES));
    this.callback = callback;
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  /** One row a message. The client reuses the memory of the chunk. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const start =
      this.#starts.length === 0 && SIGNATURE.compare(chunk, 0, SIGNATURE.length) === 0 ? HEADER_BYTES : 0;
    if (chunk.length < start + 2 || chunk.readUInt16BE(start) === END_OF_FILE) return;
    const end = this.#length + chunk.length - start;
    if (end > this.#bytes.length) this.#grow(end);
    chunk.copy(this.#bytes, this.#length, start);
    this.#starts.push(this.#length);
    this.#length = end;
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafe(Math.max(bytes, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  handleCommandComplete(): void {
    // The answer is complete when the client is ready for the next query.
  }

  handleReadyForQuery(): void {
    const bytes = this.#bytes;
    this.callback(undefined, {
      bytes: bytes.subarray(0, this.#length),
      starts: this.#starts,
      release: () => release(bytes),
    });
  }
}
