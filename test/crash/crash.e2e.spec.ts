import { type RunReport, crashRun } from './crash-run.js';
import { planKillings } from './killings.js';
import { type MortalDatabase, startMortalDatabase } from './mortal-database.js';

/** A longer one: `npm run crash -- --runs 1000`. */
const SEED = Number(process.env.CRASH_SEED ?? 21);

describe('a payment run during which service and database are killed', () => {
  let database: MortalDatabase;
  let report: RunReport;

  beforeAll(async () => {
    database = await startMortalDatabase();
    report = await crashRun({
      seed: SEED,
      plan: (random, halves) => planKillings(random, halves, 4),
      groups: 1,
      database,
      log: () => undefined,
    });
  }, 300_000);
  afterAll(() => database.remove());

  it('is killed in the middle, database included', () => {
    expect(report.killed.length).toBeGreaterThanOrEqual(3);
    expect(report.killed.map(({ victim }) => victim)).toContain('database');
  });

  it('loses no command that was acknowledged, and answers each the same when it is repeated', () => {
    expect(report.acknowledged).toBeGreaterThan(40);
    expect(report.lost).toEqual([]);
  });

  it('hands no payment to the bank twice', () => {
    expect(report.doublePaid).toEqual([]);
  });

  it('keeps every promise at every prefix of the log, and agrees with the book of the bank and with its own replay', () => {
    expect(report.violations).toEqual([]);
  });
});
