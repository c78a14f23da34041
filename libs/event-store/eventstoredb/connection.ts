import { type Credentials, EventStoreDBClient } from '@eventstore/db-client';
import { assert } from '#kernel/assert.js';
import { freshTurn, within } from './waiting.js';

export interface Connection {
  /** The client of now; ask again for every call. @throws InvariantBroken once the connection is closed. */
  readonly client: () => EventStoreDBClient;
  /** Goes with every call: the client then uses the append that has a deadline and a call of its own. */
  readonly credentials: Credentials;
  /** Puts a new client in the place of one that cannot be trusted any more; harmless when that has been done already. */
  readonly replace: (poisoned: EventStoreDBClient) => void;
  /** Cancels what is still open; does not wait for it longer than seconds. */
  readonly close: () => Promise<void>;
}

/** Disposing waits for every open stream, for ever if one does not end. */
const DISPOSE_MS = 1_000;

/** Opens no connection yet; the first call does. @throws Error for a URL that cannot be used; it never contains the URL. */
export const connectTo = (url: string, deadlineMs: number): Connection => {
  const { address, credentials } = parseUrl(url);
  const create = (): EventStoreDBClient => createClient(address, deadlineMs);
  let current = create();
  let closed = false;
  const replace = (poisoned: EventStoreDBClient): void => {
    if (poisoned !== current || closed) return;
    current = create();
    void retire(poisoned);
  };
  return {
    client: () => {
      assert(!closed, 'The event store is closed');
      return current;
    },
    credentials,
    replace,
    close: () => {
      closed = true;
      return retire(current);
    },
  };
};

const createClient = (address: string, deadlineMs: number): EventStoreDBClient => {
  const options = `throwOnAppendFailure=true&defaultDeadline=${deadlineMs}`;
  try {
    return EventStoreDBClient.connectionString(`${address}${address.includes('?') ? '&' : '?'}${options}`);
  } catch (error) {
    // The client's own error quotes the URL.
    const reason = error instanceof Error && /certificate/i.test(error.message) ? error.message : BAD_URL;
    throw new Error(reason);
  }
};

const BAD_URL = 'The URL of the event store must be esdb://[user:password@]host:port or esdb+discover://…';

/** The user never reaches the client's own parser, because that logs and quotes what it is given. */
const parseUrl = (url: string): { address: string; credentials: Credentials } => {
  const match = /^(esdb(?:\+discover)?:\/\/)(?:([^@/]*)@)?([^@]+)$/.exec(url.trim());
  if (!match) throw new Error(BAD_URL);
  const [, protocol = '', user, rest = ''] = match;
  const address = protocol + rest.replace(/\/+(?=\?|$)/, '');
  const insecure = /[?&]tls=false(&|$)/i.test(address);
  assert(insecure || user, 'An event store behind TLS needs a user and a password in its URL');
  return { address, credentials: insecure ? hidden('nobody', '-') : credentialsOf(user ?? '') };
};

const credentialsOf = (user: string): Credentials => {
  const colon = user.indexOf(':');
  if (colon < 1) throw new Error(BAD_URL);
  try {
    return hidden(decodeURIComponent(user.slice(0, colon)), decodeURIComponent(user.slice(colon + 1)));
  } catch {
    throw new Error(BAD_URL);
  }
};

/** Without TLS the client never sends these. With it, they are kept out of everything that prints objects. */
const hidden = (username: string, password: string): Credentials =>
  Object.defineProperties({} as Credentials, {
    username: { value: username },
    password: { value: password },
  });

const retire = async (client: EventStoreDBClient): Promise<void> => {
  const { getChannel } = client as unknown as { getChannel(): Promise<{ close(): void }> };
  await within(DISPOSE_MS, client.dispose()).catch(ignore);
  // Disposing leaves the channel open, which would then reconnect for as long as the process lives. Calls that are under way finish.
  const channel = await within(DISPOSE_MS, getChannel()).catch(ignore);
  await freshTurn();
  if (typeof channel === 'object') channel.close();
};

const ignore = (): undefined => undefined;
