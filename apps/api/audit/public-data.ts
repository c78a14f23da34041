import type { JsonObject } from '#kernel/fen-json.js';
import { isSealed } from '#personal-data/sealed-text.js';
import { mask } from '#kernel/chinese-identifiers/mask.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** What must not be read off a screen: numbers of documents and accounts, birthdays, and how a password is kept. */
const hidden = (key: string, value: unknown): unknown => {
  if (key === 'passwordHash') return '***';
  if (typeof value === 'string' && isSealed(value)) return value;
  if (key === 'bornOn' && typeof value === 'string') return `${value.slice(0, 4)}-**-**`;
  if ((key === 'number' || key === 'value') && typeof value === 'string') return mask(value);
  return publicData(value);
};

/** The data of an event with what is personal hidden; everything else as it is in the log. */
export const publicData = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(publicData);
  if (!isObject(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, hidden(key, value)]));
};

/** Whole policy books are on their own page. */
export const withoutContent = ({ content, ...data }: JsonObject): JsonObject =>
  isObject(content) && 'measures' in content ? data : { ...data, ...(content !== undefined && { content }) };
