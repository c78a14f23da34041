import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '#kernel/content-hash.js';
import type { OutgoingFile } from './bank-channel.js';
import { fileDrop } from './file-drop.js';

const bytes = Buffer.from('the instruction');
const file: OutgoingFile = {
  messageId: 'batch-1',
  fileName: 'batch-1.xml',
  contentType: 'application/xml',
  fileHash: sha256(bytes),
  bytes,
};

describe('The outbox', () => {
  let outbox: string;
  const shown = async () => (await readdir(outbox)).filter((name) => !name.startsWith('.'));
  const staged = () => readdir(join(outbox, '.staged'));

  beforeEach(async () => {
    outbox = await mkdtemp(join(tmpdir(), 'outbox-'));
  });
  afterEach(() => rm(outbox, { recursive: true }));

  it('shows the file whole, for its owner only, and leaves nothing else behind', async () => {
    expect(await fileDrop(outbox, randomUUID).deliver(file)).toEqual({
      outcome: 'delivered',
      receipt: 'batch-1.xml',
    });
    expect(await shown()).toEqual(['batch-1.xml']);
    expect(await readFile(join(outbox, 'batch-1.xml'))).toEqual(bytes);
    expect(await staged()).toEqual([]);
  });

  it('shows it once: delivered again, also after it was collected, there is no second file (promise 2)', async () => {
    await fileDrop(outbox, randomUUID).deliver(file);
    await rename(join(outbox, 'batch-1.xml'), join(outbox, '..', 'collected-of-spec'));
    expect(await fileDrop(outbox, randomUUID).deliver(file)).toMatchObject({ outcome: 'delivered' });
    expect(await shown()).toEqual([]);
    await rm(join(outbox, '..', 'collected-of-spec'));
  });

  it('stops as a bug when other content would go out under the same name', async () => {
    await fileDrop(outbox, randomUUID).deliver(file);
    await expect(
      fileDrop(outbox, randomUUID).deliver({ ...file, fileHash: sha256('other') }),
    ).rejects.toThrow('content');
    await expect(fileDrop(outbox, randomUUID).deliver({ ...file, fileName: '../x' })).rejects.toThrow(
      'no path',
    );
  });

  it('goes on where it was killed: staged and not marked, or marked and not shown', async () => {
    for (const folder of ['.staged', '.handed-over']) await mkdir(join(outbox, folder), { recursive: true });
    await writeFile(join(outbox, '.staged', 'batch-1.xml.killed'), 'half');
    await fileDrop(outbox, randomUUID).deliver(file);
    expect(await readFile(join(outbox, 'batch-1.xml'))).toEqual(bytes);
    expect(await staged()).toEqual([]);

    const mark = { fileHash: file.fileHash, staged: 'batch-2.xml.marked' };
    await writeFile(join(outbox, '.staged', 'batch-2.xml.marked'), bytes);
    await writeFile(join(outbox, '.handed-over', 'batch-2.xml'), JSON.stringify(mark));
    await fileDrop(outbox, randomUUID).deliver({ ...file, fileName: 'batch-2.xml' });
    expect(await shown()).toEqual(['batch-1.xml', 'batch-2.xml']);
  });

  it('shows one file for many that deliver at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => fileDrop(outbox, randomUUID).deliver(file)));
    expect(await shown()).toEqual(['batch-1.xml']);
    expect(await staged()).toEqual([]);
  });
});
