import fc from 'fast-check';
import { addDays, businessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { BatchLine } from '#payments/batches/batch-line.js';
import type { BankChannel } from '#payments/channel/bank-channel.js';
import { seeded } from '#kernel/seeded.js';
import { bankOffice } from './bank-office.js';
import { type Habits, openSimulatedBank, paidOutFen } from './simulated-bank.js';
import { resending, unreliableLine } from './unreliable-line.js';

const line = (batch: string, no: number, netFen: Fen): BatchLine => ({
  lineId: `${batch.slice(6)}-${no}-1`,
  award: `sample-${batch.slice(6)}${no}`,
  trancheNo: 1,
  attempt: 1,
  payee: 'party-1',
  account: {
    accountId: 'A1',
    number: '6222021234567890123',
    accountName: '样例公司',
    fingerprint: 'a'.repeat(64),
    bankCode: '102335000015',
    bankName: '工商银行嘉兴分行',
  },
  grossFen: netFen,
  setOffFen: 0n,
  netFen,
  purpose: '首期资助',
  involved: [],
});

interface Scenario {
  readonly habits: Habits;
  readonly batches: number;
  readonly linesEach: number;
  readonly kills: number;
  readonly wayOf?: (channel: BankChannel) => BankChannel;
}

const DAYS = 8;

/** Sends batches on the first days, hears the bank out, asks on paper about what never arrived, and compares the books. */
const play = async ({ habits, batches, linesEach, kills, wayOf = (channel) => channel }: Scenario) => {
  const random = seeded(habits.seed);
  const bank = openSimulatedBank(habits);
  let day = businessDate('2024-05-06');
  const way = unreliableLine(bank, habits.seed + 1, () => day);
  const office = bankOffice(wayOf(way.channel), { seed: habits.seed + 2, kills });
  const names = Array.from({ length: batches }, (_, no) => `batch-B${String(no + 1).padStart(3, '0')}`);
  for (const name of names) {
    const amount = (): Fen => BigInt(1 + random.below(90_000_000));
    await office.send(
      name,
      Array.from({ length: linesEach }, (_, no) => line(name, no + 1, amount())),
    );
  }
  for (let no = 1; no <= DAYS; no += 1) {
    day = addDays(day, 1);
    if (no === 3) way.arrive();
    await office.beginDay(day);
    for (const file of bank.filesOf(day)) await office.importFile(file);
  }
  for (const name of names)
    if (!bank.messages.has(name)) await office.importFile(bank.neverArrived(name, day));
  // What the bank never tells of its own accord it tells when it is asked; one of the next questions gets through.
  for (let no = 1; no <= 20; no += 1) await office.beginDay((day = addDays(day, 1)));
  const open = await Promise.all(names.map((name) => office.batch(name)));
  return { bankFen: paidOutFen(bank), ledgerFen: office.ledgerPaidOutFen(), open, office };
};

const habitsOf = (seed: number): Habits => ({
  seed,
  returnedPercent: 10,
  rejectedPercent: 5,
  repeatedPercent: 10,
  silentPercent: 10,
});

describe('The books of the bank and ours', () => {
  it('agree to the fen, whatever is lost, late, told twice or in another order, and whoever is killed (promise 2)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.nat(12), async (seed, kills) => {
        const { bankFen, ledgerFen, open } = await play({
          habits: habitsOf(seed),
          batches: 4,
          linesEach: 6,
          kills,
        });
        expect(ledgerFen).toBe(bankFen);
        expect(open.map(({ openCount }) => openCount)).toEqual([0, 0, 0, 0]);
      }),
      { numRuns: 25, seed: 20_241_121 },
    );
  }, 120_000);

  it('agree with 1 % returns and 1 % duplicates over 400 payments', async () => {
    const habits = {
      ...habitsOf(7),
      returnedPercent: 1,
      repeatedPercent: 1,
      rejectedPercent: 1,
      silentPercent: 1,
    };
    const { bankFen, ledgerFen, open, office } = await play({ habits, batches: 8, linesEach: 50, kills: 5 });
    expect(ledgerFen).toBe(bankFen);
    expect(bankFen).toBeGreaterThan(0n);
    expect(open.every(({ openCount }) => openCount === 0)).toBe(true);
    const seen = new Set(office.log.map(({ type }) => type));
    for (const type of [
      'LineReturned',
      'LineRejected',
      'HandOverUncertain',
      'PaymentFileHandedOver',
      'BankEnquired',
    ])
      expect(seen).toContain(type);
  }, 120_000);

  it('a line is begun once, whatever is killed', async () => {
    const { office } = await play({ habits: habitsOf(11), batches: 4, linesEach: 2, kills: 40 });
    const begun = office.log.filter(({ type }) => type === 'HandOverBegun').map(({ stream }) => stream);
    expect(new Set(begun).size).toBe(begun.length);
  }, 60_000);
});

describe('A line that was held when its batch was put on record as sent', () => {
  it('keeps the whole file here: the bank hears nothing, and every tranche can be paid again', async () => {
    const day = businessDate('2024-05-06');
    const bank = openSimulatedBank(habitsOf(3));
    const office = bankOffice(unreliableLine(bank, 1, () => day).channel, { seed: 1, kills: 0 });
    office.stop('B001-2-1');
    await office.send('batch-B001', [line('batch-B001', 1, 100n), line('batch-B001', 2, 200n)]);
    expect(bank.messages.size).toBe(0);
    expect(await office.batch('batch-B001')).toEqual({ status: 'closed', openCount: 0 });
    const refused = office.log.find(({ type }) => type === 'HandOverRefused');
    expect(refused?.data).toMatchObject({
      reasonCode: 'HELD',
      reason: expect.stringContaining('“B001-2-1”：暂缓支付') as string,
    });
    expect(office.log.filter(({ type }) => type === 'LineRejected')).toHaveLength(2);
    expect(office.ledgerPaidOutFen()).toBe(0n);
  });
});

describe('Canaries', () => {
  it('sending again when no answer comes is found: the books differ', async () => {
    const differing = [];
    for (const seed of [1, 2, 3, 4, 5]) {
      const { bankFen, ledgerFen } = await play({
        habits: habitsOf(seed),
        batches: 4,
        linesEach: 3,
        kills: 0,
        wayOf: resending,
      });
      if (bankFen !== ledgerFen) differing.push(seed);
    }
    expect(differing).not.toEqual([]);
  }, 60_000);
});
