import { createHash } from 'node:crypto';
import { v5 } from 'uuid';

const NAMESPACE = '6f0c6f0a-2c0e-5a36-9a53-3d1b6c1f0c11';

/** The same parts always give the same UUID; that is what makes a repeated command or reaction harmless. */
export const derivedUuid = (...parts: readonly (string | number)[]): string =>
  v5(JSON.stringify(parts), NAMESPACE);

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A short id people can read aloud: twelve characters of Crockford base 32 (no I, L, O, U), 60 bits of SHA-256 over the
 * parts.
 */
export const shortId = (...parts: readonly (string | number)[]): string => {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  let bits = digest.readBigUInt64BE() >> 4n;
  let id = '';
  for (let place = 0; place < 12; place += 1) {
    id = ALPHABET[Number(bits & 31n)] + id;
    bits >>= 5n;
  }
  return id;
};
