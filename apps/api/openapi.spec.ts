import { readFile } from 'node:fs/promises';
import { describeApi } from './described-api.js';

describe('the committed API document', () => {
  it('is what the routes say: after a change, run the build and `node dist/apps/api/write-openapi.js`', async () => {
    const committed = await readFile(new URL('./openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(await describeApi()));
  });
});
