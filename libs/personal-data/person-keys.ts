import { randomBytes } from 'node:crypto';
import { assert } from '#kernel/assert.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import type { KeptKey, KeyVault, WrappedKey } from './key-vault.js';
import type { MasterKeys } from './master-keys.js';
import { type PersonKey, personKeyOf } from './sealed-text.js';

const CACHED_MAX = 2_000;
/** How long a process may go on reading a person whose key another process has destroyed. */
const CACHED_FOR_MS = 10_000;
const DATA_KEY_BYTES = 32;

/** A key that should be there is not: the vault is older than the log, or another one. Not the same as destroyed. */
export class PersonKeyMissing extends Error {
  constructor(subject: string) {
    super(`The key store has no key of ${subject}, and no record of its destruction`);
    this.name = 'PersonKeyMissing';
  }
}

/** Keys of persons, opened. */
export interface PersonKeys {
  /** Makes the keys that are not there yet. @throws RefusalError `party.forgotten` for a destroyed one. */
  forSealing(subjects: readonly string[]): Promise<ReadonlyMap<string, PersonKey>>;
  /** `undefined` for a destroyed key. @throws PersonKeyMissing */
  forOpening(subjects: readonly string[]): Promise<ReadonlyMap<string, PersonKey | undefined>>;
}

export interface PersonKeysOptions {
  readonly vault: KeyVault;
  readonly masters: MasterKeys;
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs?: () => number;
}

interface Cached {
  readonly key: PersonKey | undefined;
  readonly until: number;
}

export const personKeys = ({
  vault,
  masters,
  nowMs = () => performance.now(),
}: PersonKeysOptions): PersonKeys => {
  const cache = new Map<string, Cached>();
  const remember = (kept: KeptKey): void => {
    const key = isWrapped(kept) ? personKeyOf(masters.unwrap(kept)) : undefined;
    // What is destroyed stays destroyed.
    cache.delete(kept.subject);
    cache.set(kept.subject, { key, until: key ? nowMs() + CACHED_FOR_MS : Infinity });
    const [oldest] = cache.keys();
    if (cache.size > CACHED_MAX && oldest !== undefined) cache.delete(oldest);
  };
  const known = async (subjects: readonly string[]): Promise<Map<string, PersonKey | undefined>> => {
    const found = new Map<string, PersonKey | undefined>();
    const asked: string[] = [];
    for (const subject of new Set(subjects)) {
      const cached = cache.get(subject);
      if (cached && cached.until > nowMs()) found.set(subject, cached.key);
      else asked.push(subject);
    }
    if (asked.length === 0) return found;
    for (const kept of await vault.load(asked)) {
      remember(kept);
      found.set(kept.subject, cache.get(kept.subject)?.key);
    }
    return found;
  };
  const fresh = (subject: string): WrappedKey => masters.wrap(subject, randomBytes(DATA_KEY_BYTES));

  return {
    async forSealing(subjects) {
      const before = await known(subjects);
      const missing = [...new Set(subjects)].filter((subject) => !before.has(subject));
      // Another process may make the same key at the same moment; what the vault keeps is read back.
      if (missing.length > 0) await vault.create(missing.map(fresh));
      const all = missing.length > 0 ? await known(subjects) : before;
      return new Map([...all].map(([subject, key]) => [subject, key ?? forgotten(subject)]));
    },
    async forOpening(subjects) {
      const found = await known(subjects);
      for (const subject of subjects) if (!found.has(subject)) throw new PersonKeyMissing(subject);
      return found;
    },
  };
};

const isWrapped = (kept: KeptKey): kept is WrappedKey => {
  assert((kept.wrapped === null) === (kept.masterKeyId === null), `Half a key of ${kept.subject}`);
  return kept.wrapped !== null;
};

const forgotten = (subject: string): never => {
  throw new RefusalError(
    refuse(
      'party.forgotten',
      '该个人的数据已按规定销毁，不能再登记个人信息',
      'This person was forgotten; nothing personal can be recorded any more',
      { clause: 'promise 10', facts: { subject } },
    ),
  );
};
