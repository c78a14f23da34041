import { yuan } from '#kernel/money.js';
import { openJournal } from '#ledger/journal.js';
import type { Posting } from '#ledger/posting.js';
import { trialBalance, turnoversOf } from '#ledger/trial-balance.js';
import { sampleHistory } from '../testing/sample-history.js';

describe('the books of the sample history', () => {
  it('balance after every event, and come to what was worked out by hand', async () => {
    const journal = openJournal();
    const postings: Posting[] = [];
    for (const event of await (await sampleHistory()).all()) {
      postings.push(...journal(event));
      expect(trialBalance(turnoversOf(postings))).toMatchObject({ balanced: true });
    }
    const { accounts, clear } = trialBalance(turnoversOf(postings));
    const balances = Object.fromEntries(accounts.map(({ account, balanceFen }) => [account, balanceFen]));
    expect(balances).toEqual({
      '1001': yuan(-73), // 40 + 35 + 40 settled, 40 returned, 2 repaid
      '1101': 0n,
      '1201': yuan(33), // 40 demanded, 5 set off, 2 repaid
      '1202': 0n,
      '2001': yuan(30), // tranche 2 of sample-back, held
      '2101': 0n,
      '4001': yuan(33),
      '4101': yuan(7),
      '5001': yuan(110), // 40 + 40 + 30
      '5101': 0n,
      '6001': yuan(410), // 100 of them for `spare` in 2026
      '6101': yuan(7),
      '6201': yuan(30),
      '7001': yuan(300), // 160 of 2023, 40 of 2024, 100 of 2026
      '7101': yuan(30),
      '7201': yuan(80),
      '7301': yuan(7),
      '7401': 0n, // the transfer has arrived
      '7501': yuan(30), // promised to tranche 3
    });
    expect(clear).toBe(true);
  });
});
