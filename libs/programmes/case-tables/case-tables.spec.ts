import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { orThrow } from '#kernel/refusal.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import type { Measure } from '#policy/measure.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { rulesFor } from '../catalogue.js';
import { financeCases, referralCases, researchCases } from './bodies.js';
import { answerTo, type CaseTable, type Stage } from './case-table.js';
import { eliteLeaderCases, leadingTeamCases } from './elite-leader.js';
import { requiredCases } from './required-cases.js';
import { stationCases } from './stations.js';
import { engineerCases, housingCases, postdocCases, visitingExpertCases } from './talent.js';

const books = (await loadPolicyFiles()).map((content) => orThrow(parsePolicyBook(content)));
const measures = books.flatMap((book) => book.measures);
const tables: Readonly<Record<string, CaseTable>> = {
  ...eliteLeaderCases,
  ...leadingTeamCases,
  ...engineerCases,
  ...visitingExpertCases,
  ...postdocCases,
  ...housingCases,
  ...financeCases,
  ...referralCases,
  ...researchCases,
  ...stationCases,
};

const measureOf = (id: string): Measure => {
  const measure = measures.find((one) => one.id === id);
  if (!measure) throw new Error(`No measure ${id}`);
  return measure;
};

/** A step says only what differs from its table. */
const inTable = (table: CaseTable, step: Stage): Stage =>
  step.measure
    ? step
    : {
        ...table,
        ...step,
        parties: { ...table.parties, ...step.parties },
        facts: { ...table.facts, ...step.facts },
        claim: { ...table.claim, ...step.claim },
        ...((table.decided ?? step.decided) && { decided: { ...table.decided, ...step.decided } }),
      };

const rows = Object.entries(tables).flatMap(([id, table]) =>
  table.rows.map((row) => ({ id, covers: row.covers.join(', '), table, steps: row.steps })),
);

it.each(rows)('$id: $covers', ({ id, table, steps }) => {
  const caps = sampleCapAccounts();
  const answers = steps.map((step) => {
    const measure = measureOf(step.measure ?? id);
    return answerTo(inTable(table, step), orThrow(rulesFor(measure.programme)), measure, caps);
  });
  expect(answers).toEqual(steps.map(({ is }) => is));
});

it.each(measures)(
  '$id has a row for every tier, one at each of its limits and one just past it',
  (measure) => {
    const covered = new Set(tables[measure.id]?.rows.flatMap(({ covers }) => covers));
    const required = requiredCases(measure);
    expect(required.filter((one) => !covered.has(one))).toEqual([]);
    // A row about a tier or a limit that the measure does not have shows nothing.
    expect([...covered].filter((one) => !required.includes(one))).toEqual([]);
  },
);
