import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { businessDate, instant } from '#kernel/business-date.js';
import { isRefusal } from '#kernel/refusal.js';
import { sampleAnswer, sampleReturn, someAnswer } from './arbitraries.js';
import { parsePain002, renderPain002 } from './pain002.js';

const golden = readFileSync(new URL('./golden/partly-rejected.pain002.xml', import.meta.url), 'utf8');
const groupRejected = readFileSync(new URL('./golden/group-rejected.pain002.xml', import.meta.url), 'utf8');
const bank = { messageId: 'ICBC20261123000001', createdAt: instant('2026-11-23T09:15:00+08:00') };

describe('pain.002.001.11', () => {
  it('is rendered as the golden file, byte for byte, and read back', () => {
    expect(renderPain002(sampleAnswer, bank)).toBe(golden);
    expect(parsePain002(golden)).toEqual(sampleAnswer);
  });

  it('reads back whatever it wrote', () => {
    const dated = someAnswer('pain.002', ['accepted', 'settled', 'rejected'], (value) => value);
    fc.assert(
      fc.property(dated, (answer) => {
        expect(parsePain002(renderPain002(answer, bank))).toEqual(answer);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['RCVD', 'accepted'],
    ['PDNG', 'accepted'],
    ['ACTC', 'accepted'],
    ['ACCP', 'accepted'],
    ['ACSP', 'accepted'],
    ['ACWC', 'accepted'],
    ['ACSC', 'settled'],
    ['ACCC', 'settled'],
    ['RJCT', 'rejected'],
  ])('takes the status %s as %s', (code, outcome) => {
    const read = parsePain002(golden.replace('<TxSts>ACSC</TxSts>', `<TxSts>${code}</TxSts>`));
    expect(read).toMatchObject({ entries: [{ outcome }, { outcome: 'rejected' }] });
  });

  it('reads a rejection of the whole file, with the reason at the group and no transaction', () => {
    expect(parsePain002(groupRejected)).toEqual({
      format: 'pain.002',
      messageId: 'B-2026-0007',
      entries: [],
      groupStatus: {
        outcome: 'rejected',
        reasonCode: 'AM10',
        reason: '合计金额与明细不符；请核对后重新提交',
      },
    });
  });

  it('takes the status of the only payment instruction when the group has none', () => {
    const read = parsePain002(
      groupRejected
        .replace('<GrpSts>RJCT</GrpSts>', '')
        .replace(
          '</OrgnlGrpInfAndSts>',
          '</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>B-2026-0007</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts></OrgnlPmtInfAndSts>',
        ),
    );
    expect(read).toMatchObject({ groupStatus: { outcome: 'rejected' }, entries: [] });
  });

  it('counts a moment with an offset as the day in China: 16:30 UTC is already the next day', () => {
    const read = parsePain002(golden.replace('2026-11-23T00:00:00+08:00', '2026-11-23T16:30:00Z'));
    expect(read).toMatchObject({ entries: [{}, { happenedOn: businessDate('2026-11-24') }] });
  });

  it('falls back on the day of the report when a transaction has none', () => {
    const read = parsePain002(golden.replace(/<AccptncDtTm>.*<\/AccptncDtTm>/, ''));
    expect(read).toMatchObject({ entries: [{}, { happenedOn: businessDate('2026-11-23') }] });
  });

  it('cannot say that a payment was returned', () => {
    expect(() => renderPain002({ ...sampleReturn, format: 'pain.002' }, bank)).toThrow('camt.054 can');
  });

  const place = '/Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts[2]';

  it.each<[what: string, from: string, to: string, code: string, xpath: string]>([
    ['a status nobody knows', 'RJCT', 'ABCD', 'bank-answer.status', `${place}/TxSts`],
    ['a status that is a property of objects', 'RJCT', 'constructor', 'bank-answer.status', `${place}/TxSts`],
    ['no status', '<TxSts>RJCT</TxSts>', '', 'bank-file.xml-missing', `${place}/TxSts`],
    [
      'two statuses',
      '<TxSts>RJCT</TxSts>',
      '<TxSts>RJCT</TxSts><TxSts>ACSC</TxSts>',
      'bank-file.xml-repeated',
      `${place}/TxSts[2]`,
    ],
    ['three decimals', '>0.01<', '>0.010<', 'bank-file.amount', `${place}/OrgnlTxRef/Amt/InstdAmt`],
    ['a negative amount', '>0.01<', '>-0.01<', 'bank-file.amount', `${place}/OrgnlTxRef/Amt/InstdAmt`],
    [
      'another currency',
      'Ccy="CNY">0.01',
      'Ccy="HKD">0.01',
      'bank-file.currency',
      `${place}/OrgnlTxRef/Amt/InstdAmt`,
    ],
    [
      'a day that does not exist',
      '2026-11-23T00:00:00',
      '2026-11-31T00:00:00',
      'bank-file.date',
      `${place}/AccptncDtTm`,
    ],
    [
      'a file rejected and a transfer settled',
      '>PART<',
      '>RJCT<',
      'bank-answer.contradictory',
      '/Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts',
    ],
  ])('is refused with %s, at its element', (_what, from, to, code, xpath) => {
    expect(golden).toContain(from);
    expect(parsePain002(golden.replace(from, to))).toMatchObject({ code, facts: { xpath } });
  });

  it('is refused when group and payment instruction say different things', () => {
    const read = parsePain002(
      groupRejected.replace(
        '</OrgnlGrpInfAndSts>',
        '</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>B</OrgnlPmtInfId><PmtInfSts>ACSC</PmtInfSts></OrgnlPmtInfAndSts>',
      ),
    );
    expect(isRefusal(read) && read.code).toBe('bank-answer.contradictory');
  });
});
