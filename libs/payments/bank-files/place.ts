import { type Refusal, refuse, RefusalError } from '#kernel/refusal.js';

/** Where in a file a reader stands: a row and column of a table, or an element of an XML document. */
export interface Place {
  readonly zh: string;
  readonly en: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export const rowPlace = (row: number, column?: string): Place => ({
  zh: column === undefined ? `第 ${row} 行` : `第 ${row} 行“${column}”列`,
  en: column === undefined ? `row ${row}` : `row ${row}, column "${column}"`,
  facts: column === undefined ? { row } : { row, column },
});

export const elementPlace = (xpath: string): Place => ({ zh: xpath, en: xpath, facts: { xpath } });

const LONGEST_QUOTE = 80;

/** A value of the file as a refusal quotes it; a hostile one may be megabytes long. */
export const brief = (text: string): string =>
  text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`;

/** Ends the reading of a file with a refusal; `refusable` hands it to the caller as a value. */
export const stop = (refusal: Refusal): never => {
  throw new RefusalError(refusal);
};

/** Ends the reading with a refusal whose sentences begin with the place. */
export const stopAt = (place: Place, code: string, zh: string, en: string): never =>
  stop(refuse(code, `${place.zh}：${zh}`, `${place.en}: ${en}`, { facts: place.facts }));

/** Readers stop at the first broken rule from any depth; this is the one place where that becomes a value. */
export const refusable = <T>(read: () => T): T | Refusal => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
};
