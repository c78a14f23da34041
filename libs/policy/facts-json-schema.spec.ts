import type { FactDefinition } from './fact-definition.js';
import { checkFacts } from './facts.js';
import { factsJsonSchema } from './facts-json-schema.js';
import { loadPolicyFiles } from './load-policy-files.js';
import { parsePolicyBook } from './policy-book.js';
import { orThrow } from '#kernel/refusal.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
for (const word of ['x-title', 'x-minimum', 'x-maximum']) ajv.addKeyword(word);

const words = (zh: string, en: string) => ({ zh, en, required: true });
const definitions: readonly FactDefinition[] = [
  { name: 'salaryYuan', type: 'yuan', minFen: 1n, maxFen: 100_000_00n, ...words('薪酬', 'Salary') },
  { name: 'payYear', type: 'year', min: 2000, ...words('年度', 'Year') },
  { name: 'from', type: 'date', ...words('起始日', 'From') },
  {
    name: 'class',
    type: 'choice',
    choices: [{ value: 'A', zh: 'A类', en: 'Class A' }],
    ...words('类别', 'Class'),
  },
  { name: 'project', type: 'text', maxLength: 5, ...words('项目', 'Project'), required: false },
  {
    name: 'rents',
    type: 'items',
    maxItems: 2,
    ...words('房租', 'Rents'),
    required: false,
    columns: [{ name: 'month', type: 'month', ...words('月份', 'Month') }],
  },
];
const valid = { salaryYuan: '1000.50', payYear: 2024, from: '2024-02-29', class: 'A' };

describe('the JSON Schema of facts', () => {
  const accepts = ajv.compile(factsJsonSchema(definitions));

  it.each([
    [valid],
    [{ ...valid, project: '项目', rents: [{ month: '2024-03' }] }],
    [{ ...valid, salaryYuan: 1000.5 }],
    [{ ...valid, salaryYuan: '-1' }],
    [{ ...valid, salaryYuan: '01.00' }],
    [{ ...valid, payYear: 1999 }],
    [{ ...valid, payYear: 2024.5 }],
    [{ ...valid, from: '2023-02-29' }],
    [{ ...valid, class: 'B' }],
    [{ ...valid, project: '   ' }],
    [{ ...valid, project: '六个字的名称' }],
    [{ ...valid, rents: [] }],
    [{ ...valid, rents: [{ month: '2024-13' }] }],
    [{ ...valid, rents: [{ month: '2024-01' }, { month: '2024-02' }, { month: '2024-03' }] }],
    [{ ...valid, shoe: 1 }],
    [{ salaryYuan: '1' }],
  ])('accepts exactly what the service accepts: %j', (stated) => {
    expect(accepts(stated)).toBe(!Array.isArray(checkFacts(definitions, stated)));
  });

  it('has titles in the language asked for and in both, also for choices and columns', () => {
    expect(factsJsonSchema(definitions, 'en')).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      required: ['salaryYuan', 'payYear', 'from', 'class'],
      properties: {
        salaryYuan: {
          title: 'Salary',
          'x-title': { zh: '薪酬' },
          'x-minimum': '0.01',
          'x-maximum': '100000.00',
        },
        class: { enum: ['A'], oneOf: [{ const: 'A', title: 'Class A', 'x-title': { zh: 'A类' } }] },
        rents: { items: { properties: { month: { title: 'Month' } } } },
      },
    });
    expect(factsJsonSchema(definitions)).toMatchObject({ properties: { class: { title: '类别' } } });
  });

  it('is well formed for every fact of every measure that ships', async () => {
    const measures = (await loadPolicyFiles()).flatMap((file) => orThrow(parsePolicyBook(file)).measures);
    const all = measures.flatMap(({ facts, decisionFacts, tranches, recovery }) => [
      facts,
      decisionFacts,
      ...tranches.map(({ claimFacts }) => claimFacts),
      ...Object.values(recovery).map((terms) => terms?.facts ?? []),
    ]);
    expect(all.length).toBeGreaterThan(200);
    for (const facts of all) expect(ajv.validateSchema(factsJsonSchema(facts))).toBe(true);
  });
});
