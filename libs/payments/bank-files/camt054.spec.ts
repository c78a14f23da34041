import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { businessDate, instant } from '#kernel/business-date.js';
import { sampleAnswer, sampleFile, sampleReturn, someAnswer } from './arbitraries.js';
import { parseCamt054, renderCamt054 } from './camt054.js';

const read = (name: string): string => readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8');
const golden = read('settled-then-returned.camt054.xml');
const batchBooked = read('batch-booked.camt054.xml');
const bank = {
  messageId: 'ICBC20261123000001',
  createdAt: instant('2026-11-23T09:15:00+08:00'),
  account: sampleFile.debtor.account,
};

describe('camt.054.001.08', () => {
  it('is rendered as the golden file, byte for byte, and read back', () => {
    expect(renderCamt054(sampleReturn, bank)).toBe(golden);
    expect(parseCamt054(golden)).toEqual(sampleReturn);
  });

  it('reads back whatever it wrote', () => {
    const booked = someAnswer('camt.054', ['settled', 'returned'], (value) => value);
    fc.assert(
      fc.property(booked, (answer) => {
        expect(parseCamt054(renderCamt054(answer, bank))).toEqual(answer);
      }),
      { numRuns: 200 },
    );
  });

  it('reads several transactions of one entry, a reversal, and sets aside what is not ours', () => {
    const entry = { reasonCode: null, reason: null };
    const ntfctn = '/Document/BkToCstmrDbtCdtNtfctn/Ntfctn';
    expect(parseCamt054(batchBooked)).toEqual({
      format: 'camt.054',
      messageId: 'B-2026-0007',
      entries: [
        {
          ...entry,
          entryNo: 1,
          endToEndId: 'EL-4K7TQ2M9XW0B-1-1',
          outcome: 'settled',
          amountFen: 45_000_000n,
          bankReference: 'HOST-77',
          // 16:30 UTC is half past midnight in China.
          happenedOn: businessDate('2026-11-24'),
        },
        {
          ...entry,
          entryNo: 2,
          endToEndId: null,
          outcome: 'settled',
          amountFen: 1n,
          bankReference: 'HOST-78',
          happenedOn: businessDate('2026-11-24'),
        },
        {
          ...entry,
          entryNo: 3,
          endToEndId: 'EL-4K7TQ2M9XW0B-1-1',
          outcome: 'returned',
          amountFen: 45_000_000n,
          bankReference: null,
          happenedOn: businessDate('2026-11-25'),
        },
      ],
      setAside: [
        { xpath: `${ntfctn}/Ntry[2]`, why: 'not-a-payment' },
        { xpath: `${ntfctn}/Ntry[4]`, why: 'not-booked' },
      ],
    });
  });

  it('does not take the return of somebody’s credit for a return of ours: it is a debit', () => {
    const debit = golden.replaceAll('<CdtDbtInd>CRDT</CdtDbtInd>', '<CdtDbtInd>DBIT</CdtDbtInd>');
    expect(parseCamt054(debit)).toMatchObject({
      entries: [{ outcome: 'settled' }],
      setAside: [{ why: 'not-a-payment' }],
    });
  });

  it('names no instruction file when the entries belong to two', () => {
    expect(
      parseCamt054(golden.replace('<MsgId>B-2026-0007</MsgId>', '<MsgId>B-2026-0006</MsgId>')),
    ).toMatchObject({
      messageId: null,
    });
  });

  it('reports only money that moved', () => {
    expect(() => renderCamt054(sampleAnswer, bank)).toThrow('only money that moved');
  });

  const entry = '/Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry[1]';
  const details = `${entry}/NtryDtls/TxDtls`;

  it.each<[what: string, from: string, to: string, code: string, xpath: string]>([
    // 450000.00 + 0.02 = 450000.02, booked 450000.01.
    ['transactions that do not add up', '>0.01<', '>0.02<', 'bank-answer.entry-total', `${entry}/Amt`],
    ['three decimals', '>0.01<', '>0.005<', 'bank-file.amount', `${details}[2]/AmtDtls/TxAmt/Amt`],
    ['another currency', 'Ccy="CNY">450000.01', 'Ccy="EUR">450000.01', 'bank-file.currency', `${entry}/Amt`],
    ['a direction nobody knows', '>DBIT<', '>DEBIT<', 'bank-answer.direction', `${entry}/CdtDbtInd`],
    [
      'a day that does not exist',
      '2026-11-23T16:30',
      '2026-11-99T16:30',
      'bank-file.date',
      `${entry}/BookgDt/DtTm`,
    ],
    [
      'an element of another namespace',
      '<ntf:Refs>',
      '<ntf:Refs xmlns:ntf="urn:x">',
      'bank-file.xml-namespace',
      `${details}[1]/Refs`,
    ],
  ])('is refused with %s, at its element', (_what, from, to, code, xpath) => {
    expect(batchBooked).toContain(from);
    expect(parseCamt054(batchBooked.replace(from, to))).toMatchObject({ code, facts: { xpath } });
  });
});
