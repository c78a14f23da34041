import { sha256 } from '#kernel/content-hash.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import { renderBankCsv } from '#payments/bank-files/bank-csv.js';
import { type BankCsvTemplate, COMMON_TEMPLATE } from '#payments/bank-files/bank-template.js';
import type { CreditTransferFile, Debtor } from '#payments/bank-files/credit-transfer.js';
import { renderPain001 } from '#payments/bank-files/pain001.js';
import { type BatchState, linesOf } from '#payments/batches/batch-state.js';
import type { Sending } from '#payments/batches/batches.events.js';
import { wrongStatus } from '#payments/batches/wrong-status.js';
import type { OutgoingFile } from './bank-channel.js';

/** What the bank is told of a sealed batch, and nothing else. */
export const instructionOf = (state: BatchState, debtor: Debtor): CreditTransferFile | Refusal => {
  if (!('seal' in state)) return wrongStatus(state, 'sealed');
  const { seal, executeOn } = state;
  return {
    messageId: seal.messageId,
    createdAt: seal.sealedAt,
    executeOn,
    debtor,
    contentHash: seal.contentHash,
    transfers: linesOf(state).map(({ lineId, netFen, account, purpose }) => ({
      endToEndId: lineId,
      amountFen: netFen,
      creditor: {
        name: account.accountName,
        account: account.number,
        bankCode: account.bankCode,
        bankName: account.bankName,
      },
      purpose,
    })),
  };
};

/** The bytes of an instruction: the same whenever they are made, so they need not be stored to be proven. */
export const outgoingFileOf = (
  instruction: CreditTransferFile,
  format: Sending['format'],
  template: BankCsvTemplate = COMMON_TEMPLATE,
): OutgoingFile | Refusal => {
  const { messageId } = instruction;
  if (format === 'csv') {
    const bytes = renderBankCsv(instruction, template);
    if (isRefusal(bytes)) return bytes;
    const contentType = `text/csv; charset=${template.encoding}`;
    return { messageId, fileName: `${messageId}.csv`, contentType, fileHash: sha256(bytes), bytes };
  }
  const xml = renderPain001(instruction);
  if (isRefusal(xml)) return xml;
  const bytes = Buffer.from(xml, 'utf8');
  const contentType = 'application/xml; charset=utf-8';
  return { messageId, fileName: `${messageId}.xml`, contentType, fileHash: sha256(bytes), bytes };
};
