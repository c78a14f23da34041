import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';

const root = process.cwd();
const fixtures = path.join(root, 'test/architecture/fixtures');
const { forbidden, options } = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs')) as {
  forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  options: object;
};

/** Names of the rules that the files below `baseDir` break, under the very rule set the repository is checked with. */
const brokenRules = async (baseDir: string): Promise<string[]> => {
  const folders = ['libs', 'apps'].filter((folder) => existsSync(path.join(baseDir, folder)));
  const { output } = await cruise(folders, {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden },
    exclude: { path: 'nothing-is-left-out' },
  });
  return [...new Set((output as ICruiseResult).summary.violations.map(({ rule }) => rule.name))];
};

describe('the direction of dependencies', () => {
  it.each(forbidden.map(({ name }) => name ?? 'unnamed'))(
    '%s fires on code that breaks it, and alone',
    async (rule) => {
      const fixture = path.join(fixtures, rule);
      expect(existsSync(fixture)).toBe(true);
      expect(await brokenRules(fixture)).toEqual([rule]);
    },
  );

  it('has no fixture for a rule that is gone', () => {
    const rules = forbidden.map(({ name }) => name);
    expect(readdirSync(fixtures).filter((folder) => !rules.includes(folder))).toEqual([]);
  });
});
