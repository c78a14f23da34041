import { HttpException } from '@nestjs/common';
import { AmbiguousWrite } from '#event-store/event-store.js';
import { type Refusal, RefusalError } from '#kernel/refusal.js';
import { pointerInBody } from './pointer-in-body.js';
import { type Fail, InvalidRequest, statusOf, titleOf } from './problem.js';

const failOfRefusal = ({ code, zh, en, clause, facts, pointer }: Refusal): Fail => ({
  status: statusOf(code),
  code,
  zh,
  en,
  ...(clause && { clause }),
  ...(facts && { facts }),
  ...(pointer !== undefined && { errors: [{ pointer: pointerInBody(code, pointer), code, zh, en }] }),
});

const failOfFaults = ({ faults }: InvalidRequest): Fail => ({
  status: 400,
  code: 'request.invalid',
  zh: `请求有 ${faults.length} 处错误：${faults.map(({ zh }) => zh).join('；')}`,
  en: `The request has ${faults.length} fault(s): ${faults.map(({ en }) => en).join('; ')}`,
  errors: faults,
});

const OUTCOME_UNKNOWN: Fail = {
  status: 503,
  code: 'command.outcome-unknown',
  zh: '与数据库的连接中断，命令可能已执行。请用同一幂等键重试，不会重复执行。',
  en: 'The connection to the database was lost; the command may have been carried out. Repeat it with the same idempotency key: it will not be carried out twice.',
};

const UNEXPECTED: Fail = {
  status: 500,
  code: 'service.failed',
  zh: '服务发生故障，已记录。请凭请求编号联系管理员。',
  en: 'The service failed and the failure was logged. Quote the request id to the administrator.',
};

/** The status of an error that Nest or Fastify raised about the request itself; undefined for all others. */
const edgeStatus = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};

/** What to answer to an error. Anything that is not expected says nothing about itself. */
export const failOfError = (error: unknown): Fail => {
  if (error instanceof RefusalError) return failOfRefusal(error.refusal);
  if (error instanceof InvalidRequest) return failOfFaults(error);
  if (error instanceof AmbiguousWrite) return OUTCOME_UNKNOWN;
  const status = edgeStatus(error);
  return status === undefined ? UNEXPECTED : { status, code: `http.${status}`, ...titleOf(status) };
};
