import type { StoredEvent } from '#event-store/envelope.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { collect, sampleEvent } from '#event-store/sample-events.js';
import { businessDate, instant } from '#kernel/business-date.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { yuan } from '#kernel/money.js';
import { replay } from './replay.js';

const fen = (amount: number): string => yuan(amount).toString();

/** One history: 100 000 yuan of budget, 60 000 committed, 50 000 through the bank, 10 000 set off, 4 000 paid back. */
const HISTORY: readonly (readonly [type: string, data: JsonObject, recorded: string, effective: string])[] = [
  ['BudgetAppropriated', { amountFen: fen(90_000) }, '2024-01-02T01:00:00Z', '2024-01-02'],
  ['BudgetAdjusted', { deltaFen: fen(10_000) }, '2024-01-03T01:00:00Z', '2024-01-03'],
  ['BudgetCommitted', { amountFen: fen(70_000) }, '2024-02-01T01:00:00Z', '2024-02-01'],
  ['TrancheSetOff', { amountFen: fen(10_000) }, '2024-02-01T01:00:00Z', '2024-02-01'],
  ['TranchePaid', { amountFen: fen(60_000) }, '2024-02-05T01:00:00Z', '2024-02-05'],
  ['LineSettled', { netFen: fen(60_000) }, '2024-02-05T01:00:00Z', '2024-02-05'],
  // The bank gave 10 000 back, and says so on 1 March for 28 February.
  ['LineReturned', { netFen: fen(10_000), wasSettled: true }, '2024-03-01T01:00:00Z', '2024-02-28'],
  ['TrancheReturned', { amountFen: fen(10_000), wasPaid: true }, '2024-03-01T01:00:00Z', '2024-02-28'],
  ['BudgetDecommitted', { amountFen: fen(10_000) }, '2024-03-01T01:00:00Z', '2024-02-28'],
  // 31 March, half past midnight in China.
  ['RepaymentReceived', { amountFen: fen(4_000) }, '2024-03-30T16:30:00Z', '2024-03-29'],
  ['MoneyRecovered', { amountFen: fen(4_000) }, '2024-03-30T16:30:00Z', '2024-03-29'],
  ['CaseWrittenOff', { amountFen: fen(500) }, '2024-04-01T01:00:00Z', '2024-04-01'],
  // The bank gave a payment back that had been claimed: 300 of what came in are owed to the debtor, 200 were written off for nothing.
  [
    'ClaimReduced',
    { overpaidFen: fen(300), writeOffVoidedFen: fen(200) },
    '2024-04-01T02:00:00Z',
    '2024-04-01',
  ],
  ['SetOffConfirmed', { overpaidFen: fen(100) }, '2024-04-01T03:00:00Z', '2024-04-01'],
  ['OverpaymentRefunded', { amountFen: fen(150) }, '2024-04-01T04:00:00Z', '2024-04-01'],
  ['TrancheClaimed', { award: 'x' }, '2024-04-02T01:00:00Z', '2024-04-02'],
];

const log = async (): Promise<readonly StoredEvent[]> => {
  const store = openMemoryEventStore();
  for (const [index, [type, data, recorded, effective]] of HISTORY.entries()) {
    const event = sampleEvent(`replay/${index}`, data);
    const metadata = { ...event.metadata, recordedAt: instant(recorded) };
    await store.append(`stream-${index}`, 'none', [
      { ...event, type, metadata, effectiveOn: businessDate(effective) },
    ]);
  }
  return collect(store.readLog());
};

const streamOf = async function* (events: readonly StoredEvent[]) {
  yield* events;
};

describe('a replay of the log', () => {
  it('adds up every movement of money, and the equations between them hold (promise 3)', async () => {
    const { totals, eventCount } = await replay(streamOf(await log()));
    expect(totals).toEqual({
      appropriatedFen: yuan(100_000),
      committedFen: yuan(60_000),
      freeFen: yuan(40_000),
      paidFen: yuan(60_000),
      setOffFen: yuan(10_000),
      openFen: 0n,
      recoveredFen: yuan(4_000),
      settledFen: yuan(50_000),
      repaidFen: yuan(4_000),
      // 300 and 100, of which 150 were paid back.
      overpaidFen: yuan(250),
      paidBackFen: yuan(150),
      writtenOffFen: yuan(300),
    });
    expect(eventCount).toBe(HISTORY.length);
  });

  it.each([
    ['known', '2024-02-29', 60_000, 'the return was not on record yet'],
    ['known', '2024-03-01', 50_000, 'the return was recorded that day'],
    ['effective', '2024-02-27', 60_000, 'the return counts from a later day'],
    ['effective', '2024-02-28', 50_000, 'the return counts from that day'],
  ] as const)('as %s on %s shows %d yuan settled: %s (promise 8)', async (axis, asOf, settled, _why) => {
    const { totals } = await replay(streamOf(await log()), { axis, asOf: businessDate(asOf) });
    expect(totals.settledFen).toBe(yuan(settled));
  });

  it('knows a day by the calendar of China: half past midnight on 31 March is not 30 March', async () => {
    const onDay = async (asOf: string) =>
      (await replay(streamOf(await log()), { asOf: businessDate(asOf) })).totals.repaidFen;
    expect([await onDay('2024-03-30'), await onDay('2024-03-31')]).toEqual([0n, yuan(4_000)]);
  });

  it('stops at a position, and names the last event it counted', async () => {
    const events = await log();
    const position = events[2]?.position ?? '';
    const { totals, lastPosition, eventCount } = await replay(streamOf(events), { position });
    expect(totals.committedFen).toBe(yuan(70_000));
    expect({ lastPosition, eventCount }).toEqual({ lastPosition: position, eventCount: 3 });
  });

  it('does not take back what the bank rejected before it was paid', async () => {
    const rejected = sampleEvent('replay/rejected', { amountFen: fen(10_000), wasPaid: false });
    const store = openMemoryEventStore();
    await store.append('stream', 'none', [{ ...rejected, type: 'TrancheReturned' }]);
    expect((await replay(store.readLog())).totals.paidFen).toBe(0n);
  });
});
