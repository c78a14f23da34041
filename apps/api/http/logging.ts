import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Settings } from '../../platform/settings.js';

/** What is never written to a log, wherever it stands in what is logged. */
const SECRET = [
  'authorization',
  'cookie',
  'password',
  'passwordHash',
  'token',
  'identifier',
  'number',
  'accountName',
  'bornOn',
];

/** One line per request at `info`; bodies are never logged, and what names a person or an account is cut out. */
export const logging = ({ LOG_LEVEL }: Settings): DynamicModule =>
  LoggerModule.forRoot({
    pinoHttp: {
      level: LOG_LEVEL,
      redact: {
        paths: [...SECRET.map((name) => `*.${name}`), ...SECRET.map((name) => `req.headers.${name}`)],
        censor: '***',
      },
      serializers: {
        req: ({ id, method, url }: IncomingMessage & { id: string }) => ({ id, method, url }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      autoLogging: { ignore: ({ url }: IncomingMessage) => url?.startsWith('/health') ?? false },
    },
  });
