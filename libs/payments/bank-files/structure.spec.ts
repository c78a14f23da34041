import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { instant } from '#kernel/business-date.js';
import { orThrow } from '#kernel/refusal.js';
import { sampleFile, someAnswer, someFile } from './arbitraries.js';
import { renderCamt054 } from './camt054.js';
import { CNAPS_PROFILE, renderPain001 } from './pain001.js';
import { renderPain002 } from './pain002.js';
import { structureChecker } from './structure.js';
import type { IsoMessage } from './xml-document.js';

const xsdDir = process.env['ISO20022_XSD_DIR'];
const golden = (name: string): string => readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8');
const bank = { messageId: 'ICBC20261123000001', createdAt: instant('2026-11-23T01:15:00Z'), account: '1001' };

describe('Without a folder of schemas', () => {
  it('every check says that nothing was validated', () => {
    expect(structureChecker(undefined).check('<Document/>', 'pain.001.001.09')).toEqual({
      validated: false,
      warning: 'structure not validated',
      errors: [],
    });
  });

  it('a folder that lacks them fails at once', () => {
    expect(() => structureChecker('/nonexistent')).toThrow('ENOENT');
  });
});

const describeWithSchemas = xsdDir === undefined ? describe.skip : describe;

describeWithSchemas('Against the official schemas (structure not validated without ISO20022_XSD_DIR)', () => {
  const checker = structureChecker(xsdDir);
  const expectValid = (xml: string, message: IsoMessage): void =>
    expect(checker.check(xml, message)).toEqual({ validated: true, errors: [] });

  afterAll(() => checker.dispose());

  it.each<[name: string, message: IsoMessage]>([
    ['batch.pain001.xml', 'pain.001.001.09'],
    ['partly-rejected.pain002.xml', 'pain.002.001.11'],
    ['group-rejected.pain002.xml', 'pain.002.001.11'],
    ['settled-then-returned.camt054.xml', 'camt.054.001.08'],
    ['batch-booked.camt054.xml', 'camt.054.001.08'],
  ])('the golden file %s is valid %s', (name, message) => expectValid(golden(name), message));

  it('every instruction file is valid', () => {
    fc.assert(
      fc.property(someFile, (file) => expectValid(orThrow(renderPain001(file)), 'pain.001.001.09')),
      { numRuns: 100 },
    );
  });

  it('a proprietary clearing system and the longest texts are valid', () => {
    const [first] = sampleFile.transfers;
    const file = { ...sampleFile, transfers: [{ ...first!, purpose: '𠮷'.repeat(140) }] };
    const profile = { ...CNAPS_PROFILE, clearingSystem: { proprietary: 'CNAPS2-HVPS' } };
    expectValid(orThrow(renderPain001(file, profile)), 'pain.001.001.09');
  });

  it('every status report is valid', () => {
    const answers = someAnswer('pain.002', ['accepted', 'settled', 'rejected'], (value) => fc.option(value));
    fc.assert(
      fc.property(answers, (answer) => expectValid(renderPain002(answer, bank), 'pain.002.001.11')),
      { numRuns: 100 },
    );
  });

  it('every notification is valid', () => {
    const answers = someAnswer('camt.054', ['settled', 'returned'], (value) => value);
    fc.assert(
      fc.property(answers, (answer) => expectValid(renderCamt054(answer, bank), 'camt.054.001.08')),
      { numRuns: 100 },
    );
  });

  it('a document that arrived in GBK is valid once it is text', () =>
    expectValid(golden('partly-rejected.pain002.xml').replace('UTF-8', 'GBK'), 'pain.002.001.11'));

  it('a missing element is an error with its line', () => {
    const broken = golden('batch.pain001.xml').replace('      <PmtMtd>TRF</PmtMtd>\n', '');
    const { validated, errors } = checker.check(broken, 'pain.001.001.09');
    expect(validated).toBe(true);
    expect(errors.join()).toMatch(/line \d+: .*PmtMtd/);
  });

  it('a document that is not XML is an error rather than a fault', () => {
    expect(checker.check('<Document>', 'pain.001.001.09').errors).not.toHaveLength(0);
  });
});
