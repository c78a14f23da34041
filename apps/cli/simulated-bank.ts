import { businessDate, instant } from '#kernel/business-date.js';
import { sha256 } from '#kernel/content-hash.js';
import { orThrow } from '#kernel/refusal.js';
import { renderAnswerCsv } from '#payments/bank-files/answer-csv.js';
import type { BankAnswer, BankAnswerEntry } from '#payments/bank-files/bank-answer.js';
import { parseBankCsv } from '#payments/bank-files/bank-csv.js';
import { renderCamt054 } from '#payments/bank-files/camt054.js';
import type { CreditTransfer } from '#payments/bank-files/credit-transfer.js';
import { parsePain001 } from '#payments/bank-files/pain001.js';
import { decodeXml } from '#payments/bank-files/text-encoding.js';
import type { Upload } from './service-client.js';

export interface SimulatedAnswer extends Upload {
  readonly format: BankAnswer['format'];
  readonly fileName: string;
}

export interface AnswerWish {
  /** The day on which the money moved. */
  readonly answeredOn: string;
  /** By end-to-end id: transfers that came back (退票). With any, the file reports the returns only. */
  readonly returned?: ReadonlyMap<string, { readonly code: string; readonly reason: string }>;
}

interface SentFile {
  readonly messageId: string | null;
  readonly account: string;
  readonly transfers: readonly CreditTransfer[];
}

/** A bank that exists nowhere: reads an instruction file and says that it was carried out, or what came back. */
export const simulatedAnswer = (bytes: Uint8Array, { answeredOn, returned }: AnswerWish): SimulatedAnswer => {
  const isXml = Buffer.from(bytes).subarray(0, 200).toString('latin1').includes('<');
  const { messageId, account, transfers } = isXml ? readXmlFile(bytes) : readCsvFile(bytes);
  const reported = transfers.filter(({ endToEndId }) => !returned || returned.has(endToEndId));
  const entries = reported.map((transfer, index): BankAnswerEntry => {
    const back = returned?.get(transfer.endToEndId);
    return {
      entryNo: index + 1,
      endToEndId: transfer.endToEndId,
      outcome: back ? 'returned' : 'settled',
      amountFen: transfer.amountFen,
      bankReference: referenceOf(transfer.endToEndId, back ? 'returned' : 'settled'),
      happenedOn: businessDate(answeredOn),
      reasonCode: back?.code ?? null,
      reason: back?.reason ?? null,
    };
  });
  const name = `${messageId ?? 'batch'}-${returned ? 'return' : 'answer'}`;
  const answer: BankAnswer = { format: isXml ? 'camt.054' : 'csv', messageId, entries };
  if (!isXml)
    return {
      format: 'csv',
      fileName: `${name}.csv`,
      contentType: 'text/csv',
      bytes: new Uint8Array(renderAnswerCsv(answer)),
    };
  const bank = {
    messageId: referenceOf(name, answeredOn),
    createdAt: instant(`${answeredOn}T09:30:00.000Z`),
    account,
  };
  return {
    format: 'camt.054',
    fileName: `${name}.xml`,
    contentType: 'application/xml',
    bytes: new Uint8Array(Buffer.from(renderCamt054(answer, bank))),
  };
};

/** The same payment has the same reference whenever the bank is asked, as with a real bank. */
const referenceOf = (...parts: readonly string[]): string =>
  `SIM${sha256(parts.join('/')).slice(0, 16).toUpperCase()}`;

const readXmlFile = (bytes: Uint8Array): SentFile => {
  const { messageId, debtor, transfers } = orThrow(parsePain001(decodeXml(bytes)));
  return { messageId, account: debtor.account, transfers };
};

const readCsvFile = (bytes: Uint8Array): SentFile => {
  const { messageId, transfers } = orThrow(parseBankCsv(bytes));
  return { messageId, account: '', transfers };
};
