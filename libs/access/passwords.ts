import { hash, verify } from '@node-rs/argon2';
import { type Refusal, refuse } from '#kernel/refusal.js';

/** NIST SP 800-63B asks for length and forbids composition rules. */
const PASSWORD_LENGTH_MIN = 12;
const PASSWORD_LENGTH_MAX = 128;

/** Checked when a password is set, never when one is tried. */
export const checkPassword = (password: string): Refusal | undefined =>
  password.length >= PASSWORD_LENGTH_MIN && password.length <= PASSWORD_LENGTH_MAX
    ? undefined
    : refuse(
        'user.password-length',
        `密码长度应为${PASSWORD_LENGTH_MIN}至${PASSWORD_LENGTH_MAX}个字符`,
        `A password has ${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters`,
        { clause: 'NIST SP 800-63B', pointer: '/password' },
      );

/** Argon2id with the library's parameters and a random salt: the same password never gives the same hash. */
export const hashPassword = (password: string): Promise<string> => hash(password);

export const verifyPassword = (password: string, passwordHash: string): Promise<boolean> =>
  verify(passwordHash, password);
