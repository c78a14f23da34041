import type { FactDefinition } from '#policy/fact-definition.js';

type Items = Extract<FactDefinition, { type: 'items' }>;
type ItemColumn = Items['columns'][number];

/** Between the items of one cell, and between the values of one item: as people separate them, full width or not. */
const BETWEEN_ITEMS = /[;\n]/;
const BETWEEN_VALUES = '|';

/**
 * The rows of an itemised fact in one cell: `2024-01 | 800.00; 2024-02 | 800.00`, values in the order of the columns. What does not fit is
 * left as it is, and the check of the facts says so. NFKC has made the full-width signs plain.
 */
export const readItems = (
  columns: readonly ItemColumn[],
  text: string,
  onWire: (definition: FactDefinition, text: string) => unknown,
): unknown => {
  const lines = text
    .split(BETWEEN_ITEMS)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const items = lines.map((line) => line.split(BETWEEN_VALUES).map((value) => value.trim()));
  if (items.some(({ length }) => length > columns.length)) return text;
  return items.map((values) => {
    const stated = columns.flatMap((column, index) => {
      const value = values[index] ?? '';
      return value === '' ? [] : [[column.name, onWire(column as FactDefinition, value)] as const];
    });
    return Object.fromEntries(stated);
  });
};

/** What the heading of such a column says about how to fill it in. */
export const itemsHeading = ({ columns }: Items): string =>
  columns.map(({ zh }) => zh).join(` ${BETWEEN_VALUES} `);
