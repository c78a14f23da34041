import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { restoreLibraryLinks } from './binaries.js';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

const silent = () => undefined;

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
};

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let latest: EmbeddedPostgres | undefined;
  const start = async (): Promise<EmbeddedPostgres> =>
    (latest = await startEmbeddedPostgres({ dataDir, log: silent }));
  const pidFile = () => path.join(dataDir, 'cluster', 'postmaster.pid');
  const postmaster = async (): Promise<number> => Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);

  const anEmptyPlace = async (mode: number): Promise<string> => {
    const parent = await mkdtemp(path.join(tmpdir(), 'tranche-embedded-'));
    await chmod(parent, mode);
    return path.join(parent, 'pg');
  };
  const clear = async (): Promise<void> => {
    await removeEmbeddedPostgres(dataDir);
    await rm(path.dirname(dataDir), { recursive: true, force: true });
  };

  let shared: string;
  beforeAll(async () => {
    dataDir = shared = await anEmptyPlace(0o755);
  });
  afterEach(() => latest?.stop());
  afterAll(() => clear());

  it('speaks UTF-8, sorts Chinese, checks its pages and listens on the loopback address only', async () => {
    const { url, adopted, version } = await start();
    expect(adopted).toBe(false);
    expect(version).toMatch(/^18\.\d+$/);
    expect(await ask(url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(url, 'show data_checksums')).toBe('on');
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url, 'show unix_socket_directories')).toBe('');
    expect(
      await ask(
        url,
        `select string_agg(name, '' order by name collate "zh-x-icu") from unnest(array['张', '李', '王']) name`,
      ),
    ).toBe('李王张');
  });

  it('asks for a password that only its owner can read', async () => {
    const { url } = await start();
    await expect(ask(url.replace(/:[0-9a-f]+@/, ':guess@'), 'select 1')).rejects.toThrow(/password/);
    expect((await stat(path.join(dataDir, 'connection.json'))).mode & 0o777).toBe(0o600);
  });

  it('keeps data, port and password over a stop and a start', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    await expect(ask(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
  });

  it('adopts the server that a killed process left running', async () => {
    const left = await start();
    const pid = await postmaster();
    const adopted = await start();
    expect(adopted).toMatchObject({ url: left.url, adopted: true });
    expect(await postmaster()).toBe(pid);
    await adopted.stop();
    await expect(ask(left.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('recovers every committed row after the server was killed', async () => {
    const { url } = await start();
    await ask(url, 'create table recovered as select 42 as answer');
    process.kill(await postmaster(), 'SIGKILL');
    const again = await start();
    expect(again.adopted).toBe(false);
    expect(await ask(again.url, 'select answer from recovered')).toBe(42);
  });

  it('starts although the pid in the pid file belongs to another program by now', async () => {
    const first = await start();
    const pidFileText = await readFile(pidFile(), 'utf8');
    await first.stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      await writeFile(pidFile(), pidFileText.replace(/^\d+/, `${stranger.pid}`));
      const again = await start();
      expect(again.adopted).toBe(false);
      expect(await postmaster()).not.toBe(stranger.pid);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  it('moves to another port when a program has taken its own', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((listening) => squatter.listen(port, '127.0.0.1', listening));
    try {
      const again = await start();
      expect(new URL(again.url).port).not.toBe(`${port}`);
      expect(await ask(again.url, 'select 1')).toBe(1);
    } finally {
      squatter.close();
    }
  });

  it('says in both languages why PostgreSQL does not start', async () => {
    const { stop } = await start();
    await stop();
    const versionFile = path.join(dataDir, 'cluster', 'PG_VERSION');
    await writeFile(versionFile, '17\n');
    await expect(start()).rejects.toMatchObject({
      refusal: {
        code: 'embedded-postgres.failed',
        en: expect.stringMatching(/initialized by PostgreSQL version 17/),
        zh: expect.stringMatching(/没有就绪.*version 17/),
      },
    });
  });

  describe('in an empty place', () => {
    afterEach(async () => {
      await clear();
      dataDir = shared;
    });

    it('is initialised and started once when two processes try at the same time', async () => {
      dataDir = await anEmptyPlace(0o755);
      const [one, other] = await Promise.all([start(), start()]);
      expect(other.url).toBe(one.url);
      expect(await ask(one.url, 'select 1')).toBe(1);
    });

    const asRoot = process.getuid?.() === 0 ? it : it.skip;

    asRoot('keeps its data elsewhere when no other user than root may enter', async () => {
      dataDir = await anEmptyPlace(0o700);
      const { url } = await start();
      expect(await ask(url, 'select 1')).toBe(1);
      const elsewhere = await realpath(dataDir);
      expect(elsewhere).not.toBe(dataDir);
      await removeEmbeddedPostgres(dataDir);
      await expect(stat(elsewhere)).rejects.toThrow(/ENOENT/);
    });
  });
});

describe('library links', () => {
  it('are made again where the postinstall script of the package did not run', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'tranche-links-'));
    try {
      await mkdir(path.join(folder, 'native', 'lib'), { recursive: true });
      await writeFile(path.join(folder, 'native/lib/libicuuc.so.60.2'), 'library');
      await symlink('libicuuc.so.60.2', path.join(folder, 'native/lib/libicuuc.so'));
      const links = ['libicuuc.so', 'libicuuc.so.60'].map((name) => ({
        source: 'native/lib/libicuuc.so.60.2',
        target: `native/lib/${name}`,
      }));
      await writeFile(path.join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
      await restoreLibraryLinks(folder);
      expect(await readFile(path.join(folder, 'native/lib/libicuuc.so.60'), 'utf8')).toBe('library');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
