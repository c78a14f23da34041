import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { ROLES } from '#kernel/actor.js';
import { assert } from '#kernel/assert.js';
import type { Instant } from '#kernel/business-date.js';
import { type Refusal, refuse } from '#kernel/refusal.js';

const ALGORITHM = 'HS256';
const ISSUER = 'tranche';
const LIFETIME_SECONDS = 8 * 60 * 60;
/** RFC 7518 §3.2: a key of at least the size of the hash. */
const SECRET_BYTES_MIN = 32;

const claimsSchema = z.object({
  sub: z.string().min(1),
  /** The one role this token acts in. */
  role: z.enum(ROLES),
  /** The roles the user could have chosen from. */
  roles: z.array(z.enum(ROLES)),
});

/** What a token says. The roles may have been taken away since: see `mayActAs` in `user.ts`. */
export type TokenClaims = z.infer<typeof claimsSchema>;

/** Signs a token for eight hours. `now` is wall-clock time: moving the business clock must not sign people out. */
export const issueToken = (claims: TokenClaims, secret: Uint8Array, now: Instant): Promise<string> => {
  assert(secret.length >= SECRET_BYTES_MIN, `The token secret has fewer than ${SECRET_BYTES_MIN} bytes`);
  assert(claims.roles.includes(claims.role), 'A token acts in one of its roles');
  const issuedAt = Math.floor(Date.parse(now) / 1000);
  return new SignJWT({ role: claims.role, roles: claims.roles })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setSubject(claims.sub)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(secret);
};

/** The claims of a token that we signed and that has not expired; otherwise `token.expired` or `token.invalid`. */
export const verifyToken = async (
  token: string,
  secret: Uint8Array,
  now: Instant,
): Promise<TokenClaims | Refusal> => {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now),
    });
    return claimsSchema.parse(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      return refuse('token.expired', '登录已过期，请重新登录', 'Signed out after eight hours; sign in again');
    if (error instanceof errors.JOSEError || error instanceof z.ZodError)
      return refuse('token.invalid', '登录凭证无效，请重新登录', 'The token is not valid; sign in again');
    throw error;
  }
};
