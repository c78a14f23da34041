import fc from 'fast-check';
import type { StoredEvent } from '#event-store/envelope.js';
import { openJournal } from '#ledger/journal.js';
import { type Booking, trialBalanceBook } from './invariants/trial-balance.js';
import { acts, play } from './plays.js';

/** The logs of several offices, so that set-offs and repayments are among what happened. */
const logs: (readonly StoredEvent[])[] = [];

beforeAll(async () => {
  for (const sequence of fc.sample(acts(240), { numRuns: 12, seed: 20_241_121 }))
    logs.push((await play(sequence)).log);
});

const violationsOf = async (booking: Booking): Promise<readonly string[]> => {
  const rules = new Set<string>();
  for (const log of logs) {
    honest = openJournal();
    const book = trialBalanceBook((rule) => rules.add(rule), booking);
    for (const event of log) book.see(event);
  }
  return [...rules];
};

/** The journal with one kind of posting changed. */
const broken =
  (change: (posting: ReturnType<Booking>[number]) => ReturnType<Booking>): Booking =>
  (event) =>
    honest(event).flatMap(change);

let honest = openJournal();

describe('the trial balance of a log', () => {
  it('is zero at every prefix, and its accounts hold what the log says', async () => {
    expect(await violationsOf((event) => honest(event))).toEqual([]);
  });

  it.each<[canary: string, booking: Booking, rule: string]>([
    [
      'one side of the set-off is forgotten',
      broken((posting) => (posting.account === '1202' && posting.creditFen > 0n ? [] : [posting])),
      'the trial balance is zero',
    ],
    [
      'a payment is booked to another account on both sides',
      broken((posting) => [posting.account === '1001' ? { ...posting, account: '1101' } : posting]),
      'an account holds what the log says',
    ],
    [
      'a side is negative',
      broken((posting) => [{ ...posting, debitFen: -posting.creditFen, creditFen: -posting.debitFen }]),
      'a posting is positive',
    ],
  ])('notices that %s', async (_canary, booking, rule) => {
    expect(await violationsOf(booking)).toContain(rule);
  });
});
