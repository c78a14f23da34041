import { hash } from 'node:crypto';
import { assert } from './assert.js';
import { toStored } from './fen-json.js';

/**
 * RFC 8785 text of a JSON value: the same content is the same text, whatever the order of its keys. Written by hand because every
 * append and every check of a stored event goes through it; the specs compare it with a library.
 */
export const canonicalJson = (value: unknown): string => {
  const text = write(value);
  assert(text !== undefined, 'Nothing to canonicalise');
  return text;
};

/** Undefined for what JSON leaves out. Keys in the order of their UTF-16 units, as `sort` has it. */
const write = (value: unknown): string | undefined => {
  if (typeof value === 'number') assert(Number.isFinite(value), `Not a number JSON knows: ${value}`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item) ?? 'null').join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const item = write((value as Record<string, unknown>)[key]);
    if (item !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${item}`;
  }
  return `{${text}}`;
};

export const sha256 = (content: string | Uint8Array): string => hash('sha256', content, 'hex');

/** SHA-256, in hex, over the canonical JSON of domain data; amounts count as their fen. */
export const contentHash = (data: object): string => sha256(canonicalJson(toStored(data)));
