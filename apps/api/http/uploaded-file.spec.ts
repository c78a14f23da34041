import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { canonicalJson, sha256 } from '#kernel/content-hash.js';
import { receiveFile } from './uploaded-file.js';

const CHUNK = Buffer.alloc(64 * 1024, 'x');
const A_HUNDRED_MIB = 100 * 1024 * 1024;

describe('A file that is given', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tranche-upload-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lies on the disk as it came, and is known by its hash', async () => {
    const file = await receiveFile(Readable.from([Buffer.from('ab'), Buffer.from('c')]), folder, 3);
    expect(await readFile(file.path, 'utf8')).toBe('abc');
    expect(file).toMatchObject({ sha256: sha256('abc'), bytes: 3 });
  });

  it('is the same request wherever it lies', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => receiveFile(Readable.from([Buffer.from('abc')]), folder, 3)),
    );
    expect(one?.path).not.toBe(other?.path);
    expect(canonicalJson(one)).toBe(canonicalJson(other));
  });

  it('that is too long is refused at its limit, without the rest being read, and leaves nothing behind', async () => {
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        for (; ; sent += CHUNK.length) yield CHUNK;
      })(),
      { objectMode: false },
    );
    await expect(receiveFile(endless, folder, 1024 * 1024)).rejects.toMatchObject({ statusCode: 413 });
    expect(sent).toBeLessThan(A_HUNDRED_MIB);
    expect(await readdir(folder)).toEqual([]);
  });
});
