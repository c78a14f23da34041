import { tmpdir } from 'node:os';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApiOn } from './bootstrap-api.js';
import { openApiDocument } from './openapi-document.js';
import { standInSettings, StandInPlatform } from './stand-in-platform.js';

/** The edge with nothing behind it: its routes can be looked at, and not served. */
export const describedApi = (): Promise<NestFastifyApplication> => {
  const settings = standInSettings(tmpdir());
  return createApiOn(StandInPlatform.of(settings), settings);
};

/** The API document as it is committed. */
export const describeApi = async (): Promise<string> =>
  `${JSON.stringify(openApiDocument(await describedApi()), null, 2)}\n`;
