import { join } from 'node:path';
import { startEmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';
import type { Settings } from './settings.js';

export interface OpenDatabase {
  readonly url: string;
  /** For people: which database it is and where it keeps its data. */
  readonly description: string;
  /** Stops the embedded server; somebody else's is left alone. */
  close(): Promise<void>;
}

/** Your PostgreSQL when `DATABASE_URL` names one, else the embedded one in the data directory. */
export const openDatabase = async (
  settings: Settings,
  log: (line: string) => void,
): Promise<OpenDatabase> => {
  if (settings.DATABASE_URL) {
    const { host, pathname } = new URL(settings.DATABASE_URL);
    return {
      url: settings.DATABASE_URL,
      description: `PostgreSQL ${host}${pathname}`,
      close: async () => undefined,
    };
  }
  const dataDir = join(settings.home, 'postgres');
  const server = await startEmbeddedPostgres({ dataDir, log });
  return {
    url: server.url,
    description: `PostgreSQL ${server.version} (embedded), ${dataDir}`,
    close: () => server.stop(),
  };
};
