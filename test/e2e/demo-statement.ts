/** The closing statement is the last act; everything after its heading. */
export const statementIn = (lines: readonly string[]): readonly (readonly string[])[] =>
  lines
    .slice(lines.findIndex((line) => line.includes('⑦')) + 1, -2)
    .map((line) => line.trim().split(/\s{2,}/));

/** Worked by hand from the figures of the seven scenarios. */
export const STATEMENT = [
  ['appropriated', '12,800,000.00'],
  ['committed', '10,720,000.00'],
  ['free', '2,080,000.00'],
  ['paid, set-off included', '10,720,000.00'],
  ['open', '0.00'],
  ['recovered', '300,000.00'],
  ['of it repaid in cash', '0.00'],
  ['owed back to debtors', '0.00'],
  ['paid back to debtors', '0.00'],
  ['settled bank lines, added one by one', '10,420,000.00'],
  ['✔ appropriated = committed + free', '12,800,000.00'],
  ['✔ committed = paid + open', '10,720,000.00'],
  ['✔ paid − recovered = settled − repaid + paid back + owed back', '10,420,000.00'],
];
