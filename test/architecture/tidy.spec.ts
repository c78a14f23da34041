import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Ban {
  readonly what: string;
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly instead: string;
  /** Files the ban applies to. */
  readonly in: RegExp;
  /** A line that breaks the ban, and one that only looks like it. */
  readonly broken: string;
  readonly kept: string;
}

const CODE = /\.(ts|js|cjs|sql)$/;
const ANY = /./;
const SPEC = /\.spec\.ts$/;

const BANS: readonly Ban[] = [
  {
    what: 'notes to self',
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    instead: 'finish it, or file an issue',
    in: CODE,
    broken: '// TODO: later',
    kept: '// A to-do list is a read model.',
  },
  {
    what: 'forwardRef',
    pattern: /\bforwardRef\(/,
    instead: 'break the cycle: one of the two modules knows too much',
    in: CODE,
    broken: '@Inject(forwardRef(() => Caps))',
    kept: 'forwardReference(caps)',
  },
  {
    what: 'the console in libs',
    pattern: /\bconsole\.\w+\(/,
    instead: 'take a log function as an argument, or use the logger',
    in: /^libs\/.*\.ts$/,
    broken: 'console.log(batch)',
    kept: 'log: console.info',
  },
  {
    what: 'a suite narrowed to one test, or a test switched off',
    pattern: /\b(describe|it|test)\.(only|skip)\(|\b(fit|xit|fdescribe|xdescribe)\(/,
    instead: 'run one test with -t; delete a test that no longer holds',
    in: SPEC,
    broken: "it.only('pays once', () => {",
    kept: 'expect(split(fit)).toBe(commit(fit))',
  },
  {
    what: 'paths of one machine',
    pattern: /(^|[\s'"`(=:])\/(work|home|Users|root)\/\w/,
    instead: 'a path relative to the checkout, or a setting',
    in: ANY,
    broken: "readFile('/home/me/tranche/policy.json')",
    kept: "fetch('https://example.com/work/')",
  },
  {
    what: 'silenced check without a reason',
    pattern: /(oxlint|eslint)-disable(?!-next-line \S+ -- \S)|@ts-(ignore|nocheck)/,
    instead: 'change the code, or the rule for everybody, or say why after two hyphens',
    in: CODE,
    broken: '// oxlint-disable-next-line no-console',
    kept: '// oxlint-disable-next-line unicorn/no-thenable -- given, when, then is how the specs read',
  },
  {
    what: 'banner comments',
    pattern: /^\s*(\/\/|\*)\s*[-=*#~─═]{5,}/,
    instead: 'a file of its own for what the banner sets apart',
    in: CODE,
    broken: '// ---------- helpers ----------',
    kept: '// -1 is not an amount.',
  },
  {
    what: 'a file comment that is no sentence',
    pattern: /^\/\*\* (?!.*[.:!?…。：]( \*\/)?$)[^@]*\*\/$/,
    instead: 'a sentence that says what the thing is for, with a full stop',
    in: /^libs\/.*\.ts$/,
    broken: '/** money helpers */',
    kept: '/** Money is a whole number of fen. */',
  },
  {
    what: 'junk drawers',
    pattern: /(^|\/)(utils?|helpers?|common|shared|misc|index)(\.ts)?(\/|$)/,
    instead: 'name the file after the concept in it',
    in: /^PATHS$/,
    broken: 'libs/kernel/utils.ts',
    kept: 'libs/kernel/money.ts',
  },
];

/** `file:line` of every line that breaks the ban. */
const breaches = (ban: Ban, file: string, text: string): string[] =>
  ban.in.test(file)
    ? text.split('\n').flatMap((line, index) => (ban.pattern.test(line) ? [`${file}:${index + 1}`] : []))
    : [];

const NOT_OURS_TO_JUDGE =
  /^(test\/architecture\/|package-lock\.json$|apps\/console\/)|\.(png|svg|ico|xsd|woff2?)$/;

const sources = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && !NOT_OURS_TO_JUDGE.test(file));

const readOrNothing = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

describe('the ban list', () => {
  it.each(BANS)('sees $what, and only it', (ban) => {
    expect(ban.pattern.test(ban.broken)).toBe(true);
    expect(ban.pattern.test(ban.kept)).toBe(false);
  });

  it.each(BANS)('finds no $what: $instead', (ban) => {
    const files = sources();
    const found = files.flatMap((file) => breaches(ban, file, readOrNothing(file)));
    expect([...found, ...breaches(ban, 'PATHS', files.filter((file) => CODE.test(file)).join('\n'))]).toEqual(
      [],
    );
  });

  it('looks at the files of the repository', () => {
    expect(sources()).toContain('libs/kernel/money.ts');
  });
});
