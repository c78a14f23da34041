import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isRefusal, orThrow } from '#kernel/refusal.js';
import { sampleFile, someFile } from './arbitraries.js';
import { CNAPS_PROFILE, parsePain001, renderPain001 } from './pain001.js';
import { bodyOf, childrenOf, readXml, textAt } from './xml-document.js';

const golden = readFileSync(new URL('./golden/batch.pain001.xml', import.meta.url), 'utf8');

describe('pain.001.001.09', () => {
  it('is rendered as the golden file, byte for byte', () => {
    expect(renderPain001(sampleFile)).toBe(golden);
  });

  it('reads the golden file back to the same batch', () => {
    expect(parsePain001(golden)).toEqual(sampleFile);
  });

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(someFile, (file) => {
        expect(parsePain001(orThrow(renderPain001(file)))).toEqual(file);
      }),
      { numRuns: 200 },
    );
  });

  it('counts and sums at both levels: 2 transfers, 450000.00 + 0.01 = 450000.01', () => {
    const body = bodyOf(readXml(orThrow(renderPain001(sampleFile))), 'pain.001.001.09', 'CstmrCdtTrfInitn');
    for (const level of ['GrpHdr', 'PmtInf']) {
      expect([textAt(body, level, 'NbOfTxs'), textAt(body, level, 'CtrlSum')]).toEqual(['2', '450000.01']);
    }
    const amounts = childrenOf(body, 'PmtInf').flatMap((payment) =>
      childrenOf(payment, 'CdtTrfTxInf').map((transfer) => textAt(transfer, 'Amt', 'InstdAmt')),
    );
    expect(amounts).toEqual(['450000.00', '0.01']);
  });

  it.each([
    [{ ...CNAPS_PROFILE, clearingSystem: { code: 'CNNCC' } }, '<Cd>CNNCC</Cd>'],
    [{ ...CNAPS_PROFILE, clearingSystem: { proprietary: 'CNAPS2-HVPS' } }, '<Prtry>CNAPS2-HVPS</Prtry>'],
    [{ ...CNAPS_PROFILE, isBatchBooked: true }, '<BtchBookg>true</BtchBookg>'],
  ])('takes the bank’s profile %j', (profile, expected) => {
    expect(renderPain001(sampleFile, profile)).toContain(expected);
  });

  it('refuses a name that is too long instead of cutting it', () => {
    const [first, ...rest] = sampleFile.transfers;
    const transfers = [...rest, { ...first!, purpose: '助'.repeat(141) }];
    expect(renderPain001({ ...sampleFile, transfers })).toMatchObject({
      code: 'bank-file.text-too-long',
      pointer: '/transfers/1/purpose',
    });
  });

  it.each<[what: string, from: string, to: string, code: string]>([
    ['an amount was raised', '>450000.00<', '>460000.00<', 'bank-file.totals-differ'],
    ['an amount has three decimals', '>0.01<', '>0.014<', 'bank-file.amount'],
    ['the currency is another', '<InstdAmt Ccy="CNY">0.01', '<InstdAmt Ccy="USD">0.01', 'bank-file.currency'],
    ['a tag does not close', '<ContentHash>', '<Other>', 'bank-file.xml'],
    [
      'the namespace is of another version',
      'pain.001.001.09">',
      'pain.001.001.03">',
      'bank-file.xml-namespace',
    ],
    [
      'the hash is in a foreign namespace',
      'urn:tranche:batch-content:1',
      'urn:other',
      'bank-file.xml-namespace',
    ],
    [
      'a second name hides behind the first',
      '<Nm>张三</Nm>',
      '<Nm>张三</Nm><Nm>李四</Nm>',
      'bank-file.xml-repeated',
    ],
    ['a name has a space before it', '<Nm>张三<', '<Nm> 张三<', 'bank-file.text-missing'],
    ['an account is missing', '<Id>NRA-88001234</Id>', '', 'bank-file.xml-missing'],
    ['the day does not exist', '<Dt>2026-11-23</Dt>', '<Dt>2026-02-30</Dt>', 'bank-file.date'],
  ])('is refused when %s', (_what, from, to, code) => {
    expect(golden).toContain(from);
    const read = parsePain001(golden.replace(from, to));
    expect(isRefusal(read) && read.code).toBe(code);
  });
});
