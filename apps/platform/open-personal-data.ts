import pg from 'pg';
import type { KeyVault } from '#personal-data/key-vault.js';
import { masterKeys } from '#personal-data/master-keys.js';
import { personalDataUnder, type PersonalData } from '#personal-data/personal-data.js';
import { openPostgresKeyVault } from '#personal-data/postgres/postgres-key-vault.js';
import { assertKeysMigrated, migrateKeys } from './migrate-all.js';
import type { Settings } from './settings.js';

export interface OpenPersonalData extends PersonalData {
  readonly vault: KeyVault;
}

/** Opens the key store; makes its database and tables, unless a start may change nothing. */
export const openPersonalData = async (
  settings: Settings,
  databaseUrl: string,
): Promise<OpenPersonalData> => {
  const masters = masterKeys(settings.masterKey);
  const url = keysUrlOf(settings, databaseUrl);
  if (settings.TRANCHE_MIGRATE === 'never') await assertKeysMigrated(url);
  else await prepareKeys(settings, databaseUrl);
  const vault = openPostgresKeyVault(url);
  return { ...personalDataUnder(vault, masters), vault };
};

/** @returns what was applied now. */
export const prepareKeys = async (settings: Settings, databaseUrl: string): Promise<readonly string[]> => {
  const url = keysUrlOf(settings, databaseUrl);
  if (!settings.PERSONAL_KEYS_URL) await createDatabase(databaseUrl, new URL(url).pathname.slice(1));
  return migrateKeys(url);
};

/** By default `<database>_keys` on the same server: apart in every backup, and easily moved elsewhere. */
export const keysUrlOf = ({ PERSONAL_KEYS_URL }: Settings, databaseUrl: string): string => {
  if (PERSONAL_KEYS_URL) return PERSONAL_KEYS_URL;
  const url = new URL(databaseUrl);
  url.pathname = `${url.pathname}_keys`;
  return url.href;
};

const ALREADY_THERE = ['42P04', '23505'];
const NOT_ALLOWED = '42501';

const createDatabase = async (serverUrl: string, name: string): Promise<void> => {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0)
      await client.query(`create database ${client.escapeIdentifier(name)} template template0`);
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
    if (ALREADY_THERE.includes(code)) return;
    if (code !== NOT_ALLOWED) throw error;
    throw new Error(
      `不能创建密钥数据库 / The database ${name} for the keys of persons is missing and may not be created here: create it, or set PERSONAL_KEYS_URL`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
};
