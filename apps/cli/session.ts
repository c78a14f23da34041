import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEMO_PASSWORD } from '../platform/first-people.js';
import { UsageError } from './exit-codes.js';
import type { Language } from './language.js';
import { type ServiceClient, serviceClient } from './service-client.js';
import { say } from './speech.js';
import type { SignedIn } from './wire.js';

/** Where this machine keeps data and sessions; the same folder the embedded service uses. */
export const homeOf = (environment: NodeJS.ProcessEnv): string =>
  resolve(environment.TRANCHE_HOME || '.tranche');

interface Session extends SignedIn {
  readonly url: string;
}

const folderOf = (home: string): string => join(home, 'sessions');
/** Names the user who signed in last. */
const LAST = 'last';

const readSession = (home: string, user: string): Session | undefined => {
  try {
    return JSON.parse(readFileSync(join(folderOf(home), `${user}.json`), 'utf8')) as Session;
  } catch {
    return undefined;
  }
};

/** Tokens are as good as passwords, so only their owner can read them. */
export const keepSession = (home: string, url: string, signedIn: SignedIn): void => {
  mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
  const session: Session = { ...signedIn, url };
  writeFileSync(join(folderOf(home), `${signedIn.user}.json`), JSON.stringify(session), { mode: 0o600 });
  writeFileSync(join(folderOf(home), LAST), signedIn.user, { mode: 0o600 });
};

const lastUser = (home: string): string | undefined => {
  try {
    return readFileSync(join(folderOf(home), LAST), 'utf8').trim();
  } catch {
    return undefined;
  }
};

export interface SignInWish {
  readonly url: string;
  readonly language: Language;
  /** Who is named with `--as`. */
  readonly user?: string;
  readonly role?: string;
  readonly password?: string;
  /** Demo person whose job the verb is, used when nobody is named and nobody signed in. */
  readonly usualUser: string;
}

const passwordOf = ({ password }: SignInWish, environment: NodeJS.ProcessEnv): string => {
  const stated = password || environment.TRANCHE_PASSWORD;
  if (stated) return stated;
  if (environment.NODE_ENV === 'production') throw new UsageError(say('signIn.noPassword'));
  return DEMO_PASSWORD;
};

export const signIn = async (wish: SignInWish, environment: NodeJS.ProcessEnv): Promise<SignedIn> => {
  const { url, language, user, usualUser, role } = wish;
  const body = { user: user ?? usualUser, password: passwordOf(wish, environment), ...(role && { role }) };
  return (await serviceClient({ url, language }).post<SignedIn>('/v1/sign-in', body)).view;
};

/** A client of the service that is signed in: by a kept session that still runs, else by password. */
export const openService = async (
  wish: SignInWish,
  environment: NodeJS.ProcessEnv,
): Promise<ServiceClient> => {
  const { url, language, password, role } = wish;
  const home = homeOf(environment);
  const user = wish.user ?? lastUser(home);
  const kept = user !== undefined && !password && !role ? readSession(home, user) : undefined;
  const isGood = kept?.url === url && new Date(kept.expiresAt) > new Date();
  const { token } = isGood ? kept : await signIn(wish, environment);
  return serviceClient({ url, language, token });
};
