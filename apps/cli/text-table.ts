/** Code points that terminals draw two columns wide (Unicode East Asian Width W and F, without the emoji we never print). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/gu;
const ZERO = /[\u200b-\u200f]|\p{Mn}/gu;

/** Columns that a text takes on a terminal. */
export const widthOf = (text: string): number =>
  [...text].length + (text.match(WIDE)?.length ?? 0) - (text.match(ZERO)?.length ?? 0);

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | null | undefined;
  /** Amounts and numbers stand to the right. */
  readonly align?: 'right';
}

/** A table with two spaces between columns; a text is never cut. */
export const textTable = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string => {
  const cells = rows.map((row) => columns.map(({ value }) => String(value(row) ?? '—')));
  const all = [columns.map(({ title }) => title), ...cells];
  const widths = columns.map((_, place) => Math.max(...all.map((line) => widthOf(line[place] ?? ''))));
  const lineOf = (line: readonly string[]): string =>
    line
      .map((cell, place) => (columns[place]?.align === 'right' ? padStart : padEnd)(cell, widths[place] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    lineOf(all[0] ?? []),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...cells.map(lineOf),
  ].join('\n');
};

/** `"1260000.00"` → `1,260,000.00`. Null stays null, so that a table can show that there is no amount. */
export const grouped = (yuan: string | null | undefined): string | null =>
  yuan?.replace(
    /^(-?)(\d+)/,
    (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(\d{3})+$)/g, ','),
  ) ?? null;
