import fc from 'fast-check';
import { isRefusal, orThrow } from '#kernel/refusal.js';
import { sampleFile, someFile } from './arbitraries.js';
import { parseBankCsv, renderBankCsvParts } from './bank-csv.js';
import { COMMON_TEMPLATE, readTemplates, SHIPPED_TEMPLATES } from './bank-template.js';

const county = SHIPPED_TEMPLATES['county-bank'] ?? COMMON_TEMPLATE;
const gb18030 = (bytes: Uint8Array | undefined): string => new TextDecoder('gb18030').decode(bytes);

describe('A bank’s template', () => {
  it('puts its totals first, in fen, between bars, and the hash of the batch last', () => {
    const [bytes, ...others] = orThrow(renderBankCsvParts(sampleFile, county));
    expect(others).toEqual([]);
    const lines = gb18030(bytes).split('\r\n');
    expect(lines[0]).toBe('B-2026-0007|1001000109200000001|2|45000001|2026-11-23');
    expect(lines[1]).toBe('流水序号|客户流水号|收方账号|收方户名|收方行号|收方行名|金额（分）|摘要|备注');
    expect(lines[3]).toMatch(
      /^2\|PD-0Q3R8Z5N1C7H-2-1\|NRA-88001234\|𠮷田㐀\|103100000026\|农业银行, 东城支行\|1\|/u,
    );
    expect(lines[4]).toBe(sampleFile.contentHash);
  });

  it.each(Object.keys(SHIPPED_TEMPLATES))('%s: what was written is read back, cell by cell', (name) => {
    const template = SHIPPED_TEMPLATES[name] ?? COMMON_TEMPLATE;
    fc.assert(
      fc.property(someFile, fc.integer({ min: 1, max: 4 }), (file, maxTransfers) => {
        const limited = { ...template, maxTransfers };
        const parts = renderBankCsvParts(file, limited);
        if (isRefusal(parts)) return;
        expect(parts).toHaveLength(Math.ceil(file.transfers.length / maxTransfers));
        const read = parts.flatMap((part) => orThrow(parseBankCsv(part, limited)).transfers);
        expect(read).toEqual(file.transfers);
      }),
      { numRuns: 60 },
    );
  });

  it('splits a large batch: every file has its own count and total, and the numbers go on', () => {
    const parts = orThrow(renderBankCsvParts(sampleFile, { ...county, maxTransfers: 1 }));
    expect(parts.map((part) => gb18030(part).split('\r\n')[0])).toEqual([
      'B-2026-0007|1001000109200000001|1|45000000|2026-11-23',
      'B-2026-0007|1001000109200000001|1|1|2026-11-23',
    ]);
    expect(gb18030(parts[1]).split('\r\n')[2]).toMatch(/^2\|PD-/);
  });

  it('in UTF-8 needs no GB18030', () => {
    const [bytes] = orThrow(renderBankCsvParts(sampleFile, { ...county, encoding: 'utf-8' }));
    expect(bytes?.toString('utf8')).toContain('𠮷田㐀');
  });

  it.each<[what: string, change: object]>([
    ['a field nobody knows', { columns: { ...COMMON_TEMPLATE.columns, 手机: 'mobile' } }],
    ['two columns for one field', { columns: { ...COMMON_TEMPLATE.columns, 再次金额: 'amountYuan' } }],
    ['no column for the id', { columns: { 金额: 'amountYuan' } }],
    ['a header that is a number', { columns: { ...COMMON_TEMPLATE.columns, 1: 'debtorName' } }],
    ['an encoding that loses names', { encoding: 'gbk' }],
    ['a limit of none', { maxTransfers: 0 }],
    ['a word the schema does not have', { colour: 'red' }],
    ['the name of a shipped one', { name: 'common' }],
  ])('is refused with %s', (_what, change) => {
    const text = JSON.stringify([{ ...COMMON_TEMPLATE, name: 'ours', ...change }]);
    expect(readTemplates(text)).toMatchObject({
      code: 'bank-file.template',
      zh: expect.stringContaining('模板') as string,
      en: expect.stringContaining('template') as string,
    });
  });

  it('of the operator is read beside the shipped ones; what is no JSON is refused', () => {
    const ours = { ...COMMON_TEMPLATE, name: 'ours' };
    expect(readTemplates(JSON.stringify([ours]))).toEqual({ ours });
    expect(readTemplates('{')).toMatchObject({ code: 'bank-file.template' });
  });
});
