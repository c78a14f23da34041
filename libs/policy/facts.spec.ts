import type { FactDefinition } from './fact-definition.js';
import { checkFacts } from './facts.js';

const words = { zh: '事实', en: 'Fact' };
const definitions: readonly FactDefinition[] = [
  { name: 'paidSalaryYuan', type: 'yuan', required: true, ...words, minFen: 1n, maxFen: 100_000_000n },
  { name: 'payYear', type: 'year', required: true, ...words, min: 2000, max: 2100 },
  {
    name: 'class',
    type: 'choice',
    required: false,
    ...words,
    choices: [
      { value: 'A', ...words },
      { value: 'B', ...words },
    ],
  },
  { name: 'contractFrom', type: 'date', required: false, ...words },
  { name: 'foreigner', type: 'boolean', required: false, ...words },
  { name: 'score', type: 'integer', required: false, ...words, min: 0, max: 100 },
  { name: 'projectName', type: 'text', required: false, ...words, maxLength: 5 },
];
const valid = { paidSalaryYuan: '1000.5', payYear: 2024 };

describe('stated facts', () => {
  it('come back as code uses them: fen under a name in Fen', () => {
    const input = {
      ...valid,
      class: 'B',
      contractFrom: '2024-02-29',
      foreigner: false,
      score: 0,
      projectName: '五个字的名',
    };
    const { paidSalaryYuan: _, ...rest } = input;
    expect(checkFacts(definitions, input)).toEqual({ paidSalaryFen: 100_050n, ...rest });
  });

  it('treat null as not stated', () => {
    expect(checkFacts(definitions, { ...valid, class: null })).toEqual({
      paidSalaryFen: 100_050n,
      payYear: 2024,
    });
  });

  it.each([
    [{ payYear: 2024.5 }, '事实：格式应为 整数', 'Fact: expected a whole number'],
    [{ payYear: 1999 }, '事实：应为 2000 至 2100', 'Fact: must be from 2000 to 2100'],
    [{ projectName: '六个字的名称' }, '事实：格式应为 1–5个字', 'Fact: expected 1–5 characters'],
  ])('say in either language what %j should have been', (stated, zh, en) => {
    expect(checkFacts(definitions, { ...valid, ...stated })).toMatchObject([{ zh, en }]);
  });

  it.each([
    [{ payYear: 2024 }, 'facts.missing', '/facts/paidSalaryYuan'],
    [{ ...valid, paidSalaryYuan: 1000 }, 'facts.wrong-type', '/facts/paidSalaryYuan'],
    [{ ...valid, paidSalaryYuan: '1000.505' }, 'money.not-an-amount', '/facts/paidSalaryYuan'],
    [{ ...valid, paidSalaryYuan: '0.00' }, 'facts.out-of-range', '/facts/paidSalaryYuan'],
    [{ ...valid, paidSalaryYuan: '1000000.01' }, 'facts.out-of-range', '/facts/paidSalaryYuan'],
    [{ ...valid, payYear: '2024' }, 'facts.wrong-type', '/facts/payYear'],
    [{ ...valid, payYear: 2024.5 }, 'facts.wrong-type', '/facts/payYear'],
    [{ ...valid, payYear: 1999 }, 'facts.out-of-range', '/facts/payYear'],
    [{ ...valid, class: 'D' }, 'facts.wrong-type', '/facts/class'],
    [{ ...valid, contractFrom: '2023-02-29' }, 'facts.wrong-type', '/facts/contractFrom'],
    [{ ...valid, foreigner: 'true' }, 'facts.wrong-type', '/facts/foreigner'],
    [{ ...valid, score: 101 }, 'facts.out-of-range', '/facts/score'],
    [{ ...valid, projectName: '六个字的名称' }, 'facts.wrong-type', '/facts/projectName'],
    [{ ...valid, 'a/b': 1 }, 'facts.unknown', '/facts/a~1b'],
    [{ ...valid, toString: 1 }, 'facts.unknown', '/facts/toString'],
    [[], 'facts.wrong-type', '/facts'],
  ])('are refused with code and pointer: %j', (input, code, pointer) => {
    expect(checkFacts(definitions, input)).toEqual([expect.objectContaining({ code, pointer })]);
  });

  it('are refused with all faults at once', () => {
    expect(checkFacts(definitions, { shoe: 1 })).toHaveLength(3);
  });
});
