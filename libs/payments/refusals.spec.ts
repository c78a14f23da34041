import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Where payments are refused: the domain, and the edge that asks it. */
const REFUSING = ['libs/payments', 'apps/api/batches', 'apps/api/bank-answers', 'apps/api/holds'].map(
  (folder) => fileURLToPath(new URL(`../../${folder}/`, import.meta.url)),
);
/** Whose specs look at what payments refuse. */
const SPECS = ['libs/payments', 'libs/processes', 'libs/parties', 'apps/api', 'test'].map((folder) =>
  fileURLToPath(new URL(`../../${folder}/`, import.meta.url)),
);
const CODE = /^[a-z][a-z-]*(?:\.[a-z][a-z-]*)+$/;
/** Functions that make a refusal, and where their code stands among the arguments. */
const CODE_AT: Readonly<Record<string, number>> = { refuse: 0, stopAt: 1, refuseLine: 2 };

const filesIn = (folder: string, wanted: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => wanted.test(file) && !file.includes('node_modules'))
    .map((file) => folder + file);

const codesIn = (path: string): readonly string[] => {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const codes: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const code = node.arguments[CODE_AT[node.expression.text] ?? -1];
      if (code && ts.isStringLiteral(code) && CODE.test(code.text)) codes.push(code.text);
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return codes;
};

describe('The refusals of payments', () => {
  const codes = new Set(REFUSING.flatMap((folder) => filesIn(folder, /(?<!\.spec)\.ts$/)).flatMap(codesIn));
  const specs = SPECS.flatMap((folder) => filesIn(folder, /\.spec\.ts$/))
    .filter((path) => path !== fileURLToPath(import.meta.url))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');

  it('are found at all', () => {
    expect([...codes]).toEqual(expect.arrayContaining(['batch.exists', 'hold.over', 'bank-file.csv-header']));
    expect(codes.size).toBeGreaterThan(40);
  });

  it('have each a spec that names its code', () => {
    expect([...codes].filter((code) => !specs.includes(`'${code}'`)).toSorted()).toEqual([]);
  });
});
