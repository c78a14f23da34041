import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { TABLE_LIMITS } from '#portfolio-import/tables/table-limits.js';
import { type Fault, InvalidRequest } from './problem.js';
import { BodyTooLarge, receiveFile, UploadedFile } from './uploaded-file.js';

const JSON_BYTES_MAX = 1024 * 1024;
const BANK_ANSWER_BYTES_MAX = 20 * 1024 * 1024;
const DEPTH_MAX = 16;

/** What banks send; these bodies are handed on byte by byte. */
export const RAW_TYPES = ['application/xml', 'text/xml', 'text/csv', 'application/octet-stream'];

const fault = (code: string, zh: string, en: string): Fault => ({ pointer: '', code, zh, en });

const TOO_DEEP = fault(
  'body.too-deep',
  `请求内容的层次超过 ${DEPTH_MAX} 层`,
  `The body is nested deeper than ${DEPTH_MAX} levels`,
);
const BAD_TEXT = fault(
  'body.unusable-text',
  '请求内容含有空字符或残缺的字符',
  'The body has a NUL character or half of a character; neither can be kept',
);

const BAD_NUMBER = fault(
  'body.unusable-number',
  '请求内容含有超出范围的数字',
  'The body has a number that is too large for any computer to keep',
);

const LONE_SURROGATE = /\p{Surrogate}/u;

const isUsable = (text: string): boolean => !LONE_SURROGATE.test(text) && !text.includes('\u0000');

/**
 * Texts and numbers that no database keeps, and nesting that would exhaust the stack of whoever walks the body. Checked level by
 * level, without recursion, before anything else looks at it.
 */
export const faultOfBody = (body: unknown): Fault | undefined => {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return TOO_DEEP;
    if (level.some((value) => typeof value === 'string' && !isUsable(value))) return BAD_TEXT;
    if (level.some((value) => typeof value === 'number' && !Number.isFinite(value))) return BAD_NUMBER;
    const objects = level.filter((value): value is object => typeof value === 'object' && value !== null);
    if (objects.some((value) => !Array.isArray(value) && !Object.keys(value).every(isUsable)))
      return BAD_TEXT;
    level = objects.flatMap((value) => Object.values(value) as unknown[]);
  }
  return undefined;
};

/** Where a portfolio comes in; its body may be as large as the reader of tables takes. */
const IMPORTS_PATH = /^\/v1\/imports(\?|$)/;

const bytesOf = async (body: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BANK_ANSWER_BYTES_MAX) throw new BodyTooLarge(BANK_ANSWER_BYTES_MAX);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * JSON with the checks above and against prototype poisoning; bank answers as bytes; portfolios as files in `folder`, that are gone with
 * the request unless somebody has taken them; every other content type is 415.
 */
export const useBodyParsers = (app: NestFastifyApplication, folder: string): void => {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string', bodyLimit: JSON_BYTES_MAX },
    (request, text, done) => {
      // Acts without a body of their own are sent with or without an empty object.
      if (text === '') return done(null, {});
      void parseJson(request, text, (error, body: unknown) => {
        const wrong = error ? undefined : faultOfBody(body);
        done(error ?? (wrong ? new InvalidRequest([wrong]) : null), body);
      });
    },
  );
  fastify.addContentTypeParser(
    RAW_TYPES,
    { bodyLimit: TABLE_LIMITS.fileBytes },
    ({ url }: FastifyRequest, body: IncomingMessage): Promise<Buffer | UploadedFile> =>
      IMPORTS_PATH.test(url) ? receiveFile(body, folder, TABLE_LIMITS.fileBytes) : bytesOf(body),
  );
  fastify.addHook('onResponse', async ({ body }) => {
    if (body instanceof UploadedFile) await rm(body.path, { force: true });
  });
};
