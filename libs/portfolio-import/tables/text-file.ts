import { createReadStream } from 'node:fs';
import { stopFile, stopIfAborted } from './table-refusals.js';

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le';

// A database that keeps text cannot keep a NUL, and no list has the others.
const NEVER_TEXT = /[^\P{Cc}\n\r\t]/u;

/**
 * Encoding of a text file: by its byte order mark, else UTF-8 when all of it is UTF-8, else GB18030. In that order, because Chinese
 * text in GB18030 is almost never valid UTF-8. The whole file is looked at, so that no row is read in the wrong encoding.
 */
export const encodingOf = async (path: string, signal?: AbortSignal): Promise<TextEncoding> => {
  const candidates: readonly TextEncoding[] = (await startsUtf16(path)) ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of candidates) {
    if (await decodesAs(path, encoding, signal)) return encoding;
  }
  return stopFile('encoding', {
    zh: '无法解码；只接受 UTF-8、GB18030 和带字节序标记的 UTF-16',
    en: 'cannot be decoded; UTF-8, GB18030 and UTF-16 with a byte order mark are accepted',
  });
};

const startsUtf16 = async (path: string): Promise<boolean> => {
  for await (const chunk of createReadStream(path, { end: 1 }) as AsyncIterable<Buffer>)
    return chunk[0] === 0xff && chunk[1] === 0xfe;
  return false;
};

const decodesAs = async (
  path: string,
  encoding: TextEncoding,
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      stopIfAborted(signal);
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (isUndecodable(error)) return false;
    throw error;
  }
};

const isUndecodable = (error: unknown): boolean =>
  (error as { readonly code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

/** The text of a file, chunk by chunk, without its byte order mark. */
export async function* textOf(
  path: string,
  encoding: TextEncoding,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let row = 1;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    stopIfAborted(signal);
    const text = decoder.decode(chunk, { stream: true });
    const bad = text.search(NEVER_TEXT);
    if (bad >= 0) {
      row += linesIn(text.slice(0, bad));
      stopFile('control-character', { zh: '含有控制字符', en: 'has a control character' }, { row });
    }
    row += linesIn(text);
    yield text;
  }
  yield decoder.decode();
}

const linesIn = (text: string): number => {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
};
