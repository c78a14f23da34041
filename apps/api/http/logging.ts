import type { IncomingMessage } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Settings } from '../../platform/settings.js';

/** What names a person or an account, or lets somebody in. */
const SECRETS = [
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

/** Where an error quotes what was asked or written: the database its parameters, a refusal its figures. */
const QUOTED_BY_ERRORS = ['parameters', 'driverError', 'detail', 'where', 'refusal', 'faults'];

/** Cut out of everything that is logged, whoever logs it. */
export const redaction = {
  paths: [
    ...SECRETS.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]),
    ...QUOTED_BY_ERRORS.map((name) => `err.${name}`),
  ],
  censor: '***',
};

const pathOf = (url: string | undefined): string | undefined => url?.split('?')[0];

/** One line per request at `info`; bodies are never logged. */
export const logging = ({ LOG_LEVEL }: Settings): DynamicModule =>
  LoggerModule.forRoot({
    // The module's own default matches nothing under Fastify, and no request would be logged.
    forRoutes: ['/{*path}'],
    pinoHttp: {
      level: LOG_LEVEL,
      redact: redaction,
      serializers: {
        // Without its query: whoever types a name there by mistake must not find it in a log.
        req: ({ id, method, url }: IncomingMessage & { id: string }) => ({ id, method, url: pathOf(url) }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      autoLogging: { ignore: ({ url }: IncomingMessage) => url?.startsWith('/health') ?? false },
    },
  });
