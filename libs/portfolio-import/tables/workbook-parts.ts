import { stopAtLimit, stopFile } from './table-refusals.js';
import type { TableLimits } from './table-limits.js';
import { readXml } from './xml-part.js';
import type { ZipParts } from './zip-parts.js';

export interface WorkbookSheet {
  readonly name: string;
  /** Name of its part in the archive. */
  readonly part: string;
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly daysFrom1904: boolean;
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';

/** Sheets in their order, hidden ones included: what is imported has to be what is in the file. */
export const readWorkbook = async (parts: ZipParts, limits: TableLimits): Promise<Workbook> => {
  if (!parts.has(WORKBOOK) || !parts.has(RELATIONS)) {
    return stopFile('not-a-workbook', {
      zh: '这个压缩包不是 XLSX 工作簿',
      en: 'this archive is not an XLSX workbook',
    });
  }
  const targets = await readRelations(parts, limits);
  const listed: { readonly name: string; readonly relation: string }[] = [];
  let daysFrom1904 = false;
  const open = (element: string, attributes: Readonly<Record<string, string>>): void => {
    if (element === 'externalReference') stopAtLink();
    if (element === 'workbookPr') daysFrom1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (element !== 'sheet') return;
    const relation = Object.keys(attributes).find((key) => key.endsWith(':id'));
    listed.push({ name: attributes.name ?? '', relation: (relation && attributes[relation]) ?? '' });
    if (listed.length > limits.sheets)
      stopAtLimit('too-many-sheets', limits.sheets, { zh: '张工作表', en: 'sheets' });
  };
  await readXml(parts.read(WORKBOOK), { open }, limits);
  const sheets = listed.map(({ name, relation }) => ({ name, part: partOf(targets.get(relation)) }));
  const lost = sheets.find(({ part }) => !parts.has(part));
  if (lost || sheets.length === 0) {
    stopFile('not-a-workbook', { zh: '工作簿缺少工作表', en: 'a sheet of the workbook is missing' });
  }
  return { sheets, daysFrom1904 };
};

const readRelations = async (parts: ZipParts, limits: TableLimits): Promise<ReadonlyMap<string, string>> => {
  const targets = new Map<string, string>();
  const open = (element: string, { Id, Target, TargetMode }: Readonly<Record<string, string>>): void => {
    if (element !== 'Relationship') return;
    if (TargetMode === 'External') stopAtLink();
    if (Id !== undefined && Target !== undefined) targets.set(Id, Target);
  };
  await readXml(parts.read(RELATIONS), { open }, limits);
  return targets;
};

const stopAtLink = (): never =>
  stopFile('forbidden-part', {
    zh: '不接受含有外部链接的文件',
    en: 'a file with links to other workbooks is not accepted',
  });

/** Targets are relative to `xl/`, or absolute within the archive. */
const partOf = (target = ''): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);
