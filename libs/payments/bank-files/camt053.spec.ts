import { existsSync } from 'node:fs';
import { instant } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { sampleReturn } from './arbitraries.js';
import { parseCamt053, renderCamt053 } from './camt053.js';
import { readBankAnswer } from './read-bank-answer.js';
import { structureChecker } from './structure.js';

const bank = {
  messageId: 'STMT-1',
  createdAt: instant('2026-11-24T01:00:00Z'),
  account: '1001',
  openingFen: yuan(1_000_000),
};
const xml = renderCamt053({ ...sampleReturn, format: 'camt.053' }, bank);

describe('A statement (camt.053)', () => {
  it('says of our payments what a notification says of them, and is told by its content', () => {
    expect(parseCamt053(xml)).toMatchObject({ format: 'camt.053', entries: sampleReturn.entries });
    expect(readBankAnswer(Buffer.from(xml))).toMatchObject({ format: 'camt.053' });
  });

  it('sets aside what is only announced, and other people’s money', () => {
    const announced = xml.replace('<Cd>BOOK</Cd>', '<Cd>PDNG</Cd>').replace(/<Bal>[^]*<\/Bal>/, '');
    expect(parseCamt053(announced)).toMatchObject({ setAside: [{ why: 'not-booked' }] });
  });

  it('that does not add up lacks an entry, and is refused as a whole', () => {
    const short = xml.replace(/<Ntry>[^]*?<\/Ntry>/, '');
    expect(parseCamt053(short)).toMatchObject({
      code: 'bank-answer.statement-total',
      zh: expect.stringContaining('期末余额') as string,
      en: expect.stringContaining('closing balance') as string,
    });
  });

  const folder = process.env['ISO20022_XSD_DIR'];
  (folder && existsSync(folder) ? it : it.skip)('keeps the official schema', () => {
    const checker = structureChecker(folder);
    expect(checker.check(xml, 'camt.053.001.08')).toMatchObject({ validated: true, errors: [] });
    checker.dispose();
  });
});
