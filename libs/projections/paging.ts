import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { fromStored, type JsonObject } from '#kernel/fen-json.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import type { Row } from './row-table.js';

export const PAGE_SIZE_MAX = 200;
const PAGE_SIZE_DEFAULT = 50;

export interface PageRequest {
  /** 1 to 200; 50 by default. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** `next` is null on the last page. A page never repeats or skips a row that was there all the time. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/**
 * One page of a query, in the order of `keys` (ascending; none may be null, together they must be unique).
 * @throws RefusalError for a limit out of range or a cursor of another list.
 */
export const pageOf = async <T extends Row>(
  query: SelectQueryBuilder<T>,
  keys: readonly (keyof T & string)[],
  request: PageRequest,
): Promise<Page<T>> => {
  const limit = pageLimit(
    query,
    Object.fromEntries(keys.map((key) => [key, `${query.alias}.${key}`])),
    request,
  );
  return toPage(await query.limit(limit + 1).getMany(), keys, limit);
};

/**
 * One page of sums: `keys` names what is grouped by and the order, `columns` the sums. Amounts (`…Fen`) arrive as bigint.
 * @throws RefusalError as `pageOf`.
 */
export const pageOfSums = async <T extends object>(
  query: SelectQueryBuilder<ObjectLiteral>,
  keys: Readonly<Record<string, string>>,
  columns: Readonly<Record<string, string>>,
  request: PageRequest,
): Promise<Page<T>> => {
  const limit = pageLimit(query, keys, request);
  const rows = await sums(query, keys, columns)
    .limit(limit + 1)
    .getRawMany<JsonObject>();
  return toPage(rows.map(fromStored) as T[], Object.keys(keys) as (keyof T & string)[], limit);
};

const sums = (
  query: SelectQueryBuilder<ObjectLiteral>,
  keys: Readonly<Record<string, string>>,
  columns: Readonly<Record<string, string>>,
): SelectQueryBuilder<ObjectLiteral> => {
  query.select([]);
  for (const [name, sql] of Object.entries({ ...keys, ...columns })) query.addSelect(sql, name);
  for (const sql of Object.values(keys)) query.addGroupBy(sql);
  return query;
};

/** Starts the query after the cursor and puts it in order. */
const pageLimit = <T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  keys: Readonly<Record<string, string>>,
  { limit = PAGE_SIZE_DEFAULT, after }: PageRequest,
): number => {
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_SIZE_MAX) throw new RefusalError(badLimit(limit));
  const columns = Object.values(keys);
  if (after !== undefined) {
    const values = parseCursor(after, columns.length);
    const names = values.map((_, index) => `:after${index}`).join(', ');
    const parameters = Object.fromEntries(values.map((value, index) => [`after${index}`, value]));
    query.andWhere(`(${columns.join(', ')}) > (${names})`, parameters);
  }
  for (const column of columns) query.addOrderBy(column, 'ASC');
  return limit;
};

const toPage = <T extends object>(
  rows: readonly T[],
  keys: readonly (keyof T & string)[],
  limit: number,
): Page<T> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(last, keys) : null };
};

const cursorOf = <T extends object>(row: T, keys: readonly (keyof T & string)[]): string =>
  Buffer.from(JSON.stringify(keys.map((key) => String(row[key])))).toString('base64url');

const parseCursor = (cursor: string, length: number): readonly string[] => {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const usable =
      Array.isArray(values) && values.length === length && values.every((value) => typeof value === 'string');
    if (usable) return values;
  } catch {
    // Not base64 of JSON: refused below like any other text that is no cursor.
  }
  throw new RefusalError(
    refuse(
      'paging.bad-cursor',
      '翻页标记无效，请从第一页重新查询',
      'Not a cursor of this list; start at the first page',
      {
        pointer: '/after',
      },
    ),
  );
};

const badLimit = (limit: number) =>
  refuse(
    'paging.bad-limit',
    `每页条数应为 1 至 ${PAGE_SIZE_MAX}`,
    `A page has 1 to ${PAGE_SIZE_MAX} rows, not ${limit}`,
    {
      pointer: '/limit',
    },
  );
