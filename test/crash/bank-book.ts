import { orThrow } from '#kernel/refusal.js';
import { parsePain001 } from '#payments/bank-files/pain001.js';
import { decodeXml } from '#payments/bank-files/text-encoding.js';
import { simulatedAnswer } from '../../apps/cli/simulated-bank.js';
import { fenIn, type RawEvent } from '../simulation/invariants/raw-event.js';

interface Upload {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A bank that carries out whatever file it is handed, and writes down for itself what it paid. */
export interface BankBook {
  /** Pays every transfer of the file, unless it has seen the message before, and answers. */
  pay(file: Uint8Array<ArrayBuffer>, answeredOn: string): Upload;
  /** Takes a transfer back. */
  giveBack(file: Uint8Array<ArrayBuffer>, endToEndId: string, answeredOn: string): Upload;
  /** End-to-end ids that were paid by more than one message. */
  readonly paidTwice: () => readonly string[];
  /** Where the log says other amounts than the bank, batch by batch. */
  differencesFrom(log: readonly RawEvent[]): readonly string[];
}

const upload = ({ contentType, bytes }: Upload): Upload => ({ contentType, bytes });

export const openBankBook = (): BankBook => {
  const messages = new Set<string>();
  const payments = new Map<string, { readonly batch: string; paidFen: bigint; times: number }>();

  const read = (file: Uint8Array<ArrayBuffer>) => {
    const { messageId, transfers } = orThrow(parsePain001(decodeXml(file)));
    return { messageId: String(messageId), transfers };
  };

  return {
    pay: (file, answeredOn) => {
      const { messageId, transfers } = read(file);
      for (const { endToEndId, amountFen } of messages.has(messageId) ? [] : transfers) {
        const before = payments.get(endToEndId);
        payments.set(endToEndId, {
          batch: messageId,
          paidFen: (before?.paidFen ?? 0n) + amountFen,
          times: (before?.times ?? 0) + 1,
        });
      }
      messages.add(messageId);
      return upload(simulatedAnswer(file, { answeredOn }));
    },
    giveBack: (file, endToEndId, answeredOn) => {
      const payment = payments.get(endToEndId);
      if (payment) payment.paidFen = 0n;
      const reason = { code: 'AC04', reason: '收款账户已销户，退票' };
      return upload(simulatedAnswer(file, { answeredOn, returned: new Map([[endToEndId, reason]]) }));
    },
    paidTwice: () => [...payments].filter(([, { times }]) => times > 1).map(([endToEndId]) => endToEndId),
    differencesFrom: (log) => {
      const booked = new Map<string, bigint>();
      for (const { batch, paidFen } of payments.values())
        booked.set(batch, (booked.get(batch) ?? 0n) + paidFen);
      const settled = settledIn(log);
      return [...new Set([...booked.keys(), ...settled.keys()])]
        .filter((batch) => (booked.get(batch) ?? 0n) !== (settled.get(batch) ?? 0n))
        .map(
          (batch) =>
            `${batch}: the bank paid ${booked.get(batch) ?? 0n} fen, the log says ${settled.get(batch) ?? 0n}`,
        );
    },
  };
};

const settledIn = (log: readonly RawEvent[]): Map<string, bigint> => {
  const settled = new Map<string, bigint>();
  for (const { type, stream, data } of log) {
    if (type !== 'LineSettled' && !(type === 'LineReturned' && data['wasSettled'] === true)) continue;
    const netFen = fenIn(data, 'netFen');
    settled.set(stream, (settled.get(stream) ?? 0n) + (type === 'LineSettled' ? netFen : -netFen));
  }
  return settled;
};
