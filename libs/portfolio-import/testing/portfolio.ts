import { stringify } from 'csv-stringify/sync';
import { businessDate } from '#kernel/business-date.js';
import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { addDays } from '#kernel/business-date.js';
import { SHEETS, type SheetKind } from '../sheets.js';
import { columnLetters } from '../tables/table-row.js';
import { archiveOf, workbookParts } from './archive.js';

/** Tables by kind: a header and rows of texts. */
export type Tables = Readonly<Partial<Record<SheetKind, readonly (readonly string[])[]>>>;

const FIRST_BIRTHDAY = businessDate('1970-01-01');
const SERIALS = 1_000;

const person = (index: number): string =>
  fictitiousResidentId(addDays(FIRST_BIRTHDAY, Math.floor(index / SERIALS)), index % SERIALS);

const AWARD_HEADER = ['原项目编号', '事项', '政策版本', '批准日期', '批准文号'];
const MEASURE_HEADER = [
  'role:person / 个人',
  'role:enterprise / 承担企业',
  'fact:class',
  'fact:selectedOn',
  'fact:projectName',
];

/** Four rows a project: a person, an enterprise, an award of 2,000,000 yuan and its first tranche of 800,000, which was paid. */
export const portfolioOf = (projects: number): Tables => {
  const numbers = Array.from({ length: projects }, (_, index) => index);
  return {
    parties: [
      ['类型', '姓名或名称', '证件号码'],
      ...numbers.map((index) => ['个人', `领军人才${index}`, person(index)]),
      ...numbers.map((index) => ['企业', `嘉兴示例科技${index}有限公司`, fictitiousCreditCode(index)]),
    ],
    awards: [
      [...AWARD_HEADER, '已付总额', ...MEASURE_HEADER],
      ...numbers.map((index) => [
        `2022-${index}`,
        'JX24-1.2',
        'JX24@1',
        '2022-06-01',
        '嘉人才〔2022〕7号',
        '800000.00',
        person(index),
        fictitiousCreditCode(index),
        'C',
        '2022-05-01',
        `项目${index}`,
      ]),
    ],
    payments: [
      ['原项目编号', '事项', '期次', '付款日期', '金额', '凭证号'],
      ...numbers.map((index) => [`2022-${index}`, 'JX24-1.2', '1', '2022-07-01', '800000.00', `PZ-${index}`]),
    ],
  };
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const rowXml = (cells: readonly string[], row: number): string =>
  `<row r="${row}">${cells
    .map((text, column) =>
      text === ''
        ? ''
        : `<c r="${columnLetters(column)}${row}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`,
    )
    .join('')}</row>`;

export const asWorkbook = (tables: Tables): Buffer =>
  archiveOf(
    workbookParts(
      Object.entries(tables).map(([kind, rows]) => ({
        name: SHEETS[kind as SheetKind].zh,
        rows: rows.map((cells, index) => rowXml(cells, index + 1)).join(''),
      })),
    ),
  );

export const asCsv = (rows: readonly (readonly string[])[]): string => stringify(rows.map((row) => [...row]));
