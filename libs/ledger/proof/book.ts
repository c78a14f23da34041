import { type Fen, sumFen } from '#kernel/money.js';

/** Amounts of one line by name. */
export type Figures = Readonly<Record<string, Fen>>;

/** A line and where it stands: batch and line, award and tranche and attempt, from the whole to the part. */
export interface BookLine {
  readonly path: readonly string[];
  readonly figures: Figures;
}

/** Lines by key; a line that is missing holds nothing. */
export type Book = ReadonlyMap<string, BookLine>;

export const keyOf = (path: readonly string[]): string => path.join(' ');

/** A book that is being added up. */
export class GrowingBook {
  readonly #lines = new Map<string, { readonly path: readonly string[]; figures: Record<string, Fen> }>();

  add(path: readonly string[], amounts: Figures): void {
    const line = this.#line(path);
    for (const [name, fen] of Object.entries(amounts)) line.figures[name] = (line.figures[name] ?? 0n) + fen;
  }

  /** Puts figures in the place of what was there. */
  put(path: readonly string[], amounts: Figures): void {
    Object.assign(this.#line(path).figures, amounts);
  }

  figure(path: readonly string[], name: string): Fen {
    return this.#lines.get(keyOf(path))?.figures[name] ?? 0n;
  }

  get lines(): Book {
    return this.#lines;
  }

  #line(path: readonly string[]): { readonly figures: Record<string, Fen> } {
    const key = keyOf(path);
    const known = this.#lines.get(key);
    if (known) return known;
    const line = { path, figures: {} as Record<string, Fen> };
    this.#lines.set(key, line);
    return line;
  }
}

export const bookOf = (lines: Iterable<BookLine>): Book => {
  const book = new GrowingBook();
  for (const { path, figures } of lines) book.add(path, figures);
  return book.lines;
};

export const totalFen = (book: Book, name: string): Fen =>
  sumFen([...book.values()].map(({ figures }) => figures[name] ?? 0n));
