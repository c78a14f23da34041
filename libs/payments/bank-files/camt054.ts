import { assert } from '#kernel/assert.js';
import type { BusinessDate, Instant } from '#kernel/business-date.js';
import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { amountOf } from './bank-amount.js';
import {
  type BankAnswer,
  type BankAnswerEntry,
  orNull,
  readDay,
  type SetAsideEntry,
  sharedValue,
} from './bank-answer.js';
import { brief, elementPlace, refusable, stopAt } from './place.js';
import {
  bodyOf,
  childrenOf,
  elementAt,
  readXml,
  renderXml,
  requiredAt,
  textAt,
  textOf,
  type XmlContent,
  type XmlElement,
} from './xml-document.js';

const MESSAGE = 'camt.054.001.08';
const BODY = 'BkToCstmrDbtCdtNtfctn';

/** ISO 20022's way to say that the payer gave no id. */
const NOT_PROVIDED = 'NOTPROVIDED';

type Direction = 'CRDT' | 'DBIT';

/** One transaction of a booked entry; where the bank gives no details, the entry itself is the transaction. */
interface Movement {
  readonly entry: XmlElement;
  readonly details: XmlElement | undefined;
  readonly messageId: string | null;
}

export const readDirection = (element: XmlElement): Direction => {
  const text = textOf(element).trim();
  return text === 'CRDT' || text === 'DBIT'
    ? text
    : stopAt(
        elementPlace(element.xpath),
        'bank-answer.direction',
        `“${brief(text)}”应为 CRDT 或 DBIT`,
        `"${brief(text)}" must be CRDT or DBIT`,
      );
};

const directionOf = ({ entry, details }: Movement): Direction =>
  readDirection((details && elementAt(details, 'CdtDbtInd')) ?? requiredAt(entry, 'CdtDbtInd'));

const isReversal = ({ entry }: Movement): boolean =>
  ['true', '1'].includes(textAt(entry, 'RvslInd')?.trim() ?? 'false');

const isReturn = (movement: Movement): boolean =>
  isReversal(movement) ||
  (movement.details !== undefined && elementAt(movement.details, 'RtrInf') !== undefined);

/**
 * A debit settles our transfer; a credit that carries a return reason or is a reversal brings it back. Everything else
 * is somebody else's money: reading it as an answer would reopen or settle a tranche that did not move.
 */
const outcomeOf = (movement: Movement): 'settled' | 'returned' | SetAsideEntry['why'] => {
  if (textAt(movement.entry, 'Sts', 'Cd')?.trim() !== 'BOOK') return 'not-booked';
  if (directionOf(movement) === 'DBIT') return isReturn(movement) ? 'not-a-payment' : 'settled';
  return isReturn(movement) ? 'returned' : 'not-a-payment';
};

const movementsOf = (entry: XmlElement): Movement[] => {
  const movements = childrenOf(entry, 'NtryDtls').flatMap((group): Movement[] => {
    const ofBatch = orNull(textAt(group, 'Btch', 'MsgId'));
    return childrenOf(group, 'TxDtls').map((details) => ({
      entry,
      details,
      messageId: orNull(textAt(details, 'Refs', 'MsgId')) ?? ofBatch,
    }));
  });
  return movements.length === 0 ? [{ entry, details: undefined, messageId: null }] : movements;
};

const detailAmount = (details: XmlElement): Fen | null => {
  const amount = elementAt(details, 'Amt') ?? elementAt(details, 'AmtDtls', 'TxAmt', 'Amt');
  return amount ? amountOf(amount) : null;
};

/** A single transaction without its own amount has the entry's; one among several stays without. */
const readAmounts = (entry: XmlElement, movements: readonly Movement[]): (Fen | null)[] => {
  const total = amountOf(requiredAt(entry, 'Amt'));
  const amounts = movements.map(({ details }) => (details ? detailAmount(details) : null));
  const known = amounts.filter((amount) => amount !== null);
  if (movements.length === 1) known.push(...(known.length === 0 ? [total] : []));
  const isOneWay = sharedValue(movements.map(directionOf)) !== null;
  if (isOneWay && known.length === movements.length && sumFen(known) !== total) {
    stopAt(
      elementPlace(`${entry.xpath}/Amt`),
      'bank-answer.entry-total',
      `明细合计 ${yuanOf(sumFen(known))} 与入账金额 ${yuanOf(total)} 不符`,
      `the transactions add up to ${yuanOf(sumFen(known))}, the entry says ${yuanOf(total)}`,
    );
  }
  return movements.length === 1 ? known : amounts;
};

const readBookingDay = (entry: XmlElement): BusinessDate | null => {
  for (const name of ['BookgDt', 'ValDt']) {
    const day = elementAt(entry, name, 'Dt') ?? elementAt(entry, name, 'DtTm');
    if (day) return readDay(textOf(day), elementPlace(day.xpath));
  }
  return null;
};

const readReason = (details: XmlElement | undefined): Pick<BankAnswerEntry, 'reasonCode' | 'reason'> => {
  const information = details && elementAt(details, 'RtrInf');
  if (!information) return { reasonCode: null, reason: null };
  const sentences = childrenOf(information, 'AddtlInf').map((text) => textOf(text).trim());
  return {
    reasonCode: orNull(textAt(information, 'Rsn', 'Cd')) ?? orNull(textAt(information, 'Rsn', 'Prtry')),
    reason: orNull(sentences.join('；')),
  };
};

const readMovement = (
  { entry, details }: Movement,
  outcome: 'settled' | 'returned',
  amountFen: Fen | null,
): Omit<BankAnswerEntry, 'entryNo'> => {
  const id = details ? orNull(textAt(details, 'Refs', 'EndToEndId')) : null;
  const reference = details ? orNull(textAt(details, 'Refs', 'AcctSvcrRef')) : null;
  return {
    endToEndId: id === NOT_PROVIDED ? null : id,
    outcome,
    amountFen,
    bankReference: reference ?? orNull(textAt(entry, 'AcctSvcrRef')),
    happenedOn: readBookingDay(entry),
    ...readReason(details),
  };
};

/** What the booked entries of a notification or a statement say of our payments. */
export const readBookedEntries = (
  format: 'camt.053' | 'camt.054',
  booked: readonly XmlElement[],
): BankAnswer => {
  const entries: BankAnswerEntry[] = [];
  const setAside: SetAsideEntry[] = [];
  const messageIds: (string | null)[] = [];
  for (const entry of booked) {
    const movements = movementsOf(entry);
    const amounts = readAmounts(entry, movements);
    for (const [index, movement] of movements.entries()) {
      const outcome = outcomeOf(movement);
      if (outcome === 'not-booked' || outcome === 'not-a-payment') {
        setAside.push({ xpath: (movement.details ?? entry).xpath, why: outcome });
        continue;
      }
      messageIds.push(movement.messageId);
      entries.push({
        entryNo: entries.length + 1,
        ...readMovement(movement, outcome, amounts[index] ?? null),
      });
    }
  }
  const answer: BankAnswer = { format, messageId: sharedValue(messageIds), entries };
  return setAside.length === 0 ? answer : { ...answer, setAside };
};

export const readCamt054 = (document: XmlElement): BankAnswer => {
  const body = bodyOf(document, MESSAGE, BODY);
  requiredAt(body, 'GrpHdr', 'MsgId');
  const notifications = childrenOf(body, 'Ntfctn');
  return readBookedEntries(
    'camt.054',
    notifications.flatMap((notification) => childrenOf(notification, 'Ntry')),
  );
};

/** Reads camt.054.001.08, the bank's notification of what it booked on an account. */
export const parseCamt054 = (xml: string): BankAnswer | Refusal => refusable(() => readCamt054(readXml(xml)));

const returnContent = ({ reasonCode, reason }: BankAnswerEntry): XmlContent => ({
  Rsn: reasonCode === null ? undefined : { Cd: reasonCode },
  AddtlInf: reason ?? undefined,
});

export const entryContent = (entry: BankAnswerEntry, messageId: string | null): XmlContent => {
  const { outcome, amountFen } = entry;
  assert(outcome === 'settled' || outcome === 'returned', 'camt.054 reports only money that moved');
  assert(amountFen !== null, 'A booked entry has an amount');
  const isReturned = outcome === 'returned';
  const amount = { '@Ccy': 'CNY', '#text': yuanOf(amountFen) };
  return {
    Amt: amount,
    CdtDbtInd: isReturned ? 'CRDT' : 'DBIT',
    Sts: { Cd: 'BOOK' },
    BookgDt: entry.happenedOn === null ? undefined : { Dt: entry.happenedOn },
    // Payments, issued credit transfers: a domestic one, or the reimbursement of one.
    BkTxCd: { Domn: { Cd: 'PMNT', Fmly: { Cd: 'ICDT', SubFmlyCd: isReturned ? 'RRTN' : 'DMCT' } } },
    NtryDtls: {
      TxDtls: {
        Refs: {
          MsgId: messageId ?? undefined,
          AcctSvcrRef: entry.bankReference ?? undefined,
          EndToEndId: entry.endToEndId ?? NOT_PROVIDED,
        },
        Amt: amount,
        CdtDbtInd: isReturned ? 'CRDT' : 'DBIT',
        RtrInf: isReturned ? returnContent(entry) : undefined,
      },
    },
  };
};

/** Renders an answer as a bank would; for demonstrations, tests and bank simulators. `messageId` is the bank's own. */
export const renderCamt054 = (
  answer: BankAnswer,
  bank: { readonly messageId: string; readonly createdAt: Instant; readonly account: string },
): string =>
  renderXml(MESSAGE, {
    [BODY]: {
      GrpHdr: { MsgId: bank.messageId, CreDtTm: bank.createdAt },
      Ntfctn: {
        Id: bank.messageId,
        Acct: { Id: { Othr: { Id: bank.account } }, Ccy: 'CNY' },
        Ntry: answer.entries.map((entry) => entryContent(entry, answer.messageId)),
      },
    },
  });
