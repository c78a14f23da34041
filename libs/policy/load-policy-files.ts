import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '#kernel/fen-json.js';

/** The policy book files that ship with the service, by file name. They count once they are published. */
export const loadPolicyFiles = async (): Promise<readonly JsonObject[]> => {
  const folder = new URL('./measures/', import.meta.url);
  const names = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(new URL(name, folder), 'utf8')) as JsonObject),
  );
};
