import { type Fen, parseYuan } from '#kernel/money.js';
import { brief, elementPlace, type Place, stopAt } from './place.js';
import { attributeOf, textOf, type XmlElement } from './xml-document.js';

/** An amount as a file writes it, in yuan, at most two decimals and never negative. */
export const readAmount = (text: string, place: Place): Fen => {
  const fen = parseYuan(text);
  return typeof fen === 'bigint' && fen >= 0n
    ? fen
    : stopAt(
        place,
        'bank-file.amount',
        `“${brief(text)}”不是金额：应为以元为单位的非负十进制数，最多两位小数`,
        `"${brief(text)}" is not an amount: expected yuan of zero or more with at most two decimals`,
      );
};

/** The amount of an ISO 20022 element; any currency but CNY is refused. */
export const amountOf = (element: XmlElement): Fen => {
  const currency = attributeOf(element, 'Ccy');
  if (currency !== 'CNY') {
    stopAt(
      elementPlace(element.xpath),
      'bank-file.currency',
      `币种是“${brief(currency ?? '')}”，只接受 CNY`,
      `the currency is "${brief(currency ?? '')}", only CNY is accepted`,
    );
  }
  return readAmount(textOf(element).trim(), elementPlace(element.xpath));
};
