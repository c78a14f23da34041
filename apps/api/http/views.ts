import { Inject, Injectable } from '@nestjs/common';
import { type Query, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { QueryFailedError } from 'typeorm';
import { RefusalError, refuse } from '#kernel/refusal.js';
import type { Page, PageRequest } from '#projections/paging.js';
import { IsText, IsWholeInQuery } from './fields.js';
import { wired } from './wired.js';

/** What every list takes: how many, and where to go on. `after` is read by `view-wait.ts`. */
export class ListQuery {
  @IsWholeInQuery(1, 200, { optional: true }) limit?: number;
  @IsText(2000, { optional: true, description: '`nextCursor` of the page before' }) cursor?: string;
  @IsText(41, { optional: true, description: 'a log position; the answer shows at least that' })
  after?: string;
}

export class ViewQuery {
  @IsText(41, { optional: true, description: 'a log position; the answer shows at least that' })
  after?: string;
}

export const pageRequest = ({ limit, cursor }: ListQuery): PageRequest => ({
  ...(limit !== undefined && { limit }),
  ...(cursor !== undefined && { after: cursor }),
});

export interface WiredPage {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

/** Asks the read models and puts what they answer on the wire. */
@Injectable()
export class Views {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  async ask<T>(query: Query<T>): Promise<T> {
    return this.queries.execute<Query<T>, T>(query);
  }

  async page<T extends object>(
    query: Query<Page<T>>,
    show: (item: T) => object = (item) => item,
  ): Promise<WiredPage> {
    const { items, next } = await this.#readable(query);
    return { items: items.map((item) => wired(show(item))), nextCursor: next };
  }

  /** A cursor is text from outside: one that is well formed and was never ours, only the database can tell. */
  async #readable<T extends object>(query: Query<Page<T>>): Promise<Page<T>> {
    try {
      return await this.ask(query);
    } catch (error) {
      if (error instanceof QueryFailedError && DATA_EXCEPTION.test(sqlStateOf(error)))
        throw new RefusalError(badCursor());
      throw error;
    }
  }

  /** @param what names the thing in the code of the refusal: `award` → `award.not-found`. */
  async one<T extends object>(query: Query<T | undefined>, what: string): Promise<T> {
    const found = await this.ask(query);
    if (found === undefined) throw new RefusalError(notFound(what));
    return found;
  }

  /** The view after a command. A caller who did not want to wait may get it before it shows anything. */
  async current<T extends object>(query: Query<T | undefined>): Promise<object> {
    return (await this.ask(query)) ?? {};
  }

  /** One thing with its revision as `ETag`, for a later `If-Match`. */
  async show<T extends object>(
    reply: FastifyReply,
    query: Query<T | undefined>,
    what: string,
  ): Promise<object> {
    const found = await this.one(query, what);
    if ('revision' in found && typeof found.revision === 'number')
      void reply.header('ETag', `"${found.revision}"`);
    return wired(found) as object;
  }
}

/** SQLSTATE class 22: a value that the column cannot be compared with. */
const DATA_EXCEPTION = /^22/;

const sqlStateOf = ({ driverError }: QueryFailedError): string =>
  'code' in driverError && typeof driverError.code === 'string' ? driverError.code : '';

const badCursor = () =>
  refuse(
    'paging.bad-cursor',
    '翻页标记无效，请从第一页重新查询',
    'Not a cursor of this list; start at the first page',
    {
      pointer: '/query/cursor',
    },
  );

const WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  import: { zh: '没有这次导入', en: 'There is no such import' },
  template: { zh: '没有这种模板', en: 'There is no such template' },
  award: { zh: '没有这项资助', en: 'There is no such award' },
  party: { zh: '没有此对象', en: 'There is no such party' },
  'budget-line': { zh: '没有此预算科目', en: 'There is no such budget line' },
  'budget-transfer': { zh: '没有此指标调剂', en: 'There is no such transfer between budget lines' },
  batch: { zh: '没有此批次', en: 'There is no such batch' },
  'batch-line': { zh: '批次中没有这笔明细', en: 'The batch has no such line' },
  hold: { zh: '没有此暂缓', en: 'There is no such hold' },
  'bank-answer': { zh: '没有此银行回单', en: 'There is no such bank answer' },
  'recovery-case': { zh: '没有此追缴案件', en: 'There is no such recovery case' },
  account: { zh: '没有此会计科目', en: 'There is no such account' },
  revision: { zh: '没有此追溯调整清单', en: 'There is no such package of a revision' },
  'policy-book': { zh: '没有此政策', en: 'There is no such policy book' },
  'policy-version': { zh: '没有此政策版本', en: 'There is no such version of the policy book' },
  measure: { zh: '没有此事项', en: 'There is no such measure' },
};

export const notFound = (what: string) => {
  const { zh, en } = WORDS[what] ?? { zh: '不存在', en: 'Not found' };
  return refuse(`${what}.not-found`, zh, en);
};
