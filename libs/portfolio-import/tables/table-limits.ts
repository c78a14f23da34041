/**
 * How much of a file is read before it is refused. A file from outside is an attack until it has been read, and every limit is
 * checked while reading, never after.
 */
export interface TableLimits {
  readonly fileBytes: number;
  /** All parts of a workbook together, unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked to packed, for a part larger than `freeOfRatioBytes`: sheets of real lists come to about 20. */
  readonly ratio: number;
  readonly freeOfRatioBytes: number;
  readonly parts: number;
  readonly sheets: number;
  /** Over all sheets, header rows included. */
  readonly rows: number;
  readonly columns: number;
  readonly cellCharacters: number;
  /** A row of a CSV file; a longer one is an unclosed quote or an attack. */
  readonly recordCharacters: number;
  /** The texts of a workbook are kept once and referred to by number, so they have to be in memory. */
  readonly sharedTextBytes: number;
  /** Nesting of elements in a part of a workbook. */
  readonly depth: number;
  /** Bytes of a part of a workbook without any element in them. */
  readonly elementlessBytes: number;
}

const MIB = 1024 * 1024;

export const TABLE_LIMITS: TableLimits = {
  fileBytes: 64 * MIB,
  unpackedBytes: 512 * MIB,
  ratio: 200,
  freeOfRatioBytes: 4 * MIB,
  parts: 256,
  sheets: 16,
  rows: 200_000,
  columns: 256,
  cellCharacters: 4_096,
  recordCharacters: 65_536,
  sharedTextBytes: 64 * MIB,
  depth: 32,
  elementlessBytes: MIB,
};
