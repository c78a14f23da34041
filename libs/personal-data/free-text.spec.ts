import { personalNumberIn, withoutPersonalNumbers } from './free-text.js';

describe('A free text', () => {
  it.each([
    ['身份证33040219800101123X有误', 'identity number'],
    ['identity 330402198001011234, moved', 'identity number'],
    ['全角３３０４０２１９８００１０１１２３４', 'identity number'],
    ['永居证 911124198108030024', 'identity number'],
    ['old card ABC123456789012', 'identity number'],
    ['护照E12345678已换发', 'identity number'],
    ['call 13812345678', 'mobile number'],
    ['电话：138 1234 5678', 'mobile number'],
    ['+86 138-1234-5678', 'mobile number'],
    ['账号6222021234567890123', 'account number'],
    ['card 6222 0212 3456 7890 123', 'account number'],
    ['33001000000009', 'account number'],
  ] as const)('“%s” has an %s', (text, found) => {
    expect(personalNumberIn(text)).toBe(found);
  });

  it.each([
    '嘉财〔2024〕9号',
    'moved to another city on 2024-01-02',
    'from 2024-01-01 to 2024-12-31',
    '金额 1234567.89 元，预算 120000000000',
    'CNAPS 105335000018',
    'batch-7K3M0000ABCD',
    'elite-leader-9ZQ2M4K81T0A tranche 1',
    'position 0000000000000123x',
    'sha 3f0c6f0a2c0e5a369a533d1b6c1f0c113f0c6f0a2c0e5a369a533d1b6c1f0c11',
    'AC04',
    '统一社会信用代码 91339999000000009B',
  ])('“%s” has nothing personal in it', (text) => {
    expect(personalNumberIn(text)).toBeUndefined();
  });
});

describe('A text of somebody else', () => {
  it.each([
    ['账号6222021234567890123户名不符', '账号622202*********0123户名不符'],
    ['证件330402198001011234或手机13812345678', '证件330402********1234或手机*******5678'],
    ['账号６２２２０２１２３４５６７８９０１２３', '账号622202*********0123'],
    ['card 6222 0212 3456 7890 123', 'card 6222 0************* 123'],
    ['sealed:v1:party-ZHANG:AAAA', 'sealed v1:party-ZHANG:AAAA'],
    ['账户已销户（AC04）', '账户已销户（AC04）'],
  ])('“%s” is kept as “%s”', (text, kept) => {
    expect(withoutPersonalNumbers(text)).toBe(kept);
    expect(personalNumberIn(withoutPersonalNumbers(text))).toBeUndefined();
  });
});
