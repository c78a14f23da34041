import { print } from './verb.js';
import { say } from './speech.js';
import { type Column, textTable } from './text-table.js';
import type { Page } from './wire.js';

/** One page as a table; says so when there is more than one. */
export const pageTable = <Row>(columns: readonly Column<Row>[], { items, nextCursor }: Page<Row>): string => {
  if (items.length === 0) return say('list.none');
  return nextCursor ? `${textTable(columns, items)}\n${say('list.more')}` : textTable(columns, items);
};

export const printNext = (format: string | undefined, text: string): void => {
  if (format !== 'json') print(text);
};
