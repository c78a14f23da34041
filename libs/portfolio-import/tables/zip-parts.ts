import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Entry, open, type Options, type ZipFile } from 'yauzl';
import { stopAtLimit, stopFile, stopIfAborted } from './table-refusals.js';
import type { TableLimits } from './table-limits.js';

/** The parts of a workbook, by name; each is unpacked as it is read and never as a whole. */
export interface ZipParts {
  readonly has: (name: string) => boolean;
  read(name: string, signal?: AbortSignal): AsyncGenerator<Buffer>;
  close(): void;
}

const BYTES = { zh: '字节', en: 'bytes' };

/** What a list of names and amounts does not need, and what is dangerous in the hands of the next reader. */
const FORBIDDEN: readonly (readonly [pattern: RegExp, zh: string, en: string])[] = [
  [/vbaproject\.bin$|(^|\/)macrosheets\//i, '宏', 'macros'],
  [/(^|\/)externallinks\//i, '外部链接', 'links to other workbooks'],
  [/(^|\/)(embeddings|activex|ctrlprops)\//i, '嵌入对象', 'embedded objects'],
  [/\.(zip|xlsx|xlsm|xlsb|7z|rar|gz)$/i, '压缩包中的压缩包', 'an archive inside the archive'],
];

const openZip = promisify<string, Options, ZipFile>(open);

/** Opens a workbook's archive. What it declares is checked at once, and what it really unpacks to is counted. */
export const openZipParts = async (path: string, limits: TableLimits): Promise<ZipParts> => {
  const zip = await openZip(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(
    brokenZip,
  );
  try {
    const entries = await listEntries(zip, limits);
    const budget = { leftBytes: limits.unpackedBytes };
    return {
      has: (name) => entries.has(name),
      read: (name, signal) => unpack(zip, entries.get(name) ?? missingPart(name), limits, budget, signal),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
};

const brokenZip = (error: unknown): never =>
  stopFile(
    'broken-zip',
    { zh: '压缩包已损坏或不完整', en: 'the archive is damaged or incomplete' },
    {},
    { reason: String(error).slice(0, 200) },
  );

const missingPart = (name: string): never =>
  stopFile('not-a-workbook', { zh: `缺少 ${name}`, en: `${name} is missing` });

const listEntries = async (zip: ZipFile, limits: TableLimits): Promise<ReadonlyMap<string, Entry>> => {
  if (zip.entryCount > limits.parts)
    stopAtLimit('too-many-parts', limits.parts, { zh: '个部件', en: 'parts' });
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  }).catch(brokenZip);
  checkDeclared([...entries.values()], limits);
  return entries;
};

const checkDeclared = (entries: readonly Entry[], limits: TableLimits): void => {
  let totalBytes = 0;
  for (const entry of entries) {
    refuseForbidden(entry.fileName);
    if (entry.isEncrypted()) stopEncrypted();
    totalBytes += entry.uncompressedSize;
    refuseRatio(entry.uncompressedSize, entry, limits);
  }
  if (totalBytes > limits.unpackedBytes) stopAtLimit('unpacks-too-large', limits.unpackedBytes, BYTES);
};

export const stopEncrypted = (): never =>
  stopFile('encrypted', {
    zh: '文件已加密，请去掉密码后重新保存',
    en: 'the file is encrypted; save it again without a password',
  });

const refuseForbidden = (name: string): void => {
  const found = FORBIDDEN.find(([pattern]) => pattern.test(name));
  if (!found) return;
  const [, zh, en] = found;
  stopFile(
    'forbidden-part',
    { zh: `不接受含有${zh}的文件`, en: `a file with ${en} is not accepted` },
    {},
    {
      part: name.slice(0, 200),
    },
  );
};

const refuseRatio = (unpackedBytes: number, entry: Entry, limits: TableLimits): void => {
  if (unpackedBytes <= limits.freeOfRatioBytes) return;
  if (unpackedBytes <= limits.ratio * Math.max(entry.compressedSize, 1)) return;
  stopAtLimit('compressed-too-much', limits.ratio, { zh: '倍压缩比', en: 'times its packed size' });
};

async function* unpack(
  zip: ZipFile,
  entry: Entry,
  limits: TableLimits,
  budget: { leftBytes: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const stream = await openPart(zip, entry);
  let unpackedBytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      stopIfAborted(signal);
      unpackedBytes += chunk.length;
      budget.leftBytes -= chunk.length;
      refuseRatio(unpackedBytes, entry, limits);
      if (budget.leftBytes < 0) stopAtLimit('unpacks-too-large', limits.unpackedBytes, BYTES);
      yield chunk;
    }
  } catch (error) {
    if (isOurs(error)) throw error;
    brokenZip(error);
  } finally {
    stream.destroy();
  }
}

const isOurs = (error: unknown): boolean => error instanceof Error && error.name === 'RefusalError';

const openPart = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  }).catch(brokenZip);
