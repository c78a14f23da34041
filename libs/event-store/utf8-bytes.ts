import { hash } from 'node:crypto';

/**
 * UTF-8 as a store has sent it, in a string with one character for each byte. Taking a piece of a string costs next to nothing and
 * keeps no buffer alive, where every call that turns bytes of a buffer into text costs as much as parsing a hundred of them.
 */
export type Utf8Bytes = string & { readonly __utf8Bytes?: never };

export const textOfBytes = (bytes: Utf8Bytes): string => {
  const length = writeOut(bytes);
  return scratch.toString('utf8', 0, length);
};

export const sha256OfBytes = (bytes: Utf8Bytes): string => {
  const length = writeOut(bytes);
  return hash('sha256', scratch.subarray(0, length), 'hex');
};

const writeOut = (bytes: Utf8Bytes): number => {
  if (bytes.length > scratch.length) scratch = Buffer.allocUnsafe(bytes.length * 2);
  return scratch.write(bytes, 'latin1');
};

/** Neither of the two ever waits for anything, so one place is enough. */
let scratch = Buffer.allocUnsafe(1 << 14);
