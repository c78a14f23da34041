import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { RefusalError } from '#kernel/refusal.js';
import type { TableCell, TableRow } from './table-row.js';
import type { TableLimits } from './table-limits.js';
import { stopAtLimit, stopFile } from './table-refusals.js';
import { encodingOf, textOf } from './text-file.js';

const CHARACTERS = { zh: '个字符', en: 'characters' };

/** Rows of a comma-separated file, one at a time. Its sheet has no name. @throws RefusalError as `readXlsx` does. */
export async function* readCsv(
  path: string,
  limits: TableLimits,
  signal?: AbortSignal,
): AsyncGenerator<TableRow> {
  const encoding = await encodingOf(path, signal);
  const source = Readable.from(withShortLines(textOf(path, encoding, signal), limits));
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: limits.recordCharacters,
  });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (row > limits.rows) stopAtLimit('too-many-rows', limits.rows, { zh: '行', en: 'rows' }, { row });
      if (cells.length > limits.columns)
        stopAtLimit('too-many-columns', limits.columns, { zh: '列', en: 'columns' }, { row });
      yield { sheet: '', row, cells: filled(cells, row, limits) };
    }
  } catch (error) {
    stopAtError(error, row + 1, limits);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

const stopAtError = (error: unknown, row: number, limits: TableLimits): never => {
  if (error instanceof RefusalError || !(error instanceof CsvError)) throw error;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return stopAtLimit('record-too-long', limits.recordCharacters, CHARACTERS, { row });
  return stopFile(
    'broken-csv',
    { zh: '不是合格的 CSV', en: 'not a well-formed CSV' },
    { row },
    { reason: error.code },
  );
};

const filled = (cells: readonly string[], row: number, limits: TableLimits): TableCell[] => {
  const found: TableCell[] = [];
  for (const [column, text] of cells.entries()) {
    if (text.length > limits.cellCharacters)
      stopAtLimit('cell-too-long', limits.cellCharacters, CHARACTERS, { row });
    if (text.trim() !== '') found.push({ column, kind: 'text', text });
  }
  return found;
};

/** The parser's own limit counts the text of a record but not its commas, of which a line could be made. */
async function* withShortLines(texts: AsyncIterable<string>, limits: TableLimits): AsyncGenerator<string> {
  let length = 0;
  let line = 1;
  for await (const text of texts) {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      length += end - start;
      refuseLongLine(length, line, limits);
      length = 0;
      line += 1;
      start = end + 1;
    }
    length += text.length - start;
    refuseLongLine(length, line, limits);
    yield text;
  }
}

const refuseLongLine = (length: number, row: number, limits: TableLimits): void => {
  if (length > limits.recordCharacters)
    stopAtLimit('record-too-long', limits.recordCharacters, CHARACTERS, { row });
};
