import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readCsv } from './read-csv.js';
import { inspectXlsx, readXlsx } from './read-xlsx.js';
import { TABLE_LIMITS, type TableLimits } from './table-limits.js';
import { stopAtLimit, stopFile } from './table-refusals.js';
import type { OpenTable } from './table-row.js';
import { stopEncrypted } from './zip-parts.js';

/**
 * Looks at a file that people gave: what it is, by its content and not by its name, and its hash. A file whose name says something
 * else is refused, because the next program would believe the name.
 *
 * @param fileName as the sender calls it; the file itself is at `path`.
 * @throws RefusalError with a code in `import-file.` for anything that is not a table within the limits.
 */
export const openTable = async (
  path: string,
  fileName: string,
  limits: TableLimits = TABLE_LIMITS,
): Promise<OpenTable> => {
  const { size: bytes } = await stat(path);
  if (bytes === 0) stopFile('empty', { zh: '文件是空的', en: 'the file is empty' });
  if (bytes > limits.fileBytes) stopAtLimit('too-large', limits.fileBytes, { zh: '字节', en: 'bytes' });
  const { head, sha256 } = await digestOf(path);
  const format = formatOf(head, fileName);
  const { daysFrom1904 } = format === 'xlsx' ? await inspectXlsx(path, limits) : { daysFrom1904: false };
  const rows: OpenTable['rows'] = (signal) => (format === 'xlsx' ? readXlsx : readCsv)(path, limits, signal);
  return { format, sha256, bytes, daysFrom1904, rows };
};

const HEAD_BYTES = 64 * 1024;

const digestOf = async (path: string): Promise<{ readonly head: Buffer; readonly sha256: string }> => {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]);
  }
  return { head, sha256: hash.digest('hex') };
};

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

const formatOf = (head: Buffer, fileName: string): OpenTable['format'] => {
  if (head.subarray(0, 8).equals(COMPOUND_FILE)) {
    if (head.includes(ENCRYPTED_PACKAGE)) stopEncrypted();
    stopFile('old-format', {
      zh: '不接受 .xls；请另存为 .xlsx',
      en: '.xls is not accepted; save the file as .xlsx',
    });
  }
  const format = head.subarray(0, 4).equals(ZIP) ? 'xlsx' : 'csv';
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase();
  if (extension !== format) {
    stopFile(
      'wrong-extension',
      { zh: `文件名不符：内容是 ${format}`, en: `the name does not fit: the content is ${format}` },
      {},
      { format },
    );
  }
  return format;
};
