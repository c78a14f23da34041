import { assert } from '#kernel/assert.js';
import type { BusinessDate, Instant } from '#kernel/business-date.js';
import { yuanOf } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { amountOf } from './bank-amount.js';
import {
  type BankAnswer,
  type BankAnswerEntry,
  type BankOutcome,
  type GroupStatus,
  orNull,
  readDay,
} from './bank-answer.js';
import { brief, elementPlace, refusable, stopAt } from './place.js';
import {
  bodyOf,
  childrenOf,
  elementAt,
  readXml,
  renderXml,
  requiredAt,
  requiredTextAt,
  textAt,
  textOf,
  type XmlContent,
  type XmlElement,
} from './xml-document.js';

const MESSAGE = 'pain.002.001.11';
const BODY = 'CstmrPmtStsRpt';
const ORIGINAL_MESSAGE = 'pain.001.001.09';

type StatedOutcome = Exclude<BankOutcome, 'returned'>;

/**
 * ISO 20022 ExternalPaymentTransactionStatus1Code. Received and pending count as accepted: the bank holds the
 * instruction and no money has moved. Any other code is refused, because guessing at money is worse than asking.
 */
const OUTCOME_OF: Readonly<Record<string, StatedOutcome>> = {
  RCVD: 'accepted',
  PDNG: 'accepted',
  ACTC: 'accepted',
  ACCP: 'accepted',
  ACFC: 'accepted',
  ACSP: 'accepted',
  ACWC: 'accepted',
  ACWP: 'accepted',
  ACSC: 'settled',
  ACCC: 'settled',
  RJCT: 'rejected',
};

const KNOWN = Object.keys(OUTCOME_OF).join(' ');

const readStatus = (element: XmlElement): StatedOutcome => {
  const code = textOf(element).trim();
  const outcome = Object.hasOwn(OUTCOME_OF, code) ? OUTCOME_OF[code] : undefined;
  return (
    outcome ??
    stopAt(
      elementPlace(element.xpath),
      'bank-answer.status',
      `不认识状态“${brief(code)}”，可用：${KNOWN}`,
      `unknown status "${brief(code)}", known: ${KNOWN}`,
    )
  );
};

const readReason = (element: XmlElement): Pick<BankAnswerEntry, 'reasonCode' | 'reason'> => {
  const information = childrenOf(element, 'StsRsnInf');
  const codes = information.map(
    (item) => orNull(textAt(item, 'Rsn', 'Cd')) ?? orNull(textAt(item, 'Rsn', 'Prtry')),
  );
  const sentences = information.flatMap((item) =>
    childrenOf(item, 'AddtlInf').map((text) => textOf(text).trim()),
  );
  return { reasonCode: codes.find((code) => code !== null) ?? null, reason: orNull(sentences.join('；')) };
};

const readEntry = (transaction: XmlElement, entryNo: number, reportedOn: BusinessDate): BankAnswerEntry => {
  const original = elementAt(transaction, 'OrgnlTxRef');
  const amount =
    original && (elementAt(original, 'Amt', 'InstdAmt') ?? elementAt(original, 'IntrBkSttlmAmt'));
  const outcome = readStatus(requiredAt(transaction, 'TxSts'));
  const moment =
    (outcome === 'settled' && original ? elementAt(original, 'IntrBkSttlmDt') : undefined) ??
    elementAt(transaction, 'AccptncDtTm');
  return {
    entryNo,
    endToEndId: orNull(textAt(transaction, 'OrgnlEndToEndId')),
    outcome,
    amountFen: amount ? amountOf(amount) : null,
    bankReference: orNull(textAt(transaction, 'AcctSvcrRef')) ?? orNull(textAt(transaction, 'ClrSysRef')),
    happenedOn: moment ? readDay(textOf(moment), elementPlace(moment.xpath)) : reportedOn,
    ...readReason(transaction),
  };
};

const readGroupStatus = (element: XmlElement, name: string): GroupStatus | undefined => {
  const status = elementAt(element, name);
  if (!status) return undefined;
  const outcome = textOf(status).trim() === 'PART' ? 'partial' : readStatus(status);
  return { outcome, ...readReason(element) };
};

/** Our files hold one payment instruction, so its status and the group's speak of the same transfers. */
const oneStatusOf = (group: XmlElement, payments: readonly XmlElement[]): GroupStatus | undefined => {
  const ofGroup = readGroupStatus(group, 'GrpSts');
  const ofPayments = payments.flatMap((payment) => readGroupStatus(payment, 'PmtInfSts') ?? []);
  const all = [ofGroup ?? [], ...ofPayments].flat();
  const [first, ...others] = all;
  // With PART at either level the transactions decide; otherwise two statuses that differ cannot both be true.
  const partial = all.find(({ outcome }) => outcome === 'partial');
  if (!partial && others.some(({ outcome }) => outcome !== first?.outcome)) {
    stopAt(
      elementPlace(group.xpath),
      'bank-answer.contradictory',
      '文件级状态与指令级状态不一致',
      'the statuses of the group and of its payment instruction differ',
    );
  }
  return partial ?? all.find(({ reasonCode, reason }) => reasonCode !== null || reason !== null) ?? first;
};

/** A rejected file cannot hold a transfer that went through; neither reading would be safe. */
const stopIfEntriesContradict = (
  group: XmlElement,
  status: GroupStatus | undefined,
  entries: readonly BankAnswerEntry[],
): void => {
  if (status?.outcome !== 'rejected') return;
  const entry = entries.find(({ outcome }) => outcome !== 'rejected');
  if (!entry) return;
  stopAt(
    elementPlace(group.xpath),
    'bank-answer.contradictory',
    `整个文件被拒，但第 ${entry.entryNo} 条不是拒绝`,
    `the whole file is rejected but entry ${entry.entryNo} is not`,
  );
};

export const readPain002 = (document: XmlElement): BankAnswer => {
  const body = bodyOf(document, MESSAGE, BODY);
  const createdAt = requiredAt(body, 'GrpHdr', 'CreDtTm');
  const reportedOn = readDay(textOf(createdAt), elementPlace(createdAt.xpath));
  const group = requiredAt(body, 'OrgnlGrpInfAndSts');
  const payments = childrenOf(body, 'OrgnlPmtInfAndSts');
  const transactions = payments.flatMap((payment) => childrenOf(payment, 'TxInfAndSts'));
  const entries = transactions.map((transaction, index) => readEntry(transaction, index + 1, reportedOn));
  const groupStatus = oneStatusOf(group, payments);
  stopIfEntriesContradict(group, groupStatus, entries);
  const messageId = orNull(requiredTextAt(group, 'OrgnlMsgId'));
  return { format: 'pain.002', messageId, entries, ...(groupStatus && { groupStatus }) };
};

/** Reads pain.002.001.11, the bank's report on an instruction file. */
export const parsePain002 = (xml: string): BankAnswer | Refusal => refusable(() => readPain002(readXml(xml)));

const CODE_OF: Readonly<Record<GroupStatus['outcome'], string>> = {
  accepted: 'ACSP',
  partial: 'PART',
  settled: 'ACSC',
  rejected: 'RJCT',
};

const reasonContent = ({ reasonCode, reason }: Pick<BankAnswerEntry, 'reasonCode' | 'reason'>): XmlContent =>
  reasonCode === null && reason === null
    ? undefined
    : { Rsn: reasonCode === null ? undefined : { Cd: reasonCode }, AddtlInf: reason ?? undefined };

const transactionContent = (entry: BankAnswerEntry): XmlContent => {
  const { outcome, happenedOn, amountFen } = entry;
  assert(outcome !== 'returned', 'pain.002 cannot report a returned payment; camt.054 can');
  const isSettled = outcome === 'settled' && happenedOn !== null;
  const original = {
    Amt: amountFen === null ? undefined : { InstdAmt: { '@Ccy': 'CNY', '#text': yuanOf(amountFen) } },
    IntrBkSttlmDt: isSettled ? happenedOn : undefined,
  };
  return {
    OrgnlEndToEndId: entry.endToEndId ?? undefined,
    TxSts: CODE_OF[outcome],
    StsRsnInf: reasonContent(entry),
    AccptncDtTm: isSettled || happenedOn === null ? undefined : `${happenedOn}T00:00:00+08:00`,
    AcctSvcrRef: entry.bankReference ?? undefined,
    OrgnlTxRef: amountFen === null && !isSettled ? undefined : original,
  };
};

/** Renders an answer as a bank would; for demonstrations, tests and bank simulators. `messageId` is the bank's own. */
export const renderPain002 = (
  answer: BankAnswer,
  bank: { readonly messageId: string; readonly createdAt: Instant },
): string => {
  assert(answer.messageId !== null, 'pain.002 names the file that it answers');
  const { groupStatus, entries } = answer;
  return renderXml(MESSAGE, {
    [BODY]: {
      GrpHdr: { MsgId: bank.messageId, CreDtTm: bank.createdAt },
      OrgnlGrpInfAndSts: {
        OrgnlMsgId: answer.messageId,
        OrgnlMsgNmId: ORIGINAL_MESSAGE,
        GrpSts: groupStatus && CODE_OF[groupStatus.outcome],
        StsRsnInf: groupStatus && reasonContent(groupStatus),
      },
      OrgnlPmtInfAndSts:
        entries.length === 0
          ? undefined
          : { OrgnlPmtInfId: answer.messageId, TxInfAndSts: entries.map(transactionContent) },
    },
  });
};
