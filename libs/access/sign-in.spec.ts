import { SignJWT } from 'jose';
import { instant } from '#kernel/business-date.js';
import { checkPassword, hashPassword, verifyPassword } from './passwords.js';
import { issueToken, type TokenClaims, verifyToken } from './tokens.js';

const secret = new TextEncoder().encode('a secret of at least thirty-two bytes');
const now = instant('2026-03-10T02:00:00Z');
const claims: TokenClaims = { sub: 'wang.fang', role: 'finance-maker', roles: ['finance-maker'] };

describe('a token', () => {
  it.each([
    ['at once', '2026-03-10T02:00:00Z'],
    ['a second before eight hours are over', '2026-03-10T09:59:59Z'],
  ])('is good %s', async (_, moment) => {
    const token = await issueToken(claims, secret, now);
    expect(await verifyToken(token, secret, instant(moment))).toEqual(claims);
  });

  it('expires after eight hours', async () => {
    const token = await issueToken(claims, secret, now);
    const answer = await verifyToken(token, secret, instant('2026-03-10T10:00:00Z'));
    expect(answer).toMatchObject({ code: 'token.expired' });
  });

  it('is refused when another key signed it', async () => {
    const token = await issueToken(claims, new TextEncoder().encode('x'.repeat(32)), now);
    expect(await verifyToken(token, secret, now)).toMatchObject({ code: 'token.invalid' });
  });

  it.each([
    ['no signature', `${btoa('{"alg":"none"}')}.${btoa('{"sub":"admin","role":"administrator"}')}.`],
    ['no token', 'nonsense'],
  ])('is refused with %s', async (_, token) => {
    expect(await verifyToken(token, secret, now)).toMatchObject({ code: 'token.invalid' });
  });

  it.each([
    ['is good as the test makes it', 'HS256', 'tranche', 'finance-maker', claims],
    ['names a role that does not exist', 'HS256', 'tranche', 'super-user', { code: 'token.invalid' }],
    ['was made for another service', 'HS256', 'other', 'finance-maker', { code: 'token.invalid' }],
    ['was signed in another way', 'HS512', 'tranche', 'finance-maker', { code: 'token.invalid' }],
  ])('signed with our key %s: %s, %s, %s', async (_, alg, issuer, role, expected) => {
    const token = await new SignJWT({ role, roles: ['finance-maker'] })
      .setProtectedHeader({ alg })
      .setIssuer(issuer)
      .setSubject('wang.fang')
      .setExpirationTime(Date.parse(now) / 1000 + 60)
      .sign(secret);
    expect(await verifyToken(token, secret, now)).toMatchObject(expected);
  });

  it('is never signed for a role the user does not have, nor with a short key', () => {
    expect(() => issueToken({ ...claims, role: 'finance-checker' }, secret, now)).toThrow('one of its roles');
    expect(() => issueToken(claims, new Uint8Array(31), now)).toThrow('32 bytes');
  });
});

describe('a password', () => {
  it('is kept as a salted Argon2id hash that only the password itself matches', async () => {
    const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(first).toMatch(/^\$argon2id\$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword('correct horse', first)).toBe(true);
    expect(await verifyPassword('correct Horse', first)).toBe(false);
  });

  it.each([
    [11, 'user.password-length'],
    [12, undefined],
    [128, undefined],
    [129, 'user.password-length'],
  ])('of %d characters is answered with %s', (length, code) => {
    expect(checkPassword('a'.repeat(length))?.code).toBe(code);
  });
});
