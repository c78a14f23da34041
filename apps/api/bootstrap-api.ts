import { randomUUID } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import type { Platform } from '../platform/open-platform.js';
import { PlatformModule } from '../platform/platform.module.js';
import type { Settings } from '../platform/settings.js';
import { ApiModule } from './api.module.js';
import { useBodyParsers } from './http/body-parsers.js';
import { importsFolder } from './imports/kept-files.js';
import { openApiDocument } from './openapi-document.js';

const REQUEST_TIMEOUT_MS = 60_000;

/** The edge on any platform module; the API document is written with one that stands on nothing. */
export const createApiOn = async (
  platform: DynamicModule,
  settings: Settings,
): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({ genReqId: () => randomUUID(), requestTimeout: REQUEST_TIMEOUT_MS });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.on(platform, settings), adapter, {
    bufferLogs: true,
    bodyParser: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  useBodyParsers(app, importsFolder(settings));
  adapter.getInstance().addHook('onSend', async (request, reply) => {
    void reply.header('X-Content-Type-Options', 'nosniff').header('X-Request-Id', request.id);
    if (request.url.startsWith('/v1/')) void reply.header('Cache-Control', 'no-store');
  });
  return app;
};

/** The HTTP edge of an opened platform, with Swagger UI at `/docs`; the caller listens and closes. */
export const createApi = async (platform: Platform): Promise<NestFastifyApplication> => {
  const app = await createApiOn(PlatformModule.of(platform), platform.settings);
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
  return app;
};
