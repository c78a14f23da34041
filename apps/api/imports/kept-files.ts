import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowFault } from '#portfolio-import/row-fault.js';
import type { Settings } from '../../platform/settings.js';
import { PART, type UploadedFile } from '../http/uploaded-file.js';

/** What a check or a run found; personal values in it are masked. */
export interface Findings {
  readonly faults: readonly RowFault[];
  readonly notes: readonly RowFault[];
}

export const importsFolder = ({ home }: Pick<Settings, 'home'>): string => join(home, 'imports');

const FOUND = '.found.json';
const NOTHING: Findings = { faults: [], notes: [] };

/** The files of imports that are under way, and what was found in each; in one folder, written beside and renamed. */
export class KeptFiles {
  constructor(private readonly folder: string) {}

  path(id: string): string {
    return join(this.folder, id);
  }

  async keep(id: string, file: UploadedFile): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await rename(file.path, this.path(id));
  }

  async keepFindings(id: string, findings: Findings): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const part = this.path(`${id}${PART}`);
    await writeFile(part, JSON.stringify(findings), { mode: 0o600 });
    await rename(part, this.path(`${id}${FOUND}`));
  }

  async findings(id: string): Promise<Findings> {
    const text = await readFile(this.path(`${id}${FOUND}`), 'utf8').catch(() => undefined);
    return text === undefined ? NOTHING : (JSON.parse(text) as Findings);
  }

  /** Imports whose file is here; what a process left half written is removed. */
  async waiting(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names) if (name.endsWith(PART)) await rm(this.path(name), { force: true });
    return names.filter((name) => !name.endsWith(PART) && !name.endsWith(FOUND));
  }

  /** Those that have been here since before a moment. */
  async waitingSince(beforeMs: number): Promise<readonly string[]> {
    const old: string[] = [];
    for (const id of (await readdir(this.folder).catch(() => [])).filter((name) => !name.endsWith(PART))) {
      const about = await stat(this.path(id)).catch(() => undefined);
      if (about && about.mtimeMs < beforeMs) old.push(id);
    }
    return old;
  }

  /** Nothing more is to be read from it; what was found stays to be looked at. */
  async drop(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }
}

export const isFindings = (name: string): boolean => name.endsWith(FOUND);
