import type { Instant } from '#kernel/business-date.js';
import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { amountOf } from './bank-amount.js';
import type { BankAnswer } from './bank-answer.js';
import { entryContent, readBookedEntries, readDirection } from './camt054.js';
import { elementPlace, refusable, stopAt } from './place.js';
import {
  bodyOf,
  childrenOf,
  readXml,
  renderXml,
  requiredAt,
  textAt,
  type XmlElement,
} from './xml-document.js';

const MESSAGE = 'camt.053.001.08';
const BODY = 'BkToCstmrStmt';

/** Signed as the account sees it: a credit is more. */
const movedFen = (element: XmlElement): Fen => {
  const amountFen = amountOf(requiredAt(element, 'Amt'));
  return readDirection(requiredAt(element, 'CdtDbtInd')) === 'CRDT' ? amountFen : -amountFen;
};

const balanceFen = (statement: XmlElement, ...codes: readonly string[]): Fen | undefined => {
  const balance = childrenOf(statement, 'Bal').find((one) =>
    codes.includes(textAt(one, 'Tp', 'CdOrPrtry', 'Cd')?.trim() ?? ''),
  );
  return balance && movedFen(balance);
};

const isBooked = (entry: XmlElement): boolean => textAt(entry, 'Sts', 'Cd')?.trim() === 'BOOK';

/** Opening balance, what was booked, closing balance: a statement that does not add up lacks an entry or has one too many. */
const stopIfItDoesNotAddUp = (statement: XmlElement, entries: readonly XmlElement[]): void => {
  const openingFen = balanceFen(statement, 'OPBD', 'PRCD');
  const closingFen = balanceFen(statement, 'CLBD');
  if (openingFen === undefined || closingFen === undefined) return;
  const expectedFen = openingFen + sumFen(entries.filter(isBooked).map(movedFen));
  if (expectedFen === closingFen) return;
  stopAt(
    elementPlace(`${statement.xpath}/Bal`),
    'bank-answer.statement-total',
    `期初余额加发生额为 ${yuanOf(expectedFen)}，期末余额为 ${yuanOf(closingFen)}，对账单不完整`,
    `opening balance and entries come to ${yuanOf(expectedFen)}, the closing balance is ${yuanOf(closingFen)}: the statement is not complete`,
  );
};

export const readCamt053 = (document: XmlElement): BankAnswer => {
  const body = bodyOf(document, MESSAGE, BODY);
  requiredAt(body, 'GrpHdr', 'MsgId');
  const entries = childrenOf(body, 'Stmt').flatMap((statement) => {
    const ofStatement = childrenOf(statement, 'Ntry');
    stopIfItDoesNotAddUp(statement, ofStatement);
    return ofStatement;
  });
  return readBookedEntries('camt.053', entries);
};

/** Reads camt.053.001.08, the bank's statement of an account over a period. */
export const parseCamt053 = (xml: string): BankAnswer | Refusal => refusable(() => readCamt053(readXml(xml)));

const balanceContent = (code: 'OPBD' | 'CLBD', fen: Fen, day: string) => ({
  Tp: { CdOrPrtry: { Cd: code } },
  Amt: { '@Ccy': 'CNY', '#text': yuanOf(fen < 0n ? -fen : fen) },
  CdtDbtInd: fen < 0n ? 'DBIT' : 'CRDT',
  Dt: { Dt: day },
});

/** Renders a statement as a bank would; for demonstrations, tests and bank simulators. */
export const renderCamt053 = (
  answer: BankAnswer,
  bank: {
    readonly messageId: string;
    readonly createdAt: Instant;
    readonly account: string;
    readonly openingFen: Fen;
  },
): string => {
  const day = bank.createdAt.slice(0, 10);
  const movedFens = answer.entries.map(({ outcome, amountFen }) =>
    outcome === 'returned' ? (amountFen ?? 0n) : -(amountFen ?? 0n),
  );
  const closingFen = bank.openingFen + sumFen(movedFens);
  return renderXml(MESSAGE, {
    [BODY]: {
      GrpHdr: { MsgId: bank.messageId, CreDtTm: bank.createdAt },
      Stmt: {
        Id: bank.messageId,
        Acct: { Id: { Othr: { Id: bank.account } }, Ccy: 'CNY' },
        Bal: [balanceContent('OPBD', bank.openingFen, day), balanceContent('CLBD', closingFen, day)],
        Ntry: answer.entries.map((entry) => entryContent(entry, answer.messageId)),
      },
    },
  });
};
