import type { Refusal } from '#kernel/refusal.js';

/** One fault of a request: where, which rule, and a sentence in both languages. */
export interface Fault {
  /** JSON pointer into the body; `/query/<name>` and `/path/<name>` for the other parts of a request. */
  readonly pointer: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** RFC 9457, with a stable `code`, both languages and, for rules of the domain, clause and figures. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly messages: { readonly zh: string; readonly en: string };
  readonly clause?: string;
  readonly facts?: Refusal['facts'];
  readonly errors?: readonly Fault[];
}

export type Language = 'zh' | 'en';

/** What is wrong, before it is put into the words of one language. */
export interface Fail {
  readonly status: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly clause?: string;
  readonly facts?: Refusal['facts'];
  readonly errors?: readonly Fault[];
}

/** The request cannot be read; nothing was executed. */
export class InvalidRequest extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ pointer, en }) => `${pointer}: ${en}`).join('; '));
    this.name = 'InvalidRequest';
  }
}

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'award.not-found': 404,
  'tranche.not-found': 404,
  'bank-answer.unknown': 404,
  'party.unknown': 404,
  'user.unknown': 404,
  'command.stale-revision': 412,
  'command.id-reused': 422,
  'command.outcome-unknown': 503,
  'idempotency.key-missing': 400,
  'idempotency.key-malformed': 400,
  'idempotency.in-flight': 409,
  'idempotency.key-reused': 422,
  'paging.bad-cursor': 400,
  'paging.bad-limit': 400,
  'request.invalid': 400,
  'sign-in.failed': 401,
  'sign-in.required': 401,
  'sign-in.role-removed': 401,
  'token.expired': 401,
  'token.invalid': 401,
  'ledger.not-at-rest': 503,
  'view.behind': 503,
};

/** The one place that turns the code of a refusal into an HTTP status. */
export const statusOf = (code: string): number => {
  const known = STATUS_OF_CODE[code];
  if (known !== undefined) return known;
  if (code.endsWith('.not-found')) return 404;
  return code.startsWith('access.') ? 403 : 422;
};

const TITLES: Readonly<Record<number, { readonly zh: string; readonly en: string }>> = {
  400: { zh: '请求有误', en: 'The request is not valid' },
  401: { zh: '需要登录', en: 'Sign in first' },
  403: { zh: '没有权限', en: 'Not allowed' },
  404: { zh: '不存在', en: 'Not found' },
  405: { zh: '方法不适用', en: 'Method not allowed' },
  406: { zh: '无法提供所需格式', en: 'Not acceptable' },
  408: { zh: '请求超时', en: 'Request timeout' },
  409: { zh: '冲突', en: 'Conflict' },
  412: { zh: '数据已变更', en: 'Changed meanwhile' },
  413: { zh: '请求过大', en: 'The request is too large' },
  415: { zh: '不支持的内容类型', en: 'Unsupported content type' },
  422: { zh: '不符合规则', en: 'Refused by a rule' },
  500: { zh: '服务故障', en: 'The service failed' },
  503: { zh: '暂时不可用', en: 'Not available now' },
};

export const titleOf = (status: number): { readonly zh: string; readonly en: string } =>
  TITLES[status] ?? { zh: '请求未完成', en: 'The request was not completed' };

/** Chinese unless the client prefers English. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  const first = acceptLanguage?.split(',')[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('en') ? 'en' : 'zh';
};

export const problemOf = (fail: Fail, language: Language, instance: string): Problem => ({
  type: `https://tranche.example/problems/${fail.code}`,
  title: titleOf(fail.status)[language],
  status: fail.status,
  detail: fail[language],
  instance,
  code: fail.code,
  messages: { zh: fail.zh, en: fail.en },
  ...(fail.clause && { clause: fail.clause }),
  ...(fail.facts && { facts: fail.facts }),
  ...(fail.errors && { errors: fail.errors }),
});
