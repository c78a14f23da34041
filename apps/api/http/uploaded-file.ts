import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Ends the name of a file that is not complete yet, or that nobody has taken. */
export const PART = '.part';

/**
 * A body that went to the disk while it came in, so that memory holds a piece of it. Only what says which file it is can be enumerated: a
 * retry has another path and is the same request.
 */
export class UploadedFile {
  readonly #path: string;

  constructor(
    path: string,
    readonly sha256: string,
    readonly bytes: number,
  ) {
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }
}

/** The body is longer than may be. Fastify answers 413 by the status. */
export class BodyTooLarge extends Error {
  readonly statusCode = 413;
  readonly code = 'FST_ERR_CTP_BODY_TOO_LARGE';

  constructor(readonly bytesMost: number) {
    super(`The body is longer than ${bytesMost} bytes`);
    this.name = 'BodyTooLarge';
  }
}

/** @throws BodyTooLarge as soon as there is one byte too many; nothing is left on the disk then. */
export const receiveFile = async (
  body: Readable,
  folder: string,
  bytesMost: number,
): Promise<UploadedFile> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}${PART}`);
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMost) throw new BodyTooLarge(bytesMost);
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(counted(), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return new UploadedFile(path, hash.digest('hex'), bytes);
};
