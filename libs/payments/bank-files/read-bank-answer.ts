import { type Refusal, refuse } from '#kernel/refusal.js';
import { readAnswerCsv } from './answer-csv.js';
import type { BankAnswer } from './bank-answer.js';
import { readCamt053 } from './camt053.js';
import { readCamt054 } from './camt054.js';
import { readPain002 } from './pain002.js';
import { brief, refusable, stop } from './place.js';
import { decodeXml, stopIfTooLarge } from './text-encoding.js';
import { messageOf, readXml, type XmlElement } from './xml-document.js';

/** Readers by ISO message; a new kind of answer is one more line. */
const READER_OF: Readonly<Record<string, (document: XmlElement) => BankAnswer>> = {
  'pain.002.001.11': readPain002,
  'camt.053.001.08': readCamt053,
  'camt.054.001.08': readCamt054,
};

const readXmlAnswer = (bytes: Uint8Array): BankAnswer => {
  const document = readXml(decodeXml(bytes));
  const message = messageOf(document) ?? '';
  const reader = Object.hasOwn(READER_OF, message) ? READER_OF[message] : undefined;
  if (reader) return reader(document);
  const known = Object.keys(READER_OF).join(', ');
  return stop(
    refuse(
      'bank-answer.unknown-message',
      `命名空间“${brief(document.namespace)}”不是可读取的银行回单；可用：${known}`,
      `the namespace "${brief(document.namespace)}" is not an answer that can be read; known: ${known}`,
      { facts: { namespace: brief(document.namespace) } },
    ),
  );
};

const startsWith = (bytes: Uint8Array, ...prefix: readonly number[]): boolean =>
  prefix.every((byte, index) => bytes[index] === byte);

const stopAtWorkbook = (bytes: Uint8Array): void => {
  if (!startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) && !startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return;
  stop(
    refuse(
      'bank-answer.workbook',
      '这是 Excel 工作簿，请另存为 CSV 后再导入',
      'this is an Excel workbook; save it as CSV and import that',
    ),
  );
};

const isXml = (bytes: Uint8Array): boolean =>
  /^(?:\u00ef\u00bb\u00bf)?\s*</.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 256)).toString('latin1'),
  );

/**
 * Reads a bank's answer whatever its format, told by its content: an ISO 20022 document by its namespace, anything else
 * as a table. The bytes may be hostile. Refusals name the row or the element and the rule; nothing is read in part.
 */
export const readBankAnswer = (bytes: Uint8Array): BankAnswer | Refusal =>
  refusable(() => {
    stopIfTooLarge(bytes);
    stopAtWorkbook(bytes);
    const answer = isXml(bytes) ? readXmlAnswer(bytes) : readAnswerCsv(bytes);
    if (answer.entries.length > 0 || answer.groupStatus || answer.setAside) return answer;
    return stop(refuse('bank-answer.empty', '回单没有任何条目', 'the answer has no entry'));
  });
