import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { assert } from '#kernel/assert.js';

/** A file inside an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: AsyncIterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
}

// PKZIP APPNOTE 4.3: sizes follow each file (bit 3), names are UTF-8 (bit 11), all are deflated, all from 1980-01-01.
const VERSION = 20;
const FLAGS = 0x0808;
const DEFLATED = 8;
const DAY_ONE = 0x0021;
const LARGEST = 0xffff_ffff;

/** An archive, file by file and piece by piece: nothing is kept but the list of files. */
export async function* zipOf(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, content } of entries) {
    const path = Buffer.from(name, 'utf8');
    const header = localHeader(path);
    yield header;
    const sums = { crc: 0, packed: 0, plain: 0 };
    const packed = Readable.from(counted(content, sums)).pipe(createDeflateRaw());
    for await (const piece of packed as AsyncIterable<Buffer>) {
      sums.packed += piece.length;
      yield piece;
    }
    const trailer = descriptor(sums);
    yield trailer;
    written.push({ name: path, offset, ...sums });
    offset += header.length + sums.packed + trailer.length;
    assert(offset < LARGEST && sums.plain < LARGEST, 'An archive of more than 4 GiB needs another format');
  }
  const directory = written.map(directoryEntry);
  yield* directory;
  yield endOf(
    written.length,
    directory.reduce((sum, { length }) => sum + length, 0),
    offset,
  );
}

async function* counted(
  content: AsyncIterable<string>,
  sums: { crc: number; plain: number },
): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const piece = Buffer.from(text, 'utf8');
    sums.crc = crc32(piece, sums.crc);
    sums.plain += piece.length;
    yield piece;
  }
}

/** Little-endian fields: a number of 16 or 32 bits each. */
const fields = (...values: readonly (readonly [bits: 16 | 32, value: number])[]): Buffer => {
  const bytes = Buffer.alloc(values.reduce((size, [bits]) => size + bits / 8, 0));
  let at = 0;
  for (const [bits, value] of values)
    at = bits === 16 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at);
  return bytes;
};

const localHeader = (name: Buffer): Buffer =>
  Buffer.concat([
    fields(
      [32, 0x04034b50],
      [16, VERSION],
      [16, FLAGS],
      [16, DEFLATED],
      [16, 0],
      [16, DAY_ONE],
      [32, 0],
      [32, 0],
      [32, 0],
      [16, name.length],
      [16, 0],
    ),
    name,
  ]);

const descriptor = ({ crc, packed, plain }: Pick<Written, 'crc' | 'packed' | 'plain'>): Buffer =>
  fields([32, 0x08074b50], [32, crc], [32, packed], [32, plain]);

const directoryEntry = ({ name, offset, crc, packed, plain }: Written): Buffer =>
  Buffer.concat([
    fields(
      [32, 0x02014b50],
      [16, VERSION],
      [16, VERSION],
      [16, FLAGS],
      [16, DEFLATED],
      [16, 0],
      [16, DAY_ONE],
      [32, crc],
      [32, packed],
      [32, plain],
      [16, name.length],
      [16, 0],
      [16, 0],
      [16, 0],
      [16, 0],
      [32, 0],
      [32, offset],
    ),
    name,
  ]);

const endOf = (count: number, size: number, offset: number): Buffer =>
  fields([32, 0x06054b50], [16, 0], [16, 0], [16, count], [16, count], [32, size], [32, offset], [16, 0]);
