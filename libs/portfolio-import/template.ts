import type { Measure } from '#policy/measure.js';
import { itemsHeading } from './item-cells.js';
import { type Column, type SheetDefinition, type SheetKind, SHEETS } from './sheets.js';
import type { TableWriter } from './write-table.js';

const sheetName = ({ zh }: SheetDefinition): string => zh;

const heading = ({ zh, en, required }: Column): string => `${zh} / ${en}${required ? ' *' : ''}`;

/** Headings of what a measure asks for beside the columns that every row has. */
const headingsOf = ({ parties, facts, decisionFacts }: Measure): string[] => [
  ...parties.map(({ role, zh, required }) => `role:${role} / ${zh}${required ? ' *' : ''}`),
  ...facts.map((fact) => {
    const { name, zh, required } = fact;
    // A slash would end the name of the column.
    const items = fact.type === 'items' ? `（${itemsHeading(fact).replaceAll('/', '、')}；…）` : '';
    return `fact:${name} / ${zh}${items}${required ? ' *' : ''}`;
  }),
  ...decisionFacts.map(({ name, zh, required }) => `decided:${name} / ${zh}${required ? ' *' : ''}`),
];

/** An empty table to fill in: headings, and one example row where there is no measure to ask for more. */
export const writeTemplate = async (
  writer: TableWriter,
  kinds: readonly SheetKind[],
  measures: readonly Measure[],
): Promise<void> => {
  for (const kind of kinds) {
    const definition = SHEETS[kind];
    const extra = definition.byMeasure ? [...new Set(measures.flatMap(headingsOf))] : [];
    await writer.row(sheetName(definition), [...definition.columns.map(heading), ...extra]);
  }
  await writer.close();
};
