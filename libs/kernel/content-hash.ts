import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { assert } from './assert.js';
import { toStored } from './fen-json.js';

/** RFC 8785 text of a JSON value: the same content is the same text, whatever the order of its keys. */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value);
  assert(text !== undefined, 'Nothing to canonicalise');
  return text;
};

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** SHA-256, in hex, over the canonical JSON of domain data; amounts count as their fen. */
export const contentHash = (data: object): string => sha256(canonicalJson(toStored(data)));
