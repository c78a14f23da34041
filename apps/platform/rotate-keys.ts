import { masterKeys } from '#personal-data/master-keys.js';
import { openPostgresKeyVault } from '#personal-data/postgres/postgres-key-vault.js';
import { rotateMasterKey } from '#personal-data/rotate-master-key.js';
import { keysUrlOf } from './open-personal-data.js';
import type { Settings } from './settings.js';

/** Wraps all keys of persons under the first master key; the service may run meanwhile, if it is given both. */
export const rotateKeys = async (
  settings: Settings,
  databaseUrl: string,
  onRound: (rewrapped: number) => void,
): Promise<number> => {
  const vault = openPostgresKeyVault(keysUrlOf(settings, databaseUrl));
  try {
    return await rotateMasterKey(vault, masterKeys(settings.masterKey), onRound);
  } finally {
    await vault.close();
  }
};
