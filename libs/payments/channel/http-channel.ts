import { z } from 'zod';
import { parseBusinessDate } from '#kernel/business-date.js';
import { fenOf } from '#kernel/money.js';
import { withoutPersonalNumbers } from '#personal-data/free-text.js';
import { NotReady } from '#reactions/outage.js';
import type { BankChannel, Delivery, EnquiredPayment, OutgoingFile } from './bank-channel.js';

export interface HttpChannelOptions {
  /** Base address of the bank. */
  readonly url: string;
  /** Sent as bearer token where the bank wants one. */
  readonly token?: string;
  /** After that long an answer that has not come is an unknown outcome. */
  readonly timeoutMs: number;
}

/** How many enquiries are under way at a time. */
const ENQUIRIES_AT_ONCE = 8;

/** Said before anything was taken in, or by a proxy on the way; whether the bank has the file is unknown all the same. */
const NOT_A_VERDICT = new Set([408, 425, 429]);

/** Kept for ever and read by many, so without the numbers of persons that a bank may quote (promise 10). */
const reasonText = z.string().transform(withoutPersonalNumbers);

const refusalBody = z.object({
  code: z.string().max(35).optional(),
  reason: z.string().max(500).pipe(reasonText).optional(),
});

const paymentBody = z.object({
  endToEndId: z.string(),
  outcome: z.enum(['accepted', 'settled', 'rejected', 'returned']),
  amountYuan: z.string().nullable().default(null),
  bankReference: z.string().nullable().default(null),
  happenedOn: z.string().nullable().default(null),
  reasonCode: z.string().nullable().default(null),
  reason: reasonText.nullable().default(null),
});

/** A way to a bank that takes files over HTTP and says of a payment what became of it. */
export const httpChannel = ({ url, token, timeoutMs }: HttpChannelOptions): BankChannel => {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, url), {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(init.headers as Record<string, string>),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
    });
  return {
    name: 'http',
    repeatable: false,
    ready: async () => {
      const response = await ask('health').catch((error: unknown) => sentenceOf(error));
      if (typeof response === 'string') throw notReached(response);
      if (!response.ok) throw notReached(`HTTP ${response.status}`);
    },
    deliver: async (file) => {
      try {
        return await verdictOf(await ask(`payment-files/${encodeURIComponent(file.messageId)}`, put(file)));
      } catch (error) {
        // From the first byte on nobody knows what arrived.
        return { outcome: 'uncertain', reason: sentenceOf(error) };
      }
    },
    enquire: async (endToEndIds) => {
      const known: EnquiredPayment[] = [];
      for (let from = 0; from < endToEndIds.length; from += ENQUIRIES_AT_ONCE) {
        const some = endToEndIds.slice(from, from + ENQUIRIES_AT_ONCE);
        const answers = await Promise.all(
          some.map(async (id) => paymentIn(await ask(`payments/${encodeURIComponent(id)}`), id)),
        );
        known.push(...answers.flatMap((answer) => answer ?? []));
      }
      return known;
    },
  };
};

const put = ({ bytes, contentType, fileHash }: OutgoingFile): RequestInit => ({
  method: 'PUT',
  body: Buffer.from(bytes),
  headers: {
    'Content-Type': contentType,
    Digest: `sha-256=${Buffer.from(fileHash, 'hex').toString('base64')}`,
  },
});

const verdictOf = async (response: Response): Promise<Delivery> => {
  const text = await response.text();
  const { status } = response;
  if (response.ok) return { outcome: 'delivered', receipt: text.slice(0, 200) };
  if (status < 400 || status >= 500 || NOT_A_VERDICT.has(status)) {
    return { outcome: 'uncertain', reason: `HTTP ${status}` };
  }
  const { code = null, reason = `HTTP ${status}` } = refusalBody.catch({}).parse(jsonOf(text));
  return { outcome: 'refused', reasonCode: code, reason };
};

const paymentIn = async (response: Response, asked: string): Promise<EnquiredPayment | undefined> => {
  if (response.status === 404) return undefined;
  if (!response.ok) throw notReached(`HTTP ${response.status}`);
  const { amountYuan, happenedOn, ...payment } = paymentBody.parse(await response.json());
  if (payment.endToEndId !== asked)
    throw new Error(`The bank was asked for ${asked} and answered for another payment`);
  const day = happenedOn === null ? null : parseBusinessDate(happenedOn);
  if (day === undefined) throw new Error('The bank answered with a day that is none');
  return { ...payment, amountFen: amountYuan === null ? null : fenOf(amountYuan), happenedOn: day };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
};

const sentenceOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 200);

const notReached = (why: string): NotReady => new NotReady(`The bank cannot be reached: ${why}`);
