import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { WrappedKey } from './key-vault.js';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The keys that wrap the keys of persons. The first is current; the others still open what was wrapped before. */
export interface MasterKeys {
  readonly currentId: string;
  /** Data key → as the vault keeps it, under the current master key. */
  wrap(subject: string, dataKey: Buffer): WrappedKey;
  /** @throws MasterKeyMissing when it was wrapped under a key that is not given. */
  unwrap(kept: WrappedKey): Buffer;
}

export class MasterKeyMissing extends Error {
  constructor(masterKeyId: string) {
    super(
      `主密钥 ${masterKeyId} 未提供 / The master key ${masterKeyId} is not given: name it in TRANCHE_MASTER_KEY or its file after the current one`,
    );
    this.name = 'MasterKeyMissing';
  }
}

/** Sixty-four hexadecimal digits or base64 of 32 bytes, one after the other, separated by commas or line ends. */
const readKeys = (text: string): readonly Buffer[] =>
  text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const key = Buffer.from(part, /^[0-9a-f]{64}$/i.test(part) ? 'hex' : 'base64');
      if (key.length !== KEY_BYTES)
        throw new Error('主密钥应为 32 字节 / A master key has 32 bytes, as 64 hexadecimal digits or base64');
      return key;
    });

/** Names a key without telling anything about it. */
const idOf = (key: Buffer): string =>
  createHash('sha256')
    .update(`master ${key.toString('hex')}`)
    .digest('hex')
    .slice(0, 12);

/** @throws when a key is malformed or there is none. */
export const masterKeys = (text: string): MasterKeys => {
  const keys = new Map(readKeys(text).map((key) => [idOf(key), key]));
  const [current] = keys;
  if (!current) throw new Error('没有主密钥 / There is no master key');
  const [currentId, currentKey] = current;
  return {
    currentId,
    wrap: (subject, dataKey) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', currentKey, nonce).setAAD(Buffer.from(subject));
      const encrypted = Buffer.concat([cipher.update(dataKey), cipher.final()]);
      const wrapped = Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
      return { subject, wrapped, masterKeyId: currentId };
    },
    unwrap: ({ subject, wrapped, masterKeyId }) => {
      const key = keys.get(masterKeyId);
      if (!key) throw new MasterKeyMissing(masterKeyId);
      const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(subject));
      decipher.setAuthTag(wrapped.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
};

export const newMasterKey = (): string => randomBytes(KEY_BYTES).toString('hex');
