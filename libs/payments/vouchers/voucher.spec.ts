import { yuanOf } from '#kernel/money.js';
import { first, second } from '#payments/batches/a-batch.js';
import { businessDate } from '#kernel/business-date.js';
import { batchVoucherHtml, vouchersHtml } from './voucher-html.js';
import { type VoucherAnswer, voucherOf } from './voucher.js';

const payer = {
  name: '嘉兴市财政局',
  account: '33050163812700000001',
  bankCode: '105335000018',
  bankName: '建行',
};
const site = { admDivCode: '330400', voucherTypeCode: '5201', payTypeCode: '1', settlementCode: '2', payer };
const budget = { line: 'JX-TALENT', year: 2024, source: 'city', economicClass: '50799' };
const batch = {
  batch: 'batch-7K3M',
  title: '五月<第一批>',
  executeOn: businessDate('2024-05-06'),
  contentHash: 'c'.repeat(64),
  makers: ['wang', 'zhao'],
  approvers: ['li'],
};
const waiting: VoucherAnswer = { outcome: 'waiting', answeredOn: null, bankReference: null, reason: null };
const voucher = (answer = waiting, line = first) => voucherOf(line, batch, { site, budget, answer }, yuanOf);
const fieldsOf = (answer?: VoucherAnswer) =>
  Object.fromEntries(voucher(answer).fields.map(({ name, value }) => [name, value]));

describe('a payment voucher (DA/T 95—2022, table B.1)', () => {
  it('names the budget, payer, payee, purpose and what the bank pays', () => {
    expect(fieldsOf()).toMatchObject({
      AdmDivCode: '330400',
      StYear: '2024',
      VtCode: '5201',
      VouDate: '2024-05-06',
      VoucherNo: 'AWARD1-1-1',
      FundTypeCode: 'city',
      GovExpEcoCode: '50799',
      DepProCode: 'JX-TALENT',
      PayAcctNo: '33050163812700000001',
      PayeeAcctName: '嘉兴（甲）科技有限公司',
      PayeeAcctNo: '6222021234567890123',
      PayeeAcctBankNo: '102335000015',
      PaySummaryName: '海外工程师年薪资助',
      PayAmt: '10000.00',
      XPayDate: '',
      XPayAmt: '',
    });
  });

  it.each([
    ['settled', { XPayDate: '2024-05-06', XAgentBusinessNo: 'R1', XPayAmt: '10000.00', XAddWord: '' }],
    ['returned', { XPayDate: '2024-05-06', XPayAmt: '0.00', XAddWord: '账户已销户' }],
    ['rejected', { XPayAmt: '0.00', XAddWord: '账户已销户' }],
    ['accepted', { XPayDate: '', XPayAmt: '', XAddWord: '' }],
  ])(
    'carries what the bank says of a line that is %s; what failed is 0.00 with its reason',
    (outcome, expected) => {
      const answer = { outcome, answeredOn: '2024-05-06', bankReference: 'R1', reason: '账户已销户' };
      expect(fieldsOf(answer)).toMatchObject(expected);
    },
  );

  it('is printed with its amount in capital characters, its people and the hash that was approved', () => {
    const html = vouchersHtml([voucher(), voucher(waiting, second)]);
    expect(html.match(/<section>/g)).toHaveLength(2);
    expect(html).toContain('人民币壹万元整');
    expect(html).toContain('人民币伍仟元整');
    expect(html).toContain('¥10,000.00');
    expect(html).toContain('制单：wang、zhao');
    expect(html).toContain(`sha256 ${'c'.repeat(64)}`);
  });

  it('of a batch has the count, the total and every line', () => {
    const html = batchVoucherHtml(batch, [voucher(), voucher(waiting, second)]);
    expect(html).toContain('人民币壹万伍仟元整');
    expect(html).toContain('<td>2</td>');
    expect(html).toContain('AWARD2-3-2');
  });

  it('is safe to open: what people wrote runs nowhere', () => {
    expect(vouchersHtml([voucher()])).toContain('五月&lt;第一批&gt;');
    expect(vouchersHtml([voucher()])).not.toContain('<第一批>');
  });
});
