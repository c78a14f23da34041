import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { RefusalError } from '#kernel/refusal.js';
import { stopAtLimit, stopFile } from './table-refusals.js';
import type { TableLimits } from './table-limits.js';

export interface XmlHandlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * Feeds a part of a workbook to handlers, chunk by chunk; one value is yielded per chunk, so that the reader sets the pace. A
 * document type is refused, because entities are the only thing in it that does anything. Names come without their prefix.
 */
export async function* feedXml(
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  limits: TableLimits,
): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const progress = { sawElement: false };
  const parser = parserFor(handlers, limits, progress);
  let elementlessBytes = 0;
  for await (const chunk of chunks) {
    progress.sawElement = false;
    wellFormed(() => parser.write(decoder.decode(chunk, { stream: true })));
    elementlessBytes = progress.sawElement ? 0 : elementlessBytes + chunk.length;
    if (elementlessBytes > limits.elementlessBytes)
      stopAtLimit('cell-too-long', limits.elementlessBytes, {
        zh: '字节的连续文本',
        en: 'bytes of text in one piece',
      });
    yield;
  }
  wellFormed(() => parser.write(decoder.decode()).close());
  yield;
}

/** The same where nothing is to be done in between. */
export const readXml = async (
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  limits: TableLimits,
): Promise<void> => {
  for await (const _ of feedXml(chunks, handlers, limits));
};

const wellFormed = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    if (error instanceof RefusalError) throw error;
    stopFile(
      'broken-xml',
      { zh: '文件内容已损坏', en: 'the content of the file is damaged' },
      {},
      { reason: String(error).slice(0, 200) },
    );
  }
};

const parserFor = (
  handlers: XmlHandlers,
  limits: TableLimits,
  progress: { sawElement: boolean },
): SaxesParser => {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('doctype', () =>
    stopFile('document-type', { zh: '不接受带文档类型声明的内容', en: 'a document type is not accepted' }),
  );
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    depth += 1;
    progress.sawElement = true;
    if (depth > limits.depth) stopAtLimit('nested-too-deep', limits.depth, { zh: '层', en: 'levels' });
    handlers.open?.(localName(name), attributes);
  });
  if (handlers.text) {
    parser.on('text', handlers.text);
    parser.on('cdata', handlers.text);
  }
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    depth -= 1;
    progress.sawElement = true;
    handlers.close?.(localName(name));
  });
  return parser;
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
