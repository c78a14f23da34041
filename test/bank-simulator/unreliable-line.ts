import type { BusinessDate } from '#kernel/business-date.js';
import type { BankChannel, OutgoingFile } from '#payments/channel/bank-channel.js';
import { seeded } from '#kernel/seeded.js';
import type { SimulatedBank } from './simulated-bank.js';

/**
 * The way to a simulated bank over a line that loses requests, loses answers, delays requests until after the caller has given up,
 * and lets a bank say no.
 */
export const unreliableLine = (bank: SimulatedBank, seed: number, today: () => BusinessDate) => {
  const random = seeded(seed);
  const delayed: OutgoingFile[] = [];
  const channel: BankChannel = {
    name: 'simulated',
    repeatable: false,
    ready: async () => undefined,
    deliver: async (file) => {
      const fate = random.below(8);
      if (fate === 0) return { outcome: 'refused', reasonCode: 'FF01', reason: '文件格式不符' };
      if (fate === 1) return { outcome: 'uncertain', reason: 'the request was lost' };
      if (fate === 2) {
        delayed.push(file);
        return { outcome: 'uncertain', reason: 'timeout' };
      }
      const receipt = bank.take(file.bytes, today());
      return fate < 5
        ? { outcome: 'uncertain', reason: 'the answer was lost' }
        : { outcome: 'delivered', receipt };
    },
    enquire: async (ids) => {
      if (random.below(3) === 0) return [];
      return ids.flatMap((id) => bank.payment(id, today()) ?? []);
    },
  };
  return {
    channel,
    /** What was stuck on the line arrives after all. */
    arrive: (): void => {
      for (const file of delayed.splice(0)) bank.take(file.bytes, today());
    },
  };
};

/** The defect this all exists against: when it does not hear back, it sends again. */
export const resending = (channel: BankChannel): BankChannel => ({
  ...channel,
  deliver: async (file) => {
    const first = await channel.deliver(file);
    return first.outcome === 'uncertain' ? channel.deliver(file) : first;
  },
});
