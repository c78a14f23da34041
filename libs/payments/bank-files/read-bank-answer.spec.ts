import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import { sampleAnswer, sampleReturn } from './arbitraries.js';
import type { BankAnswer } from './bank-answer.js';
import { readBankAnswer } from './read-bank-answer.js';
import { encodeText, MAX_BANK_FILE_BYTES } from './text-encoding.js';

const golden = (name: string): Buffer => readFileSync(new URL(`./golden/${name}`, import.meta.url));
const partly = golden('partly-rejected.pain002.xml').toString('utf8');
const codeOf = (read: BankAnswer | Refusal): string | false => isRefusal(read) && read.code;
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('A bank’s answer of unknown format', () => {
  it.each([
    ['partly-rejected.pain002.xml', 'pain.002', sampleAnswer.entries],
    ['settled-then-returned.camt054.xml', 'camt.054', sampleReturn.entries],
    ['settled-then-returned.csv', 'csv', sampleReturn.entries],
  ])('is told by its content: %s is %s', (name, format, entries) => {
    expect(readBankAnswer(golden(name))).toMatchObject({ format, messageId: 'B-2026-0007', entries });
  });

  it('may be XML in GBK, as its declaration says, or UTF-8 with a byte order mark', () => {
    const gbk = encodeText(partly.replace('UTF-8', 'GBK'), 'gb18030');
    expect(readBankAnswer(gbk)).toEqual(sampleAnswer);
    expect(readBankAnswer(utf8(`\ufeff${partly}`))).toEqual(sampleAnswer);
  });

  it('reads character references and CDATA as the text they stand for', () => {
    const text = partly.replace('收款账号不存在', '&#x6536;&#27454;<![CDATA[账号&amp;<]]>&amp;lt;');
    expect(readBankAnswer(utf8(text))).toMatchObject({ entries: [{}, { reason: '收款账号&amp;<&lt;' }] });
  });

  const bomb = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`;
  const external = `<?xml version="1.0"?>\n<!doctype d [<!ENTITY x SYSTEM "file:///etc/passwd">]>`;

  it.each<[what: string, bytes: Buffer, code: string]>([
    ['an entity bomb', utf8(partly.replace(/^<\?xml.*\?>/, bomb)), 'bank-file.xml-doctype'],
    ['an external entity', utf8(partly.replace(/^<\?xml.*\?>/, external)), 'bank-file.xml-doctype'],
    [
      'a NUL in a table',
      utf8('endToEndId,amount,status\nA\u0000B-1-1,1.00,settled\n'),
      'bank-file.control-character',
    ],
    ['a NUL in XML', utf8(partly.replace('不存在', '\u0000')), 'bank-file.xml'],
    ['an entity nobody defined', utf8(partly.replace('不存在', '&x;')), 'bank-file.xml-entity'],
    ['an HTML entity', utf8(partly.replace('不存在', '&nbsp;')), 'bank-file.xml-entity'],
    ['a reference to U+0000', utf8(partly.replace('不存在', '&#0;')), 'bank-file.xml-entity'],
    ['a control character', utf8(partly.replace('不存在', '\u0001')), 'bank-file.xml'],
    ['an element named __proto__', utf8(partly.replaceAll('AddtlInf', '__proto__')), 'bank-file.xml'],
    ['300 nested elements', utf8(`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`), 'bank-file.xml'],
    ['two roots', utf8(`${partly}<Document/>`), 'bank-file.xml'],
    ['half a document', utf8(partly.slice(0, 700)), 'bank-file.xml'],
    ['a root of another name', utf8('<html></html>'), 'bank-file.xml'],
    [
      'a version nobody asked for',
      utf8(partly.replace('pain.002.001.11', 'pain.002.001.03')),
      'bank-answer.unknown-message',
    ],
    ['no namespace', utf8(partly.replace(/ xmlns="[^"]*"/, '')), 'bank-answer.unknown-message'],
    [
      'a namespace that is a property of objects',
      utf8(partly.replace('pain.002.001.11', 'constructor')),
      'bank-answer.unknown-message',
    ],
    ['our own instruction file', golden('batch.pain001.xml'), 'bank-answer.unknown-message'],
    [
      'a body of another message',
      utf8(partly.replaceAll('CstmrPmtStsRpt', 'BkToCstmrDbtCdtNtfctn')),
      'bank-file.xml-missing',
    ],
    ['UTF-16', Buffer.from(`\ufeff${partly}`, 'utf16le'), 'bank-file.encoding'],
    ['an encoding nobody reads', utf8(partly.replace('UTF-8', 'EBCDIC-CP-US')), 'bank-file.encoding'],
    ['bytes that are not what it declares', encodeText(partly, 'gb18030'), 'bank-file.encoding'],
    ['an Excel workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14]), 'bank-answer.workbook'],
    ['a table without rows', utf8('端到端标识,金额,状态\n'), 'bank-answer.empty'],
    ['nothing', Buffer.alloc(0), 'bank-file.csv'],
    ['more bytes than the limit', Buffer.alloc(MAX_BANK_FILE_BYTES + 1, 0x20), 'bank-file.too-large'],
  ])('is refused with %s', (_what, bytes, code) => {
    expect(codeOf(readBankAnswer(bytes))).toBe(code);
  });

  it('never throws, whatever the bytes', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string().map(utf8),
      fc
        .tuple(fc.nat(partly.length), fc.nat(40), fc.string())
        .map(([at, length, text]) => utf8(partly.slice(0, at) + text + partly.slice(at + length))),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        const read = readBankAnswer(bytes);
        expect(isRefusal(read) ? read.en.length : read.entries.length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('reads a view into a larger buffer, not what lies around it', () => {
    const around = Buffer.concat([utf8('<x>'), golden('settled-then-returned.csv'), utf8('</x>')]);
    expect(readBankAnswer(around.subarray(3, around.length - 4))).toMatchObject({ format: 'csv' });
  });
});
