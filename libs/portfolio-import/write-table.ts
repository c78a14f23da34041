import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { WorkbookWriter, type WorksheetWriter } from '@cj-tech-master/excelts';
import { stringify } from 'csv-stringify/sync';
import { toFormulaSafe } from '#payments/bank-files/csv-table.js';

/** Writes a table to a file as its rows come; a workbook gets one sheet per name. */
export interface TableWriter {
  row(sheet: string, cells: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Every cell is text, so that no spreadsheet turns a number of eighteen digits into a figure. */
const TEXT_FORMAT = '@';
const COLUMN_WIDTH = 22;

export const workbookWriter = (path: string): TableWriter => {
  const workbook = new WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  let open: { readonly name: string; readonly sheet: WorksheetWriter } | undefined;
  const sheetOf = (name: string, columns: number): WorksheetWriter => {
    if (open?.name === name) return open.sheet;
    open?.sheet.commit();
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = Array.from({ length: columns }, () => ({
      width: COLUMN_WIDTH,
      style: { numFmt: TEXT_FORMAT },
    }));
    open = { name, sheet };
    return sheet;
  };
  return {
    row: (name, cells) => {
      sheetOf(name, cells.length)
        .addRow([...cells])
        .commit();
      return Promise.resolve();
    },
    close: async () => {
      open?.sheet.commit();
      await workbook.commit();
    },
  };
};

/** UTF-8 with a byte order mark, which spreadsheets need to see that it is UTF-8; sheets follow each other. */
export const csvWriter = (path: string): TableWriter => {
  const out = createWriteStream(path);
  out.write('\ufeff');
  return {
    row: async (_sheet, cells) => {
      const text = stringify([cells.map(toFormulaSafe)], { record_delimiter: 'windows' });
      if (!out.write(text)) await once(out, 'drain');
    },
    close: async () => {
      out.end();
      await finished(out);
    },
  };
};

export const tableWriter = (format: 'xlsx' | 'csv', path: string): TableWriter =>
  format === 'xlsx' ? workbookWriter(path) : csvWriter(path);
