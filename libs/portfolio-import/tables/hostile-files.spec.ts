import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RefusalError } from '#kernel/refusal.js';
import { openTable } from './open-table.js';
import { TABLE_LIMITS, type TableLimits } from './table-limits.js';
import { type ArchivePart, archiveOf, workbookParts } from '../testing/archive.js';

const MIB = 1024 * 1024;
/** A second on a machine that is not busy with other suites. */
const MAX_MS = 10_000;
const MAX_GROWTH_BYTES = 160 * MIB;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tranche-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const readAll = async (path: string, fileName: string, limits: TableLimits): Promise<number> => {
  let rows = 0;
  for await (const _ of (await openTable(path, fileName, limits)).rows()) rows += 1;
  return rows;
};

interface Verdict {
  readonly code: string;
  readonly facts: object;
  readonly ms: number;
  readonly growthBytes: number;
}

/** Writes the file, reads it and says with which code it was refused and what that cost. */
const verdictOn = async (
  fileName: string,
  content: Buffer | string,
  limits: TableLimits = TABLE_LIMITS,
): Promise<Verdict> => {
  const path = join(folder, fileName);
  await writeFile(path, content);
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const refusal = await readAll(path, fileName, limits).then(
    (rows) => ({ code: `not refused: ${rows} rows`, facts: {} }),
    (error: unknown) => {
      if (error instanceof RefusalError) return error.refusal;
      throw error;
    },
  );
  const ms = performance.now() - start;
  return {
    code: refusal.code,
    facts: refusal.facts ?? {},
    ms,
    growthBytes: process.memoryUsage().rss - before,
  };
};

const expectStopped = ({ code, ms, growthBytes }: Verdict, expected: string): void => {
  expect(code).toBe(`import-file.${expected}`);
  expect(ms).toBeLessThan(MAX_MS);
  expect(growthBytes).toBeLessThan(MAX_GROWTH_BYTES);
};

const cell = (reference: string, inner: string, type = 'n'): string =>
  `<c r="${reference}" t="${type}">${inner}</c>`;
const row = (...cells: string[]): string => `<row r="1">${cells.join('')}</row>`;
const workbook = (rows: string, ...extra: ArchivePart[]): Buffer =>
  archiveOf(workbookParts([{ name: '受益人', rows }], extra));
const sharedTexts = (content: string): ArchivePart => ({ name: 'xl/sharedStrings.xml', content });

describe('a hostile workbook is refused within a second, and the memory it takes is bounded (T18)', () => {
  it('a bomb that says how large it is', async () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(4 * MIB);
    expectStopped(await verdictOn('bomb.xlsx', workbook(rows)), 'compressed-too-much');
  });

  it('a bomb that lies about its size', async () => {
    const parts = workbookParts([{ name: 'a', rows: '<row><c><v>1</v></c></row>'.repeat(2 * MIB) }]);
    const lying = parts.map((part) =>
      part.name.includes('sheet1') ? { ...part, declaredBytes: 1_000 } : part,
    );
    expectStopped(await verdictOn('lying.xlsx', archiveOf(lying)), 'broken-zip');
  });

  it('many parts that are small for themselves and together too large', async () => {
    const noise = randomBytes(MIB).toString('hex');
    const parts = Array.from({ length: 8 }, (_, index) => ({ name: `xl/part${index}.xml`, content: noise }));
    const limits = { ...TABLE_LIMITS, unpackedBytes: 10 * MIB };
    expectStopped(await verdictOn('sum.xlsx', workbook('', ...parts), limits), 'unpacks-too-large');
  });

  it('more parts than a workbook has', async () => {
    const parts = Array.from({ length: 300 }, (_, index) => ({ name: `xl/${index}.xml`, content: '' }));
    expectStopped(await verdictOn('parts.xlsx', workbook('', ...parts)), 'too-many-parts');
  });

  it.each([
    ['an archive inside the archive', 'xl/media/inner.zip', 'forbidden-part'],
    ['macros', 'xl/vbaProject.bin', 'forbidden-part'],
    ['links to other workbooks', 'xl/externalLinks/externalLink1.xml', 'forbidden-part'],
    ['embedded objects', 'xl/embeddings/oleObject1.bin', 'forbidden-part'],
  ])('%s', async (_what, name, code) => {
    expectStopped(await verdictOn('part.xlsx', workbook('', { name, content: 'PK' })), code);
  });

  it('five million columns', async () => {
    const wide = `<row r="1">${'<c><v>1</v></c>'.repeat(5_000_000)}</row>`;
    const limits = { ...TABLE_LIMITS, ratio: 100_000 };
    expectStopped(await verdictOn('wide.xlsx', workbook(wide), limits), 'too-many-columns');
  });

  it('a cell in a column that no sheet has', async () => {
    const verdict = await verdictOn('far.xlsx', workbook(row(cell('ZZZZZZ1', '<v>1</v>'))));
    expectStopped(verdict, 'too-many-columns');
  });

  it('a formula, with its sheet and cell', async () => {
    const verdict = await verdictOn(
      'formula.xlsx',
      workbook(row(cell('A1', '<v>1</v>'), cell('C1', '<f>SUM(A1:B1)</f><v>1</v>'))),
    );
    expectStopped(verdict, 'formula');
    expect(verdict.facts).toMatchObject({ sheet: '受益人', cell: 'C1' });
  });

  it.each([
    ['a document type with entities that grow', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'],
    ['an external entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'],
  ])('%s', async (_what, doctype) => {
    const parts = workbookParts([{ name: 'a', rows: '' }]);
    const hostile = parts.map((part) =>
      part.name.includes('sheet1') ? { ...part, content: `${doctype}<worksheet>&b;</worksheet>` } : part,
    );
    expectStopped(await verdictOn('entities.xlsx', archiveOf(hostile)), 'document-type');
  });

  it('elements nested without end', async () => {
    expectStopped(await verdictOn('deep.xlsx', workbook('<a>'.repeat(100_000))), 'nested-too-deep');
  });

  it.each([
    ['text', 'x'.repeat(3 * MIB)],
    ['a comment', `<!--${'>'.repeat(3 * MIB)}-->`],
    ['marked text', `<![CDATA[${'>'.repeat(3 * MIB)}]]>`],
  ])('one cell with three million characters of %s', async (_what, inner) => {
    const verdict = await verdictOn(
      'long.xlsx',
      workbook(row(cell('A1', `<is><t>${inner}</t></is>`, 'inlineStr'))),
    );
    expectStopped(verdict, 'cell-too-long');
  });

  it('shared texts that would fill the memory', async () => {
    const text = `<si><t>${randomBytes(1_000).toString('hex')}</t></si>`;
    const content = `<sst>${text.repeat(40_000)}</sst>`;
    const limits = { ...TABLE_LIMITS, ratio: 100_000, sharedTextBytes: 16 * MIB };
    const verdict = await verdictOn('texts.xlsx', workbook('', sharedTexts(content)), limits);
    expectStopped(verdict, 'too-much-text');
  });

  it('a shared text that is longer than a cell may be, where a cell shows it', async () => {
    const content = `<sst><si><t>${'长'.repeat(5_000)}</t></si></sst>`;
    const rows = row(cell('B1', '<v>0</v>', 's'));
    const verdict = await verdictOn('text.xlsx', workbook(rows, sharedTexts(content)));
    expectStopped(verdict, 'cell-too-long');
    expect(verdict.facts).toMatchObject({ cell: 'B1' });
  });

  it('more rows than the limit', async () => {
    const limits = { ...TABLE_LIMITS, rows: 1_000, ratio: 1_000 };
    expectStopped(await verdictOn('rows.xlsx', workbook('<row/>'.repeat(1_001)), limits), 'too-many-rows');
  });

  it.each([
    ['rows that go back', '<row r="2"/><row r="1"/>'],
    ['two cells in one place', row(cell('A1', '<v>1</v>'), cell('A1', '<v>2</v>'))],
    ['a cell of another row', row(cell('A7', '<v>1</v>'))],
  ])('%s', async (_what, rows) => {
    expectStopped(await verdictOn('order.xlsx', workbook(rows)), 'broken-sheet');
  });

  it('an encrypted part', async () => {
    const part = { name: 'xl/secret.xml', content: 'x', encrypted: true };
    expectStopped(await verdictOn('secret.xlsx', workbook('', part)), 'encrypted');
  });

  it.each([
    ['an encrypted workbook', Buffer.from('EncryptedPackage', 'utf16le'), 'encrypted'],
    ['a workbook of the old format', Buffer.from('Workbook', 'utf16le'), 'old-format'],
  ])('%s', async (_what, stream, code) => {
    const file = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_024), stream]);
    expectStopped(await verdictOn('old.xlsx', file), code);
  });

  it.each([
    ['cut off in the middle', 0.5],
    ['cut off before its last bytes', 0.99],
  ])('a workbook %s', async (_what, share) => {
    const whole = workbook(row(cell('A1', '<v>1</v>')).repeat(1));
    const cut = whole.subarray(0, Math.floor(whole.length * share));
    expectStopped(await verdictOn('cut.xlsx', cut), 'broken-zip');
  });

  it('an archive that is no workbook', async () => {
    const archive = archiveOf([{ name: 'readme.txt', content: 'hello' }]);
    expectStopped(await verdictOn('archive.xlsx', archive), 'not-a-workbook');
  });

  it('damaged content', async () => {
    expectStopped(await verdictOn('xml.xlsx', workbook('<row></c>')), 'broken-xml');
  });
});

describe('a hostile CSV file is refused within a second, and the memory it takes is bounded (T18)', () => {
  it('a quote that never ends, over one line', async () => {
    expectStopped(await verdictOn('quote.csv', `a,"${'x'.repeat(60 * MIB)}`), 'record-too-long');
  });

  it('a quote that never ends, over many lines', async () => {
    expectStopped(
      await verdictOn('lines.csv', `a,"${'xxxxxxxxxxxxxxx\n'.repeat(3 * MIB)}`),
      'record-too-long',
    );
  });

  it('five million columns', async () => {
    expectStopped(await verdictOn('wide.csv', ','.repeat(5_000_000)), 'record-too-long');
  });

  it('more columns than a sheet has, on one short line', async () => {
    const verdict = await verdictOn('columns.csv', `a,b\n${','.repeat(300)}\n`);
    expectStopped(verdict, 'too-many-columns');
    expect(verdict.facts).toMatchObject({ row: 2 });
  });

  it('more rows than the limit', async () => {
    const limits = { ...TABLE_LIMITS, rows: 1_000 };
    expectStopped(await verdictOn('rows.csv', 'a,b\n'.repeat(1_001), limits), 'too-many-rows');
  });

  it('a text cut off inside a quote', async () => {
    expectStopped(await verdictOn('cut.csv', 'a,b\n1,"2'), 'broken-csv');
  });

  it('a cell that is too long', async () => {
    expectStopped(await verdictOn('cell.csv', `a,${'x'.repeat(5_000)}\n`), 'cell-too-long');
  });

  it.each([
    ['a NUL', 'a,b\n1,\u0000\n', 'control-character'],
    ['bytes of no encoding', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), 'encoding'],
    ['nothing', '', 'empty'],
  ])('%s', async (_what, content, code) => {
    expectStopped(await verdictOn('bytes.csv', content), code);
  });

  it('more bytes than the limit', async () => {
    const limits = { ...TABLE_LIMITS, fileBytes: 1_000 };
    expectStopped(await verdictOn('large.csv', 'a,b\n'.repeat(251), limits), 'too-large');
  });
});

describe('a file that is not what its name says', () => {
  it.each([
    ['a workbook called CSV', 'list.csv', workbook('')],
    ['a CSV file called workbook', 'list.xlsx', Buffer.from('a,b\n')],
    ['a file without an extension', 'list', Buffer.from('a,b\n')],
    ['a workbook with the extension for macros', 'list.xlsm', workbook('')],
  ])('%s is refused', async (_what, fileName, content) => {
    expectStopped(await verdictOn(fileName, content), 'wrong-extension');
  });
});

it('a reader that has waited long enough is told so', async () => {
  const path = join(folder, 'slow.csv');
  await writeFile(path, 'a,b\n'.repeat(10));
  const table = await openTable(path, 'slow.csv');
  const read = async (): Promise<void> => {
    for await (const _ of table.rows(AbortSignal.abort()));
  };
  await expect(read()).rejects.toMatchObject({ refusal: { code: 'import-file.took-too-long' } });
});
