import { addDays, type BusinessDate, instant } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { renderAnswerCsv } from '#payments/bank-files/answer-csv.js';
import type { BankAnswerEntry, BankOutcome } from '#payments/bank-files/bank-answer.js';
import { renderCamt053 } from '#payments/bank-files/camt053.js';
import { renderCamt054 } from '#payments/bank-files/camt054.js';
import { renderPain002 } from '#payments/bank-files/pain002.js';
import { parsePain001 } from '#payments/bank-files/pain001.js';
import { decodeXml } from '#payments/bank-files/text-encoding.js';
import type { EnquiredPayment } from '#payments/channel/bank-channel.js';
import { seeded } from '#kernel/seeded.js';

/** How the bank behaves, in per cent of the payments. */
export interface Habits {
  readonly seed: number;
  readonly returnedPercent: number;
  readonly rejectedPercent: number;
  /** Of the answers: told twice, in the same file or in a later one. */
  readonly repeatedPercent: number;
  /** Of the answers: never in any file, so that only an enquiry finds out. Returns are always on a statement: money came in. */
  readonly silentPercent: number;
}

interface Movement {
  readonly endToEndId: string;
  readonly amountFen: Fen;
  readonly kind: 'paid' | 'came-back';
}

type Said = Omit<BankAnswerEntry, 'entryNo'> & { readonly endToEndId: string };

interface Report {
  readonly from: BusinessDate;
  readonly messageId: string;
  readonly said: Said;
}

/** A bank that exists nowhere. It pays whatever it is handed, as often as it is handed, and writes down for itself what it did. */
// oxlint-disable-next-line max-lines-per-function -- One closure over the state of a simulated office; its parts are short.
export const openSimulatedBank = (habits: Habits) => {
  const random = seeded(habits.seed);
  const chance = (percent: number): boolean => random.below(1000) < percent * 10;
  const book: Movement[] = [];
  const latest = new Map<string, { readonly from: BusinessDate; readonly said: Said }[]>();
  const messages = new Set<string>();
  let waiting: Report[] = [];
  let references = 0;

  const say = (messageId: string, from: BusinessDate, said: Said): void => {
    latest.set(said.endToEndId, [...(latest.get(said.endToEndId) ?? []), { from, said }]);
    if (said.outcome !== 'returned' && chance(habits.silentPercent)) return;
    const late = random.below(3);
    waiting.push({ from: addDays(from, late), messageId, said });
    if (chance(habits.repeatedPercent))
      waiting.push({ from: addDays(from, late + random.below(3)), messageId, said });
  };

  const carryOut = (messageId: string, endToEndId: string, amountFen: Fen, day: BusinessDate): void => {
    const tell = (outcome: BankOutcome, on: BusinessDate, code: string | null): void => {
      references += 1;
      const why = { reasonCode: code, reason: code && '账户状态异常' };
      const bankReference = outcome === 'accepted' ? null : `SIM${String(references).padStart(9, '0')}`;
      say(messageId, on, { endToEndId, outcome, amountFen, bankReference, happenedOn: on, ...why });
    };
    tell('accepted', day, null);
    if (chance(habits.rejectedPercent)) return tell('rejected', day, 'AC01');
    book.push({ endToEndId, amountFen, kind: 'paid' });
    tell('settled', day, null);
    if (!chance(habits.returnedPercent)) return;
    book.push({ endToEndId, amountFen, kind: 'came-back' });
    tell('returned', addDays(day, 1 + random.below(2)), 'AC04');
  };

  return {
    /** The bank's own book. */
    book: book as readonly Movement[],
    messages: messages as ReadonlySet<string>,
    /** Pays every transfer of the file. It does not look whether it did so before: that is our promise, not the bank's. */
    take: (file: Uint8Array, day: BusinessDate): string => {
      const { messageId, transfers } = orThrow(parsePain001(decodeXml(file)));
      messages.add(messageId);
      for (const { endToEndId, amountFen } of transfers) carryOut(messageId, endToEndId, amountFen, day);
      return `TAKEN-${messageId}`;
    },
    /** What the bank says when it is asked about one payment on a day. */
    payment: (endToEndId: string, day: BusinessDate): EnquiredPayment | undefined =>
      latest.get(endToEndId)?.findLast(({ from }) => from <= day)?.said,
    /** The files of a day, each with a part of the answers, in no order. */
    filesOf: (day: BusinessDate): readonly Buffer[] => {
      const due = waiting.filter(({ from }) => from <= day);
      waiting = waiting.filter(({ from }) => from > day);
      const files: Buffer[] = [];
      while (due.length > 0) {
        const { messageId } = due[0] as Report;
        const part: Said[] = [];
        for (let place = due.length - 1; place >= 0; place -= 1) {
          if (due[place]?.messageId === messageId && (place === 0 || random.below(4) > 0))
            part.push(...due.splice(place, 1).map(({ said }) => said));
        }
        files.push(...fileOf(messageId, shuffled(part, random.below), day, files.length, random.below(3)));
      }
      return files;
    },
    /** What the bank writes when somebody asks on paper about a message that it never got. */
    neverArrived: (messageId: string, day: BusinessDate): Buffer =>
      Buffer.from(
        renderPain002(
          {
            format: 'pain.002',
            messageId,
            entries: [],
            groupStatus: { outcome: 'rejected', reasonCode: 'FF01', reason: '未收到该文件' },
          },
          { messageId: `NONE-${messageId}`.slice(0, 35), createdAt: instant(`${day}T09:00:00Z`) },
        ),
      ),
  };
};

export type SimulatedBank = ReturnType<typeof openSimulatedBank>;

/** What left the account for good. */
export const paidOutFen = ({ book }: SimulatedBank): Fen =>
  book.reduce((sum, { amountFen, kind }) => (kind === 'paid' ? sum + amountFen : sum - amountFen), 0n);

const shuffled = <T>(items: readonly T[], below: (limit: number) => number): readonly T[] => {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
};

/** Each outcome in a format that can say it. */
const fileOf = (
  messageId: string,
  said: readonly Said[],
  day: BusinessDate,
  no: number,
  format: number,
): readonly Buffer[] => {
  const numbered = (some: readonly Said[]) => some.map((one, index) => ({ entryNo: index + 1, ...one }));
  const bank = { messageId: `F${day}-${no}`, createdAt: instant(`${day}T09:00:00Z`), account: '1001' };
  if (format === 0) return [renderAnswerCsv({ format: 'csv', messageId, entries: numbered(said) })];
  const moved = numbered(said.filter(({ outcome }) => outcome === 'settled' || outcome === 'returned'));
  const others = numbered(said.filter(({ outcome }) => outcome === 'accepted' || outcome === 'rejected'));
  const files: Buffer[] = [];
  if (moved.length > 0) {
    const text =
      format === 1
        ? renderCamt054({ format: 'camt.054', messageId, entries: moved }, bank)
        : renderCamt053(
            { format: 'camt.053', messageId, entries: moved },
            { ...bank, openingFen: 10n ** 12n },
          );
    files.push(Buffer.from(text));
  }
  if (others.length > 0)
    files.push(Buffer.from(renderPain002({ format: 'pain.002', messageId, entries: others }, bank)));
  return files;
};
