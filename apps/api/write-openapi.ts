import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../platform/project-root.js';
import { describeApi } from './described-api.js';

/** Writes the API document that is committed; a spec fails when the routes have moved on without it. */
await writeFile(join(projectRoot(), 'apps', 'api', 'openapi.json'), await describeApi());
process.exit(0);
