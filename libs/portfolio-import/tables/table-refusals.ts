import { RefusalError, refuse } from '#kernel/refusal.js';

/** Where in a file something was found; a CSV file has no sheet. */
export interface Place {
  readonly sheet?: string;
  readonly row?: number;
  readonly cell?: string;
}

type Facts = Readonly<Record<string, string | number>>;

const at = ({ sheet, row, cell }: Place): { readonly zh: string; readonly en: string } => {
  const zh = [sheet && `工作表“${sheet}”`, cell ? `单元格 ${cell}` : row && `第 ${row} 行`];
  const en = [sheet && `sheet "${sheet}"`, cell ? `cell ${cell}` : row && `row ${row}`];
  const [zhPlace, enPlace] = [zh.filter(Boolean).join(''), en.filter(Boolean).join(', ')];
  return { zh: zhPlace && `${zhPlace}：`, en: enPlace && `${enPlace}: ` };
};

const pointerOf = ({ sheet, row, cell }: Place): string => {
  const last = cell ?? row;
  return [sheet, last]
    .filter((part) => part !== undefined)
    .map((part) => `/${String(part)}`)
    .join('');
};

/** Refuses a whole file, saying where it went wrong. */
export const stopFile = (
  code: string,
  words: { readonly zh: string; readonly en: string },
  place: Place = {},
  facts: Facts = {},
): never => {
  const where = at(place);
  throw new RefusalError(
    refuse(`import-file.${code}`, `${where.zh}${words.zh}`, `${where.en}${words.en}`, {
      clause: 'take-over of a portfolio',
      pointer: pointerOf(place),
      facts: { ...place, ...facts },
    }),
  );
};

/** A limit that was passed. */
export const stopAtLimit = (
  code: string,
  limit: number,
  unit: { readonly zh: string; readonly en: string },
  place: Place = {},
): never =>
  stopFile(
    code,
    { zh: `超过上限 ${limit} ${unit.zh}`, en: `more than the limit of ${limit} ${unit.en}` },
    place,
    { limit },
  );

/** @throws when whoever reads has waited long enough. */
export const stopIfAborted = (signal: AbortSignal | undefined): void => {
  if (!signal?.aborted) return;
  stopFile('took-too-long', { zh: '读取超时，已停止', en: 'reading took too long and was stopped' });
};
