import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { assert } from '#kernel/assert.js';
import { mask } from '#kernel/chinese-identifiers/mask.js';

/**
 * A personal text under its owner's key: `sealed:v1:<subject>:<nonce, tag and ciphertext in base64url>`. It says whose it is, so it can
 * be opened wherever it was copied to, and it is the same text whenever the same fact is sealed again.
 */
const SEALED = /^sealed:v1:([^:]+):([A-Za-z0-9_-]+)$/;
const MASKED = 'masked:';
const PREFIX = 'sealed:v1:';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** What a person's text reads as once the key is destroyed. */
export const FORGOTTEN = '〔已遗忘 forgotten〕';

/** The three keys that one person's data key gives. */
export interface PersonKey {
  readonly encryption: Buffer;
  readonly nonce: Buffer;
  readonly fingerprint: Buffer;
}

export const personKeyOf = (dataKey: Buffer): PersonKey => {
  assert(dataKey.length === KEY_BYTES, 'A data key has 32 bytes');
  const derived = (purpose: string): Buffer => createHmac('sha256', dataKey).update(purpose).digest();
  return { encryption: derived('encryption'), nonce: derived('nonce'), fingerprint: derived('fingerprint') };
};

/** Somebody changed a sealed text, or it was sealed under another key. */
export class SealBroken extends Error {
  constructor(readonly subject: string) {
    super(`A sealed text of ${subject} does not open with the key of ${subject}`);
    this.name = 'SealBroken';
  }
}

/**
 * Seals a text. The nonce follows from what is sealed and where, under a key of its own: a repeated append gives the same bytes, which
 * the store's idempotency compares, and different texts never share a nonce.
 */
export const seal = (key: PersonKey, subject: string, place: readonly string[], text: string): string => {
  assert(!subject.includes(':') && subject !== '', `Not a subject of personal data: ${subject}`);
  const nonce = createHmac('sha256', key.nonce)
    .update(JSON.stringify([...place, text]))
    .digest()
    .subarray(0, NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.encryption, nonce);
  cipher.setAAD(Buffer.from(PREFIX + subject));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${PREFIX}${subject}:${Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url')}`;
};

/** @throws SealBroken for another key, another subject or a changed text. */
export const unseal = (key: PersonKey, sealed: string): string => {
  const [, subject = '', encoded = ''] = SEALED.exec(sealed) ?? [];
  const bytes = Buffer.from(encoded, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.encryption, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(PREFIX + subject));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    // What the library says names neither the person nor what was tried.
    throw new SealBroken(subject);
  }
};

export const isSealed = (text: string): boolean => text.startsWith(PREFIX) && SEALED.test(text);

/** Whether a text from outside would be taken for one of ours. */
export const looksSealed = (text: string): boolean =>
  /(sealed|masked):/i.test(text) && /sealed:v\d+:/i.test(text);

/** Whose text it is; undefined for a text that is not sealed. Also of one that is to be shown masked. */
export const subjectOf = (text: string): string | undefined =>
  text.startsWith(PREFIX) || text.startsWith(MASKED + PREFIX)
    ? SEALED.exec(text.startsWith(MASKED) ? text.slice(MASKED.length) : text)?.[1]
    : undefined;

/** A number as screens show it: masked now, or, while it is sealed, once it is opened. */
export const masked = (text: string): string => {
  if (isSealed(text)) return MASKED + text;
  return text === FORGOTTEN ? text : mask(text);
};

/** The text behind a sealed one; `undefined` for a destroyed key. */
export const opened = (text: string, key: PersonKey | undefined): string => {
  if (!key) return FORGOTTEN;
  return text.startsWith(MASKED) ? mask(unseal(key, text.slice(MASKED.length))) : unseal(key, text);
};

/** Keyed hash that says whether two texts of one person are the same, and nothing to whom the key is gone. */
export const fingerprintUnder = (key: PersonKey, content: readonly string[]): string =>
  createHmac('sha256', key.fingerprint).update(JSON.stringify(content)).digest('hex');

export const sameFingerprint = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
