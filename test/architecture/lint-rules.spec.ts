import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = process.cwd();
const lines = (count: number) => 'void 0;\n'.repeat(count);

/** For each rule we set ourselves, a file that breaks it; for each ban, a file that uses what is banned. */
const violations: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['max-lines', 'libs/audit/replay.ts', lines(401)],
  ['max-lines-per-function', 'libs/audit/replay.ts', `export const replay = () => {\n${lines(71)}};\n`],
  ['max-lines', 'libs/audit/replay.spec.ts', lines(601)],
  ['max-lines-per-function', 'libs/audit/replay.spec.ts', `export const replay = () => {\n${lines(301)}};\n`],
  ['no-console', 'libs/audit/replay.ts', `console.log('replayed');\n`],
  ['eqeqeq', 'libs/audit/replay.ts', 'export const same = (a: string, b: string) => a == b;\n'],
  ['no-var', 'libs/audit/replay.ts', 'export var replay = 1;\n'],
  ['prefer-const', 'libs/audit/replay.ts', 'let replay = 1;\nexport const again = replay;\n'],
  [
    'no-cycle',
    'libs/audit/replay.ts',
    `import { replay } from './replay.js';\n\nexport const again = replay;\n`,
  ],
  ['no-default-export', 'libs/audit/replay.ts', 'export default 1;\n'],
  ['no-barrel-file', 'libs/audit/replay.ts', `export * from './sample.js';\n`],
  [
    'no-explicit-any',
    'libs/audit/replay.ts',
    'export const replay = (log: any): unknown => log as unknown;\n',
  ],
  [
    'no-floating-promises',
    'libs/audit/replay.ts',
    'export const replay = () => {\n  Promise.resolve(1);\n};\n',
  ],
  [
    'no-misused-promises',
    'libs/audit/replay.ts',
    'export const replay = () => (Promise.resolve(1) ? 1 : 2);\n',
  ],
  ['await-thenable', 'libs/audit/replay.ts', 'export const replay = async () => await 1;\n'],
  ['only-throw-error', 'libs/audit/replay.ts', `export const replay = () => {\n  throw 'no';\n};\n`],
  [
    'switch-exhaustiveness-check',
    'libs/audit/replay.ts',
    `export const replay = (way: 'on' | 'off') => {\n  switch (way) {\n    case 'on':\n      return 1;\n  }\n  return 2;\n};\n`,
  ],
  ['filename-case', 'libs/audit/ReplayLog.ts', 'export const replay = 1;\n'],
  ['no-restricted-globals: Date', 'libs/caps/cap.ts', 'export const now = () => new Date();\n'],
  ['no-restricted-globals: performance', 'libs/caps/cap.ts', 'export const now = () => performance.now();\n'],
  [
    'no-restricted-properties: Math.random',
    'libs/programmes/postdoc/rules.ts',
    'export const luck = Math.random();\n',
  ],
  [
    'no-restricted-properties: crypto.randomUUID',
    'libs/kernel/ids.ts',
    'export const id = crypto.randomUUID();\n',
  ],
  [
    'no-restricted-properties: process.env',
    'libs/event-store/envelope.ts',
    'export const home = process.env.HOME;\n',
  ],
  [
    'no-restricted-properties: Temporal.Now',
    'libs/payments/batches/batch.ts',
    `import { Temporal } from 'temporal-polyfill';\n\nexport const now = () => Temporal.Now.instant();\n`,
  ],
  [
    'no-restricted-imports: node:crypto',
    'libs/recovery/finding.ts',
    `import { randomUUID } from 'node:crypto';\n\nexport const id = () => randomUUID();\n`,
  ],
  [
    'no-restricted-imports: node:process',
    'libs/parties/party.ts',
    `import process from 'node:process';\n\nexport const home = process.cwd();\n`,
  ],
  [
    'no-restricted-imports: uuid',
    'libs/budgets/line.ts',
    `import { v4 } from 'uuid';\n\nexport const id = () => v4();\n`,
  ],
];

const specOfTheDomain = ['libs/caps/cap.spec.ts', 'export const now = () => new Date();\n'] as const;

/** Lints files at their places, each under a copy of our settings; returns the names of the rules that fired on each. */
const rulesFiredOn = async (
  files: readonly (readonly [file: string, code: string])[],
): Promise<string[][]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tranche-lint-'));
  try {
    await copyFile(path.join(root, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    for (const [index, [file, code]] of files.entries()) {
      const place = path.join(folder, `${index}`, file);
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, code);
      await copyFile(path.join(root, '.oxlintrc.json'), path.join(folder, `${index}`, '.oxlintrc.json'));
    }
    const diagnostics = await lint(folder, [...files.keys()].map(String));
    return files.map((_file, index) =>
      diagnostics.filter(({ filename }) => filename.startsWith(`${index}/`)).map(({ code }) => ruleIn(code)),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
};

interface Diagnostic {
  readonly filename: string;
  /** Plugin and rule, for instance `eslint(max-lines)`. */
  readonly code: string;
}

const ruleIn = (code: string): string => /\((.*)\)$/.exec(code)?.[1] ?? code;

const lint = async (folder: string, places: readonly string[]): Promise<Diagnostic[]> => {
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  const output = await new Promise<string>((said) => {
    const args = [oxlint, '--type-aware', '--format=json', ...places];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout) => said(stdout));
  });
  return (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics;
};

interface Settings {
  readonly rules: Record<string, unknown>;
  readonly overrides: readonly { readonly rules: Record<string, unknown> }[];
}

/** What `violations` must cover: `rule`, or `rule: banned thing` for the rules that carry a list of bans. */
const ownRules = async (): Promise<string[]> => {
  const settings = JSON.parse(await readFile(path.join(root, '.oxlintrc.json'), 'utf8')) as Settings;
  const all = [settings.rules, ...settings.overrides.map(({ rules }) => rules)].flatMap(Object.entries);
  const on = all.filter(([, setting]) => setting !== 'off') as [string, unknown][];
  return [...new Set(on.flatMap(([rule, setting]) => casesOf(rule.replace(/^.*\//, ''), setting)))];
};

const casesOf = (rule: string, setting: unknown): string[] => {
  if (!rule.startsWith('no-restricted-') || !Array.isArray(setting)) return [rule];
  const listed = setting.slice(1) as { paths?: Ban[] }[] | Ban[];
  return listed
    .flatMap((entry) => ('paths' in entry && entry.paths ? entry.paths : [entry as Ban]))
    .map((ban) => `${rule}: ${ban.name ?? `${ban.object}.${ban.property}`}`);
};

interface Ban {
  readonly name?: string;
  readonly object?: string;
  readonly property?: string;
}

describe('the lint settings', () => {
  let fired: string[][];
  beforeAll(async () => {
    fired = await rulesFiredOn([
      ...violations.map(([, file, code]) => [file, code] as const),
      specOfTheDomain,
    ]);
  }, 60_000);

  it.each(violations.map(([rule, file], index) => [rule, file, index] as const))(
    '%s fires in %s',
    (rule, _file, index) => {
      expect(fired[index]).toContain(rule.replace(/:.*/, ''));
    },
  );

  it('carries no rule of our own that nobody has seen fire', async () => {
    const seen = new Set(violations.map(([rule]) => rule));
    expect((await ownRules()).filter((rule) => !seen.has(rule))).toEqual([]);
  });

  it('lets a spec of the domain read the clock', () => {
    expect(fired[violations.length]).toEqual([]);
  });
});
