import nzh from 'nzh';
import { assert } from '#kernel/assert.js';
import { type Fen, yuanOf } from '#kernel/money.js';

/**
 * 大写金额 as a voucher carries it (支付结算办法, 正确填写票据和结算凭证的基本规定): 整 after 元, none needed after 角, none after 分. The library adds 整
 * only to an amount without a point, so what is zero behind the point is cut off before.
 */
export const capitalAmount = (amountFen: Fen): string => {
  assert(amountFen >= 0n, 'A voucher pays no negative amount');
  const yuan = yuanOf(amountFen)
    .replace(/\.00$/, '')
    .replace(/(\.\d)0$/, '$1');
  return `人民币${nzh.cn.toMoney(yuan, { outSymbol: false })}`;
};
