import { type BusinessDate, type Instant, parseBusinessDate } from '#kernel/business-date.js';
import { type Fen, yuanOf } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { amountOf } from './bank-amount.js';
import {
  checkCreditTransferFile,
  type CreditTransfer,
  type CreditTransferFile,
  totalOf,
} from './credit-transfer.js';
import { momentIn } from './iso-time.js';
import { brief, elementPlace, refusable, stop, stopAt } from './place.js';
import {
  bodyOf,
  childrenOf,
  readXml,
  renderXml,
  requiredAt,
  requiredTextAt,
  textAt,
  textOf,
  type XmlContent,
  type XmlElement,
} from './xml-document.js';

const MESSAGE = 'pain.001.001.09';
const BODY = 'CstmrCdtTrfInitn';

/** Namespace of the one element of ours in the file, inside `SplmtryData/Envlp`. */
const CONTENT_NAMESPACE = 'urn:tranche:batch-content:1';

/** What differs from bank to bank within the standard. */
export interface Pain001Profile {
  /** The clearing system that `MmbId` belongs to: an ISO external code (at most five characters) or the bank's own. */
  readonly clearingSystem: { readonly code: string } | { readonly proprietary: string };
  /** True books the batch as one debit; false books every transfer, which is what reconciliation by line needs. */
  readonly isBatchBooked: boolean;
}

export const CNAPS_PROFILE: Pain001Profile = { clearingSystem: { code: 'CNAPS' }, isBatchBooked: false };

const agentContent = (
  bankCode: string,
  bankName: string | undefined,
  profile: Pain001Profile,
): XmlContent => {
  const system = profile.clearingSystem;
  const clearingSystem: XmlContent = 'code' in system ? { Cd: system.code } : { Prtry: system.proprietary };
  return { FinInstnId: { ClrSysMmbId: { ClrSysId: clearingSystem, MmbId: bankCode }, Nm: bankName } };
};

const accountContent = (account: string): XmlContent => ({ Id: { Othr: { Id: account } } });

const transferContent = (transfer: CreditTransfer, profile: Pain001Profile): XmlContent => ({
  PmtId: { EndToEndId: transfer.endToEndId },
  Amt: { InstdAmt: { '@Ccy': 'CNY', '#text': yuanOf(transfer.amountFen) } },
  CdtrAgt: agentContent(transfer.creditor.bankCode, transfer.creditor.bankName, profile),
  Cdtr: { Nm: transfer.creditor.name },
  CdtrAcct: accountContent(transfer.creditor.account),
  RmtInf: { Ustrd: transfer.purpose },
});

/**
 * Renders the file as ISO 20022 pain.001.001.09 in CNY: one payment instruction that holds every transfer.
 * The content hash travels in `SplmtryData/Envlp`, the schema's own place for what the standard does not know; in
 * `RmtInf` the payees would read it. A file that breaks a rule of `checkCreditTransferFile` is refused, never mended.
 */
export const renderPain001 = (
  file: CreditTransferFile,
  profile: Pain001Profile = CNAPS_PROFILE,
): string | Refusal => {
  const refusal = checkCreditTransferFile(file);
  if (refusal) return refusal;
  const totals = { NbOfTxs: String(file.transfers.length), CtrlSum: yuanOf(totalOf(file)) };
  const { debtor } = file;
  return renderXml(MESSAGE, {
    [BODY]: {
      GrpHdr: { MsgId: file.messageId, CreDtTm: file.createdAt, ...totals, InitgPty: { Nm: debtor.name } },
      PmtInf: {
        PmtInfId: file.messageId,
        PmtMtd: 'TRF',
        BtchBookg: String(profile.isBatchBooked),
        ...totals,
        ReqdExctnDt: { Dt: file.executeOn },
        Dbtr: { Nm: debtor.name },
        DbtrAcct: { ...(accountContent(debtor.account) as object), Ccy: 'CNY' },
        DbtrAgt: agentContent(debtor.bankCode, debtor.bankName, profile),
        CdtTrfTxInf: file.transfers.map((transfer) => transferContent(transfer, profile)),
      },
      SplmtryData: {
        PlcAndNm: `/Document/${BODY}`,
        Envlp: { BatchContent: { '@xmlns': CONTENT_NAMESPACE, ContentHash: file.contentHash } },
      },
    },
  });
};

const bankCodeAt = (agent: XmlElement): string => requiredTextAt(agent, 'FinInstnId', 'ClrSysMmbId', 'MmbId');

const readTransfer = (transfer: XmlElement): CreditTransfer => ({
  endToEndId: requiredTextAt(transfer, 'PmtId', 'EndToEndId'),
  amountFen: amountOf(requiredAt(transfer, 'Amt', 'InstdAmt')),
  creditor: {
    name: requiredTextAt(transfer, 'Cdtr', 'Nm'),
    account: requiredTextAt(transfer, 'CdtrAcct', 'Id', 'Othr', 'Id'),
    bankCode: bankCodeAt(requiredAt(transfer, 'CdtrAgt')),
    bankName: requiredTextAt(transfer, 'CdtrAgt', 'FinInstnId', 'Nm'),
  },
  purpose: requiredTextAt(transfer, 'RmtInf', 'Ustrd'),
});

const readMoment = (element: XmlElement): Instant => {
  const text = textOf(element).trim();
  return (
    momentIn(text) ??
    stopAt(
      elementPlace(element.xpath),
      'bank-file.date',
      `“${brief(text)}”不是时间`,
      `"${brief(text)}" is not a moment`,
    )
  );
};

const readDate = (element: XmlElement): BusinessDate => {
  const text = requiredTextAt(element, 'ReqdExctnDt', 'Dt');
  return (
    parseBusinessDate(text) ??
    stopAt(
      elementPlace(`${element.xpath}/ReqdExctnDt/Dt`),
      'bank-file.date',
      `“${brief(text)}”不是日期`,
      `"${brief(text)}" is not a date`,
    )
  );
};

const stopIfTotalsDiffer = (element: XmlElement, count: number, totalFen: Fen): void => {
  const stated = brief(`${requiredTextAt(element, 'NbOfTxs')} / ${requiredTextAt(element, 'CtrlSum')}`);
  const found = `${count} / ${yuanOf(totalFen)}`;
  if (stated === found) return;
  stopAt(
    elementPlace(element.xpath),
    'bank-file.totals-differ',
    `笔数/合计写为 ${stated}，实际为 ${found}`,
    `number / total say ${stated}, the transfers give ${found}`,
  );
};

const readFile = (body: XmlElement): CreditTransferFile => {
  const header = requiredAt(body, 'GrpHdr');
  const payment = requiredAt(body, 'PmtInf');
  const bankName = textAt(payment, 'DbtrAgt', 'FinInstnId', 'Nm');
  const envelope = { ...requiredAt(body, 'SplmtryData', 'Envlp'), namespace: CONTENT_NAMESPACE, prefix: '' };
  const file: CreditTransferFile = {
    messageId: requiredTextAt(header, 'MsgId'),
    createdAt: readMoment(requiredAt(header, 'CreDtTm')),
    executeOn: readDate(payment),
    debtor: {
      name: requiredTextAt(payment, 'Dbtr', 'Nm'),
      account: requiredTextAt(payment, 'DbtrAcct', 'Id', 'Othr', 'Id'),
      bankCode: bankCodeAt(requiredAt(payment, 'DbtrAgt')),
      ...(bankName === null ? {} : { bankName }),
    },
    contentHash: requiredTextAt(envelope, 'BatchContent', 'ContentHash'),
    transfers: childrenOf(payment, 'CdtTrfTxInf').map(readTransfer),
  };
  for (const element of [header, payment]) stopIfTotalsDiffer(element, file.transfers.length, totalOf(file));
  return file;
};

/**
 * Reads a file that `renderPain001` wrote, for auditors and for the check that what was sent is what was approved.
 * Its totals are counted again and every rule of the file holds, or it is refused.
 */
export const parsePain001 = (xml: string): CreditTransferFile | Refusal =>
  refusable(() => {
    const file = readFile(bodyOf(readXml(xml), MESSAGE, BODY));
    const refusal = checkCreditTransferFile(file);
    return refusal ? stop(refusal) : file;
  });
