import { noSharedTexts, readSharedTexts } from './shared-texts.js';
import { SheetRows } from './sheet-rows.js';
import type { TableLimits } from './table-limits.js';
import type { TableRow } from './table-row.js';
import { readWorkbook } from './workbook-parts.js';
import { feedXml } from './xml-part.js';
import { openZipParts, type ZipParts } from './zip-parts.js';

const SHARED_TEXTS = 'xl/sharedStrings.xml';

/** How the workbook counts days; opening it checks its archive and its list of sheets. */
export const inspectXlsx = async (path: string, limits: TableLimits): Promise<{ daysFrom1904: boolean }> => {
  const parts = await openZipParts(path, limits);
  try {
    const { daysFrom1904 } = await readWorkbook(parts, limits);
    return { daysFrom1904 };
  } finally {
    parts.close();
  }
};

/** Rows of all sheets in order, one at a time. @throws RefusalError for a file that is damaged, too large or hostile. */
export async function* readXlsx(
  path: string,
  limits: TableLimits,
  signal?: AbortSignal,
): AsyncGenerator<TableRow> {
  const parts = await openZipParts(path, limits);
  try {
    yield* rowsOf(parts, limits, signal);
  } finally {
    parts.close();
  }
}

async function* rowsOf(
  parts: ZipParts,
  limits: TableLimits,
  signal: AbortSignal | undefined,
): AsyncGenerator<TableRow> {
  const { sheets } = await readWorkbook(parts, limits);
  const texts = parts.has(SHARED_TEXTS)
    ? await readSharedTexts(parts.read(SHARED_TEXTS, signal), limits)
    : noSharedTexts;
  const count = { rows: 0 };
  for (const { name, part } of sheets) {
    const rows = new SheetRows(name, texts, limits, count);
    for await (const _ of feedXml(parts.read(part, signal), rows.handlers, limits)) yield* rows.taken();
  }
}
