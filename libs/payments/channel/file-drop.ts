import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { assert } from '#kernel/assert.js';
import type { BankChannel, Delivery, OutgoingFile } from './bank-channel.js';

/** Places below the outbox that nobody collects from. */
const STAGED = '.staged';
const HANDED_OVER = '.handed-over';

interface Mark {
  readonly fileHash: string;
  /** Name in `STAGED` of the bytes that may appear in the outbox under this mark, and no others. */
  readonly staged: string;
}

const OWNER_ONLY = 0o600;

const writeDurably = async (path: string, content: Uint8Array | string): Promise<void> => {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** A name in a folder lasts only when the folder was synced as well. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

const readMark = async (path: string): Promise<Mark | undefined> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Mark;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Puts the mark there whole or not at all. @returns the mark that stands, ours or an earlier one. */
const markOnce = async (outbox: string, fileName: string, mark: Mark): Promise<Mark> => {
  const place = join(outbox, HANDED_OVER, fileName);
  const draft = join(outbox, STAGED, `${mark.staged}.mark`);
  await writeDurably(draft, JSON.stringify(mark));
  try {
    await link(draft, place);
  } catch (error) {
    // Whoever made the mark may have cleared our draft away already.
    if (!isCode(error, 'EEXIST') && !isCode(error, 'ENOENT')) throw error;
  }
  await rm(draft, { force: true });
  await syncFolder(join(outbox, HANDED_OVER));
  const standing = await readMark(place);
  assert(standing, 'A mark that was made is there');
  return standing;
};

/** The one step that shows the file. Done already, by us or by an earlier attempt, it does nothing. */
const show = async (outbox: string, fileName: string, { staged }: Mark): Promise<void> => {
  try {
    await rename(join(outbox, STAGED, staged), join(outbox, fileName));
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  await syncFolder(outbox);
};

const stage = async (
  outbox: string,
  { fileName, fileHash, bytes }: OutgoingFile,
  newName: () => string,
): Promise<Mark> => {
  const staged = `${fileName}.${newName()}`;
  await writeDurably(join(outbox, STAGED, staged), bytes);
  await syncFolder(join(outbox, STAGED));
  return markOnce(outbox, fileName, { fileHash, staged });
};

/** What attempts that were killed left behind; they hold account numbers. Once a file was shown, nothing staged for it may be. */
const clear = async (outbox: string, fileName: string): Promise<void> => {
  for (const name of await readdir(join(outbox, STAGED))) {
    if (name.startsWith(`${fileName}.`)) await rm(join(outbox, STAGED, name), { force: true });
  }
};

const drop = async (outbox: string, file: OutgoingFile, newName: () => string): Promise<Delivery> => {
  const { fileName, fileHash } = file;
  assert(fileName === basename(fileName) && !fileName.startsWith('.'), 'A file name is no path');
  for (const folder of [STAGED, HANDED_OVER]) await mkdir(join(outbox, folder), { recursive: true });
  const known = await readMark(join(outbox, HANDED_OVER, fileName));
  const mark = known ?? (await stage(outbox, file, newName));
  assert(mark.fileHash === fileHash, `${fileName} was handed over with other content`);
  await show(outbox, fileName, mark);
  await clear(outbox, fileName);
  return { outcome: 'delivered', receipt: fileName };
};

/**
 * Puts the file into a folder from which the bank's client, or a person, collects it. It appears there whole and once: a mark that
 * stays behind says that it did, also after it was collected. Killed between any two steps, the next attempt goes on where it
 * stopped. A disk that is full or gone throws, and nothing was shown.
 *
 * @param newName a name no other attempt has, for what is staged.
 */
export const fileDrop = (outbox: string, newName: () => string): BankChannel => ({
  name: 'file-drop',
  repeatable: true,
  ready: async () => {
    await mkdir(outbox, { recursive: true });
  },
  deliver: (file) => drop(outbox, file, newName),
});
