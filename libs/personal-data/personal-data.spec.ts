import { memoryKeyVault } from './key-vault.js';
import { masterKeys, newMasterKey } from './master-keys.js';
import { personalDataUnder } from './personal-data.js';

const ACCOUNT = { number: '33050000000001', accountName: '样例公司' };

describe('the fingerprint of an account', () => {
  it('is made also for a team, of which nothing personal was recorded, and stays the same', async () => {
    const { fingerprintOf } = personalDataUnder(memoryKeyVault(), masterKeys(newMasterKey()));
    const first = await fingerprintOf('party-TEAM', ACCOUNT);
    expect(first).toBeDefined();
    expect(await fingerprintOf('party-TEAM', ACCOUNT)).toBe(first);
    expect(await fingerprintOf('party-HOST', ACCOUNT)).not.toBe(first);
  });
});
