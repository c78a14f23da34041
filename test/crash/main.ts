import { parseArgs } from 'node:util';
import { crashRun, type RunReport } from './crash-run.js';
import { killingsOfRun, planKillings, STEPS, wordsOf } from './killings.js';
import { startMortalDatabase } from './mortal-database.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '4' },
    groups: { type: 'string', default: '3' },
    'every-step': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

const kills = Number(values.kills);
/** With --every-step as many runs as it takes to be killed at each step once, `kills` of them in a run. */
const runs = values['every-step'] ? Math.ceil(STEPS.length / kills) : Number(values.runs);

const again = ({ seed }: { readonly seed: number }): string =>
  values['every-step']
    ? `npm run crash -- --every-step --seed ${values.seed} --kills ${kills} --verbose`
    : `npm run crash -- --runs 1 --seed ${seed} --kills ${values.kills} --groups ${values.groups} --verbose`;

const isGood = ({ lost, doublePaid, violations }: RunReport): boolean =>
  lost.length + doublePaid.length + violations.length === 0;

/** One fault breaks many prefixes; the first of them say which it was. */
const TOLD_MAX = 12;

const tell = (report: RunReport): void => {
  const { seed, halves, killed, events, acknowledged, retries, ownExits } = report;
  const slowest = Math.max(0, ...killed.map(({ downMs }) => Math.round(downMs)));
  console.log(
    `${isGood(report) ? '✔' : '✖'} seed ${seed} ${halves.join('+')}: ${events} events, ${acknowledged} acknowledged, ` +
      `${retries} retries, ${ownExits} exits of its own, down for ${slowest} ms at most; killed ${killed.map(wordsOf).join(', ') || 'nobody'}`,
  );
  for (const [what, found] of Object.entries({
    lost: report.lost,
    'paid twice': report.doublePaid,
    broken: report.violations,
  })) {
    for (const one of found.slice(0, TOLD_MAX)) console.log(`    ${what}: ${one}`);
    if (found.length > TOLD_MAX) console.log(`    ${what}: and ${found.length - TOLD_MAX} more`);
  }
  if (!isGood(report)) console.log(`    again: ${again(report)}`);
};

const sum = (reports: readonly RunReport[], countOf: (report: RunReport) => number): number =>
  reports.reduce((total, report) => total + countOf(report), 0);

/** With no failure in n kills the true rate is below 3/n at 95 %. */
const conclude = (reports: readonly RunReport[]): void => {
  const killed = reports.flatMap((report) => report.killed);
  const hit = new Set(killed.flatMap(({ at }) => ('type' in at ? [at.type] : [])));
  console.log(
    [
      `runs ${reports.length}`,
      `kills ${killed.length}`,
      `steps hit ${hit.size}/${STEPS.length}`,
      `acknowledged ${sum(reports, (one) => one.acknowledged)}`,
      `lost ${sum(reports, (one) => one.lost.length)}`,
      `double-paid ${sum(reports, (one) => one.doublePaid.length)}`,
      `violations ${sum(reports, (one) => one.violations.length)}`,
      `bound < ${(300 / Math.max(killed.length, 1)).toFixed(2)} % a kill`,
    ].join(', '),
  );
};

const database = await startMortalDatabase();
const reports: RunReport[] = [];
let broken = false;
try {
  for (let run = 0; run < runs; run += 1) {
    const seed = Number(values.seed) + run;
    const log = (line: string): void => (values.verbose ? console.error(line) : undefined);
    try {
      const report = await crashRun({
        seed,
        plan: (random, halves) =>
          values['every-step'] ? killingsOfRun(halves, run, runs) : planKillings(random, halves, kills),
        groups: Number(values.groups),
        database,
        log,
      });
      tell(report);
      reports.push(report);
    } catch (error) {
      broken = true;
      console.log(`✖ seed ${seed}: ${String(error)}\n    again: ${again({ seed })}`);
    }
  }
} finally {
  conclude(reports);
  await database.remove();
}
process.exitCode = broken || !reports.every(isGood) ? 1 : 0;
