import iconv from 'iconv-lite';
import { refuse } from '#kernel/refusal.js';
import { rowPlace, stop, stopAt } from './place.js';

export type TextEncoding = 'utf-8' | 'gb18030';

/** 20,000 payments are about 16 MB of pain.001; an answer to them is smaller. */
export const MAX_BANK_FILE_BYTES = 32 * 1024 * 1024;

const decodeStrictly = (bytes: Uint8Array, encoding: TextEncoding): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const stopUnreadable = (encoding: string): never =>
  stop(
    refuse(
      'bank-file.encoding',
      `文件无法按 ${encoding} 解码；只接受 UTF-8 和 GB18030`,
      `the file cannot be read as ${encoding}; only UTF-8 and GB18030 are accepted`,
      { facts: { encoding } },
    ),
  );

export const stopIfTooLarge = (bytes: Uint8Array): void => {
  if (bytes.byteLength <= MAX_BANK_FILE_BYTES) return;
  stop(
    refuse(
      'bank-file.too-large',
      `文件 ${bytes.byteLength} 字节，超过上限 ${MAX_BANK_FILE_BYTES} 字节`,
      `the file has ${bytes.byteLength} bytes, the limit is ${MAX_BANK_FILE_BYTES}`,
      { facts: { bytes: bytes.byteLength, limitBytes: MAX_BANK_FILE_BYTES } },
    ),
  );
};

// XML forbids control characters by itself, a table does not. No bank writes them, and a database that keeps text cannot keep a
// NUL: one in the log would stop every view that has to show it.
const NEVER_TEXT = /[^\P{Cc}\n\r\t]/u;

const stopIfNotText = (text: string): string => {
  const at = text.search(NEVER_TEXT);
  if (at < 0) return text;
  const row = text.slice(0, at).split(/\r\n?|\n/).length;
  return stopAt(rowPlace(row), 'bank-file.control-character', '含有控制字符', 'has a control character');
};

/**
 * Text of a table. UTF-8 first, because Chinese text in GB18030 is almost never valid UTF-8 while every UTF-8 file of
 * an even length could pass as GB18030.
 */
export const decodeTable = (bytes: Uint8Array): string => {
  stopIfTooLarge(bytes);
  return stopIfNotText(
    decodeStrictly(bytes, 'utf-8') ?? decodeStrictly(bytes, 'gb18030') ?? stopUnreadable('UTF-8 / GB18030'),
  );
};

const DECLARED_ENCODING =
  /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

/** Text of an XML document in the encoding that it declares, UTF-8 when it declares none. */
export const decodeXml = (bytes: Uint8Array): string => {
  stopIfTooLarge(bytes);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 256)).toString(
    'latin1',
  );
  const declared = (DECLARED_ENCODING.exec(head)?.[1] ?? 'utf-8').toLowerCase();
  const encoding = ['gb18030', 'gbk', 'gb2312'].includes(declared) ? 'gb18030' : declared;
  if (encoding !== 'utf-8' && encoding !== 'gb18030') return stopUnreadable(declared);
  return decodeStrictly(bytes, encoding) ?? stopUnreadable(declared);
};

export const encodeText = (text: string, encoding: TextEncoding): Buffer =>
  encoding === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, encoding);

/**
 * Whether every reader gets the same text back from GB18030. Nineteen private-use characters moved between the 2005 and
 * 2022 editions; two decoders of different editions read them differently, so they are as good as not encodable.
 */
export const survivesGb18030 = (text: string): boolean => {
  const bytes = iconv.encode(text, 'gb18030');
  return iconv.decode(bytes, 'gb18030') === text && decodeStrictly(bytes, 'gb18030') === text;
};
