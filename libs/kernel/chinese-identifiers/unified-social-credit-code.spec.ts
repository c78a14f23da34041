import { parseUnifiedSocialCreditCode } from './unified-social-credit-code.js';

describe('a unified social credit code (GB 32100-2015)', () => {
  it.each([
    // Real codes from the public company register. The first by hand: 9·1 + 1·3 + 1·9 + 1·27 + 8·20 + 2·25 + 1·13 + 4·10
    // + 3·30 + 3·28 = 485 = 15·31 + 20, and 31 − 20 = 11 is written B.
    ['91110000802100433B', '91110000802100433B'],
    ['91330100799655058B', '91330100799655058B'],
    ['914403001922038216', '914403001922038216'],
    ['9144030071526726XG', '9144030071526726XG'],
    ['91350100M000100Y43', '91350100M000100Y43'],
    [' ９１３５０１００m000100y43', '91350100M000100Y43'],
  ])('reads “%s” as %s', (text, expected) => {
    expect(parseUnifiedSocialCreditCode(text)).toBe(expected);
  });

  it.each([
    ['91350100M000100Y44', 'checksum', 'last character wrong'],
    ['91350100M000100Y34', 'checksum', 'two neighbours swapped'],
    ['91350100I000100Y43', 'format', 'I is not in the alphabet'],
    ['9135O100M000100Y43', 'format', 'the letter O in the area'],
    ['91350100M000100Y4', 'format', 'seventeen characters'],
    ['350100400001234', 'format', 'a business registration number of before 2015'],
  ])('refuses “%s” for its %s (%s)', (text, rule) => {
    expect(parseUnifiedSocialCreditCode(text, '/creditCode')).toMatchObject({
      kind: 'refusal',
      code: `identifier.unified-social-credit-code-${rule}`,
      pointer: '/creditCode',
    });
  });
});
