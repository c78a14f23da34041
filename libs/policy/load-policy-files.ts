import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { assert } from '#kernel/assert.js';
import type { JsonObject } from '#kernel/fen-json.js';

/** Files of a book that are no measure. */
const PARTS = ['book.json', 'envelopes.json', 'entitlements.json'];

/**
 * The policy books that ship with the service: a folder each, with `book.json`, one file per measure, put together in the order of
 * the clauses, and lists of envelopes and entitlements where the source has some. They count once they are published.
 */
export const loadPolicyFiles = async (): Promise<readonly JsonObject[]> => {
  const folder = new URL('./measures/', import.meta.url);
  const entries = await readdir(fileURLToPath(folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.sort().map((name) => loadBook(new URL(`${name}/`, folder))));
};

const loadBook = async (folder: URL): Promise<JsonObject> => {
  const names = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith('.json'));
  const [head, measures, envelopes, entitlements] = await Promise.all([
    readJson('book.json', folder),
    Promise.all(
      names
        .filter((name) => !PARTS.includes(name))
        .sort(byClause)
        .map((name) => readMeasure(name, folder)),
    ),
    readList('envelopes', names, folder),
    readList('entitlements', names, folder),
  ]);
  return { ...head, measures, ...envelopes, ...entitlements };
};

const readList = async (key: string, names: readonly string[], folder: URL): Promise<JsonObject> =>
  names.includes(`${key}.json`) ? readJson(`${key}.json`, folder) : {};

const readMeasure = async (name: string, folder: URL): Promise<JsonObject> => {
  const measure = await readJson(name, folder);
  assert(
    typeof measure['id'] === 'string' && `${measure['id'].toLowerCase()}.json` === name,
    `${name} holds the measure of another name`,
  );
  return measure;
};

const readJson = async (name: string, folder: URL): Promise<JsonObject> =>
  JSON.parse(await readFile(new URL(name, folder), 'utf8')) as JsonObject;

const clauseOrder = new Intl.Collator('en', { numeric: true });

/** Article 4 comes before article 13. */
const byClause = (first: string, second: string): number => clauseOrder.compare(first, second);
