import { stopAtLimit } from './table-refusals.js';
import type { TableLimits } from './table-limits.js';
import { readXml } from './xml-part.js';

/** Texts of a workbook by number. */
export interface SharedTexts {
  readonly at: (index: number) => string | undefined;
}

export const noSharedTexts: SharedTexts = { at: () => undefined };

const FIRST_BYTES = 64 * 1024;

/** Packed as UTF-8 outside the heap: half a million short texts as objects would take ten times as much. */
class PackedTexts implements SharedTexts {
  #bytes = Buffer.alloc(FIRST_BYTES);
  #usedBytes = 0;
  #ends = new Uint32Array(1024);
  #count = 0;

  constructor(private readonly limitBytes: number) {}

  add(text: string): void {
    const neededBytes = this.#usedBytes + Buffer.byteLength(text);
    if (neededBytes > this.limitBytes)
      stopAtLimit('too-much-text', this.limitBytes, { zh: '字节的文本', en: 'bytes of text' });
    if (neededBytes > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(neededBytes, 2 * this.#bytes.length));
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(2 * this.#count);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#bytes.write(text, this.#usedBytes);
    this.#usedBytes = neededBytes;
    this.#ends[this.#count] = neededBytes;
    this.#count += 1;
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }
}

/** Empty texts take four bytes each in the list of ends, so their number is limited too. */
const MAX_TEXTS = 4_000_000;

/** Reads the table of shared texts; a text in several runs is put together, readings beside it (furigana) are left out. */
export const readSharedTexts = async (
  chunks: AsyncIterable<Buffer>,
  limits: TableLimits,
): Promise<SharedTexts> => {
  const texts = new PackedTexts(limits.sharedTextBytes);
  let text = '';
  let inText = false;
  let inReading = false;
  let count = 0;
  const open = (name: string): void => {
    if (name === 'si') text = '';
    inText = name === 't' && !inReading;
    if (name === 'rPh') inReading = true;
  };
  const close = (name: string): void => {
    inText = false;
    if (name === 'rPh') inReading = false;
    if (name !== 'si') return;
    count += 1;
    if (count > MAX_TEXTS) stopAtLimit('too-much-text', MAX_TEXTS, { zh: '个文本', en: 'texts' });
    // A longer text is refused where a cell shows it; the rest of it does not have to be kept for that.
    texts.add(text.slice(0, limits.cellCharacters + 1));
  };
  const add = (more: string): void => {
    if (inText && text.length <= limits.cellCharacters) text += more;
  };
  await readXml(chunks, { open, close, text: add }, limits);
  return texts;
};
