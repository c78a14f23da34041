import { Worker } from 'node:worker_threads';
import { orThrow, type Refusal, RefusalError, refuse } from '#kernel/refusal.js';
import type { CheckedAnswer } from './checked-answer.js';

/** Memory of a reader, in MiB; a file that needs more is refused, and the service goes on. */
const READER_MEMORY_MIB = 1024;

/**
 * Reads a bank's file in a thread of its own: 20,000 payments of XML take seconds, in which nobody else would be answered.
 *
 * @throws RefusalError for a file that cannot be read.
 */
export const readAside = (bytes: Uint8Array, schemaFolder: string | undefined): Promise<CheckedAnswer> =>
  new Promise((resolve, reject) => {
    const reader = new Worker(new URL('./answer-reader.js', import.meta.url), {
      workerData: { bytes, schemaFolder },
      resourceLimits: { maxOldGenerationSizeMb: READER_MEMORY_MIB },
    });
    reader.once('message', (read: CheckedAnswer | Refusal) => {
      try {
        resolve(orThrow(read));
      } catch (error) {
        reject(error as Error);
      }
    });
    reader.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new RefusalError(tooMuch()) : error),
    );
    reader.once('exit', () => reject(new Error('The reader of a bank file ended without an answer')));
  });

const tooMuch = (): Refusal =>
  refuse(
    'bank-file.too-large',
    `读取该文件所需内存超过 ${READER_MEMORY_MIB} MiB`,
    `Reading this file takes more than ${READER_MEMORY_MIB} MiB of memory`,
    { facts: { limitMib: READER_MEMORY_MIB } },
  );
