import { fenOf } from '#kernel/money.js';
import { capitalAmount } from './capital-amount.js';

describe('an amount in capital characters (支付结算办法)', () => {
  it.each([
    ['0.00', '零元整'],
    ['0.05', '伍分'],
    ['0.50', '伍角'],
    ['1.00', '壹元整'],
    ['10.05', '壹拾元零伍分'],
    ['100.50', '壹佰元伍角'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['1409.50', '壹仟肆佰零玖元伍角'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['10010.00', '壹万零壹拾元整'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['1000000.00', '壹佰万元整'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['165000000.00', '壹亿陆仟伍佰万元整'],
    ['999999999999.99', '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
  ])('%s', (yuan, words) => {
    expect(capitalAmount(fenOf(yuan))).toBe(`人民币${words}`);
  });

  it('is of no negative amount', () => {
    expect(() => capitalAmount(-1n)).toThrow('negative');
  });
});
