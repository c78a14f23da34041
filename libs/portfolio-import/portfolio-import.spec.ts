import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBadRows } from './bad-rows.js';
import { checkPortfolio } from './check-portfolio.js';
import type { SheetKind } from './sheets.js';
import { openTable } from './tables/open-table.js';
import type { OpenTable } from './tables/table-row.js';
import { type Progress, takeOverPortfolio } from './take-over-portfolio.js';
import { writeTemplate } from './template.js';
import { memoryOffice } from './testing/memory-office.js';
import { asCsv, asWorkbook, portfolioOf, type Tables } from './testing/portfolio.js';
import { tableWriter } from './write-table.js';

type Office = Awaited<ReturnType<typeof memoryOffice>>;

let folder: string;
let office: Office;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tranche-portfolio-'));
});
beforeEach(async () => {
  office = await memoryOffice();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tableOf = async (fileName: string, content: Buffer | string): Promise<OpenTable> => {
  const path = join(folder, fileName);
  await writeFile(path, content);
  return openTable(path, fileName);
};

const takeOver = async (table: OpenTable, fileName = 'running.xlsx', from?: Progress): Promise<Progress> =>
  takeOverPortfolio(table, office.books, {
    order: office.order(fileName, table.sha256),
    tools: office.tools,
    ...(from && { from }),
  });

/** The portfolio with some cells changed: sheet, row and column as a spreadsheet counts them. */
const changed = (tables: Tables, ...changes: (readonly [SheetKind, number, number, string])[]): Tables => {
  const copy = structuredClone(tables) as Record<SheetKind, string[][]>;
  for (const [kind, row, column, text] of changes) {
    const cells = copy[kind][row - 1];
    if (cells) cells[column] = text;
  }
  return copy;
};

describe('A dry run', () => {
  it('finds nothing wrong with a good portfolio and writes nothing', async () => {
    const report = await checkPortfolio(await tableOf('good.xlsx', asWorkbook(portfolioOf(3))), office.books);
    expect(report).toMatchObject({
      rows: 12,
      badRows: 0,
      warnings: 0,
      incompleteAwards: 0,
      sheets: { parties: { rows: 6 }, awards: { rows: 3 }, payments: { rows: 3 } },
    });
    expect(await office.log()).toEqual([]);
  });

  it.each<[string, [SheetKind, number, number, string], string, string, string | null]>([
    [
      'a wrong check digit, masked',
      ['parties', 2, 2, '339999197001010001'],
      'C2',
      'identifier.resident-id-checksum',
      '339999********0001',
    ],
    ['a kind that is none', ['parties', 3, 0, '社团'], 'A3', 'import-cell.choice', '社团'],
    ['a name that would be a formula', ['parties', 2, 1, '=1+1'], 'B2', 'import-cell.formula', '**+1'],
    ['a date that is none', ['awards', 2, 3, '2022-02-30'], 'D2', 'import-cell.date', '2022-02-30'],
    ['a date to come', ['awards', 2, 3, '2024-03-02'], 'D2', 'import-row.in-future', '2024-03-02'],
    ['a measure that is none', ['awards', 2, 1, 'JX24-99.9'], 'B2', 'policy.unknown-version', 'JX24-99.9'],
    [
      'an amount with three decimals',
      ['awards', 2, 5, '800000.005'],
      'F2',
      'money.not-an-amount',
      '800000.005',
    ],
    ['a negative amount', ['payments', 2, 4, '-1'], 'E2', 'import-cell.negative', '-1'],
    [
      'a party nobody knows',
      ['awards', 2, 7, '91339999000999999J'],
      'H2',
      'identifier.unified-social-credit-code-checksum',
      '913399********999J',
    ],
    ['a class that is none', ['awards', 2, 8, 'D'], 'I2', 'facts.wrong-type', 'D'],
    ['a missing number', ['payments', 2, 0, ''], 'A2', 'import-cell.missing', null],
    ['an award nobody knows', ['payments', 2, 0, '2022-77'], 'A2', 'import-row.unknown-award', '2022-77'],
    ['a tranche that is not planned', ['payments', 2, 2, '4'], 'C2', 'import-row.no-tranche', '4'],
    [
      'more than the total paid',
      ['payments', 2, 4, '800000.01'],
      'E2',
      'import-row.more-than-stated',
      '800000.01',
    ],
    ['a number that is there twice', ['awards', 3, 0, '2022-0'], 'A3', 'import-row.twice', null],
  ])('names sheet, cell, rule and value of %s', async (_what, change, cell, rule, value) => {
    const table = await tableOf('bad.xlsx', asWorkbook(changed(portfolioOf(2), change)));
    const { faults } = await checkPortfolio(table, office.books);
    const sheet = { parties: '受益人', awards: '在执行资助', payments: '已付款', lists: '待兑现名单' }[
      change[0]
    ];
    expect(faults).toContainEqual(expect.objectContaining({ sheet, cell, rule, value }));
  });

  it('takes payments above the plan as facts, and says so', async () => {
    const above = changed(portfolioOf(1), ['awards', 2, 5, '2100000'], ['payments', 2, 4, '2100000']);
    const report = await checkPortfolio(await tableOf('above.xlsx', asWorkbook(above)), office.books);
    expect(report).toMatchObject({ badRows: 0, warnings: 2 });
    expect(report.notes.map(({ rule }) => rule)).toEqual(['import-row.above-plan', 'import-row.above-plan']);
  });

  it('counts awards whose payments are not all there', async () => {
    const { payments: _payments, ...rest } = portfolioOf(2);
    const report = await checkPortfolio(await tableOf('open.xlsx', asWorkbook(rest)), office.books);
    expect(report.incompleteAwards).toBe(2);
  });

  it.each<[string, Tables, string]>([
    [
      'sheets in another order',
      { awards: portfolioOf(1).awards ?? [], parties: portfolioOf(1).parties ?? [] },
      'sheet-order',
    ],
    ['a column that is none', { parties: [['类型', '姓名或名称', '证件号码', '星座']] }, 'unknown-column'],
    [
      'a column that is there twice',
      { parties: [['类型', '姓名或名称', '证件号码', 'Name']] },
      'column-twice',
    ],
    ['a column that is missing', { parties: [['类型', '姓名或名称']] }, 'missing-column'],
    ['no rows', { parties: [['类型', '姓名或名称', '证件号码']] }, 'no-rows'],
  ])('refuses a file with %s', async (_what, tables, code) => {
    const table = await tableOf('layout.xlsx', asWorkbook(tables));
    await expect(checkPortfolio(table, office.books)).rejects.toMatchObject({
      refusal: { code: `import-file.${code}` },
    });
  });
});

describe('Taking a portfolio over', () => {
  it('makes events that name file, row and hash', async () => {
    const table = await tableOf('good.xlsx', asWorkbook(portfolioOf(2)));
    expect(await takeOver(table)).toEqual({ ordinal: 8, taken: 8, unchanged: 0, refused: 0 });
    const events = await office.log();
    expect(events.map(({ type }) => type).sort()).toEqual([
      ...Array.from({ length: 2 }, () => 'ApplicationSubmitted'),
      ...Array.from({ length: 2 }, () => 'AwardApproved'),
      ...Array.from({ length: 2 }, () => 'AwardTakenOver'),
      ...Array.from({ length: 2 }, () => 'EarlierPaymentTakenOver'),
      ...Array.from({ length: 4 }, () => 'PartyRegistered'),
    ]);
    const sources = events
      .filter(({ type }) => type === 'AwardTakenOver' || type === 'EarlierPaymentTakenOver')
      .map(({ data }) => data.source);
    const source = { fileName: 'running.xlsx', sha256: table.sha256 };
    expect(sources).toContainEqual({ ...source, sheet: '在执行资助', row: 3 });
    expect(sources).toContainEqual({ ...source, sheet: '已付款', row: 2 });
  });

  it('counts what was paid against the caps that it would have had to pass', async () => {
    await takeOver(await tableOf('good.xlsx', asWorkbook(portfolioOf(1))));
    const paid = (await office.log()).find(({ type }) => type === 'EarlierPaymentTakenOver');
    expect(paid?.data).toMatchObject({
      amountFen: '80000000',
      capClaims: [{ capKey: 'elite-leader.start-up', window: 'lifetime' }],
      reservations: [{ capStream: expect.stringContaining('cap-elite-leader.start-up-party-') }],
    });
  });

  it('changes nothing the second time, from the same file or the same rows in other files', async () => {
    const tables = portfolioOf(3);
    const table = await tableOf('good.xlsx', asWorkbook(tables));
    await takeOver(table);
    const before = await office.log();
    expect(await takeOver(table)).toMatchObject({ taken: 0, unchanged: 12, refused: 0 });
    for (const kind of ['parties', 'awards', 'payments'] as const) {
      const csv = await tableOf(`${kind}.csv`, asCsv(tables[kind] ?? []));
      expect(await takeOver(csv, `${kind}.csv`)).toMatchObject({ taken: 0, refused: 0 });
    }
    expect(await office.log()).toEqual(before);
  });

  it('refuses a row that says something else than before, and does not overwrite', async () => {
    await takeOver(await tableOf('good.xlsx', asWorkbook(portfolioOf(2))));
    const before = await office.log();
    const other = changed(portfolioOf(2), ['awards', 2, 10, '另一个项目'], ['payments', 2, 5, 'PZ-X']);
    expect(await takeOver(await tableOf('other.xlsx', asWorkbook(other)))).toMatchObject({
      taken: 0,
      unchanged: 6,
      refused: 2,
    });
    expect(await office.log()).toEqual(before);
  });

  it('goes on where it was stopped, and finds what the stopped run had done after its last checkpoint', async () => {
    const table = await tableOf('good.xlsx', asWorkbook(portfolioOf(3)));
    const stopped = takeOverPortfolio(table, office.books, {
      order: office.order('running.xlsx', table.sha256),
      tools: office.tools,
      onCheckpoint: async ({ ordinal }) => {
        if (ordinal === 9) throw new Error('killed');
      },
    });
    await expect(stopped).rejects.toThrow('killed');
    const from = { ordinal: 6, taken: 6, unchanged: 0, refused: 0 };
    expect(await takeOver(table, 'running.xlsx', from)).toEqual({
      ordinal: 12,
      taken: 9,
      unchanged: 3,
      refused: 0,
    });
    expect(await takeOver(table)).toMatchObject({ taken: 0, unchanged: 12 });
  });

  it('takes the good rows and leaves the bad ones', async () => {
    const table = await tableOf('bad.xlsx', asWorkbook(changed(portfolioOf(2), ['awards', 2, 8, 'D'])));
    expect(await takeOver(table)).toMatchObject({ ordinal: 8, taken: 6 });
  });
});

describe('The file of bad rows', () => {
  const bad = changed(portfolioOf(3), ['awards', 3, 8, 'D'], ['parties', 2, 1, '=cmd()']);

  it.each(['xlsx', 'csv'] as const)(
    'has the rows as they were and why, and nothing else (%s)',
    async (format) => {
      const path = join(folder, `rows.${format}`);
      const source = format === 'xlsx' ? asWorkbook(bad) : asCsv(bad.awards ?? []);
      if (format === 'csv')
        await takeOver(await tableOf('p.csv', asCsv(portfolioOf(3).parties ?? [])), 'p.csv');
      const table = await tableOf(`bad.${format}`, source);
      const badRows = await writeBadRows(table, office.books, tableWriter(format, path));
      const written = await openTable(path, `rows.${format}`);
      const texts: string[][] = [];
      for await (const { sheet, cells } of written.rows())
        texts.push([sheet, ...cells.map(({ text }) => text)]);
      expect(texts.flat()).toContain('2022-1');
      expect(texts.flat()).not.toContain('2022-2');
      // Two headers and, besides the two bad rows, those that referred to them: an award and two payments.
      expect(badRows).toBe(format === 'xlsx' ? 5 : 1);
      expect(texts.at(-1)?.at(-1)).toMatch(/[A-Z]\d+ .+ \/ /);
    },
  );

  it('is a file to import once it is corrected', async () => {
    const path = join(folder, 'again.csv');
    await takeOver(await tableOf('p.csv', asCsv(portfolioOf(3).parties ?? [])), 'p.csv');
    const table = await tableOf('bad.csv', asCsv(bad.awards ?? []));
    await takeOver(table, 'bad.csv');
    await writeBadRows(table, office.books, tableWriter('csv', path));
    const rows: string[][] = [];
    for await (const { cells } of (await openTable(path, 'again.csv')).rows())
      rows.push(cells.map(({ text }) => (text === 'D' ? 'C' : text)));
    expect(await takeOver(await tableOf('fixed.csv', asCsv(rows)), 'fixed.csv')).toMatchObject({
      taken: 1,
      refused: 0,
    });
  });
});

describe('A template', () => {
  it.each(['xlsx', 'csv'] as const)('is read back as an empty table of its kind (%s)', async (format) => {
    const path = join(folder, `template.${format}`);
    const measure = office.books.policies.version('JX24@1', 'JX24-1.2');
    if ('code' in measure) throw new Error(measure.en);
    await writeTemplate(tableWriter(format, path), ['awards'], [measure]);
    await expect(checkPortfolio(await openTable(path, `t.${format}`), office.books)).rejects.toMatchObject({
      refusal: { code: 'import-file.no-rows' },
    });
  });
});
